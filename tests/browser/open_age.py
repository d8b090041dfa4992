#!/usr/bin/env python3
"""Opens a file with the command age as somebody does at a terminal.

open_age.py FILE PASSPHRASE OPENED
"""
import os
import pty
import sys


def main(locked, passphrase, opened):
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", "-d", "-o", opened, locked])
    said = b""
    try:
        while b"passphrase" not in said:
            said += os.read(terminal, 4096)
        os.write(terminal, passphrase.encode() + b"\n")
        while True:
            os.read(terminal, 4096)
    except OSError:  # The other end is closed: the command has ended.
        pass
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
