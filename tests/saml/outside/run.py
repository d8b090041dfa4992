#!/usr/bin/env python3
"""kithctl saml before an identity provider of other people's: pysaml2, which signs and encrypts by
the command xmlsec1.

run.py KITHCTL
"""

import pathlib
import sys
import tempfile
import unittest

from kit import Bed, Case


def main():
    with tempfile.TemporaryDirectory() as folder:
        Case.bed = Bed(folder)
        found = unittest.defaultTestLoader.discover(str(pathlib.Path(__file__).parent))
        done = unittest.TextTestRunner(stream=sys.stdout, verbosity=2).run(found)
    failed = len(done.failures) + len(done.errors)
    print(f"{done.testsRun - failed} passed, {failed} failed")
    sys.exit(0 if done.testsRun and not failed else 1)


if __name__ == "__main__":
    main()
