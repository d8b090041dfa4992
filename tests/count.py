#!/usr/bin/env python3
"""Adds up single test cases from ctest's JUnit reports and prints the closing line.

A Boost.Test program says how many cases it ran and how many failed, a script prints "N passed, N failed",
Node's runner writes TAP; a program that says neither counts as one. One that crashed, timed out or was not run has failed.
"""

import re
import sys
import xml.etree.ElementTree as ET

BOOST = re.compile(r"(\d+) test cases? out of (\d+) (passed|failed)")
RUNNING = re.compile(r"Running (\d+) test cases?")
FAILED_CASES = re.compile(r"(\d+) test cases? out of \d+ failed")
TAP_PASS = re.compile(r"^# pass (\d+)$", re.MULTILINE)
TAP_REST = re.compile(r"^# (?:fail|cancelled|skipped|todo) (\d+)$", re.MULTILINE)
SCRIPT = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)


def counted(case):
    """(passed, failed) of one program."""
    output = case.findtext("system-out") or ""
    well = case.get("status") == "run"
    script = SCRIPT.findall(output)
    if script:
        passed, failed = map(int, script[-1])
    elif tap := TAP_PASS.search(output):
        passed, failed = int(tap.group(1)), sum(map(int, TAP_REST.findall(output)))
    elif running := RUNNING.search(output):
        failed = sum(map(int, FAILED_CASES.findall(output)[:1]))
        passed = int(running.group(1)) - failed
    else:
        passed, failed = (1, 0) if well else (0, 1)
    if well and passed + failed == 0:
        return 0, 1  # It ran nothing: a check that cannot fail.
    if not well and failed == 0:
        return 0, 1  # It went down without saying which case.
    return passed, failed


def main():
    passed = failed = 0
    for path in sys.argv[1:]:
        for case in ET.parse(path).getroot().iter("testcase"):
            good, bad = counted(case)
            passed += good
            failed += bad
            if bad:
                preset = path.rsplit("/", 1)[-1].removesuffix(".xml")
                print(f"FAILED {case.get('name')} ({preset})")
                print((case.findtext("system-out") or case.findtext("failure") or "")[-3000:])
    if passed + failed == 0:
        failed = 1
        print("no test ran")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
