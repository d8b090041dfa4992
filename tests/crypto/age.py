#!/usr/bin/env python3
"""Kith's age files and those of others: the real command opens ours, we open its, and the published
vectors of C2SP's CCTV come out as they say.

age.py AGE_FILE VECTORS
"""

import hashlib
import os
import pathlib
import pty
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zlib

AGE_FILE, VECTORS = sys.argv[1], pathlib.Path(sys.argv[2])
WORDS = "acid acorn actor adapt admit adult agent agree ahead alarm album amber"
SIZES = (0, 1, 65535, 65536, 65537, 200000)
TERMINAL_WAIT_S = 60


def ours(act, passphrase, content):
    return subprocess.run([AGE_FILE, act, passphrase], input=content, capture_output=True, timeout=120)


def content_of(size):
    return bytes((i * 31 + i // 251) % 256 for i in range(size))


def at_terminal(command, passphrase):
    """Runs a command on a terminal of its own and types the passphrase at each question."""
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)
    said, answered, ends = b"", 0, time.monotonic() + TERMINAL_WAIT_S
    while time.monotonic() < ends:
        if not select.select([terminal], [], [], 1)[0]:
            continue
        try:
            said += os.read(terminal, 4096)
        except OSError:  # The other end is closed: the command has ended.
            break
        if said.count(b"passphrase") > answered and said.rstrip().endswith(b":"):
            answered = said.count(b"passphrase")
            os.write(terminal, passphrase.encode() + b"\n")
    else:
        os.kill(child, signal.SIGKILL)
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said


def the_real_age_opens_ours(age, folder):
    for size in SIZES:
        locked, opened = folder / f"{size}.age", folder / f"{size}.opened"
        locked.write_bytes(ours("encrypt", WORDS, content_of(size)).stdout)
        code, said = at_terminal([age, "--decrypt", "-o", str(opened), str(locked)], WORDS)
        assert code == 0, (size, said)
        # age makes no file for an empty text.
        assert (opened.read_bytes() if opened.exists() else b"") == content_of(size), size


def the_real_age_refuses_ours_under_other_words(age, folder):
    locked, opened = folder / "locked.age", folder / "opened"
    locked.write_bytes(ours("encrypt", WORDS, b"she said").stdout)
    code, said = at_terminal([age, "--decrypt", "-o", str(opened), str(locked)], "other words")
    assert code == 1 and b"incorrect passphrase" in said, (code, said)


def we_open_what_the_real_age_locked(age, folder):
    for size in SIZES:
        plain, locked = folder / f"{size}", folder / f"{size}.age"
        plain.write_bytes(content_of(size))
        code, said = at_terminal([age, "--passphrase", "-o", str(locked), str(plain)], WORDS)
        assert code == 0, (size, said)
        opened = ours("decrypt", WORDS, locked.read_bytes())
        assert opened.returncode == 0 and opened.stdout == content_of(size), (size, opened.stderr)
        assert ours("decrypt", "other words", locked.read_bytes()).returncode == 1, size


def vector(path):
    header, content = path.read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in header.decode().splitlines())
    packed = fields.get("compressed") == "zlib"
    return fields, zlib.decompress(content) if packed else content


def payload_of(content):
    """Behind the line of the header's code, where there is one."""
    return content[content.index(b"\n", content.index(b"\n--- ") + 1) + 1:]


def check(name, fields, opened):
    if fields["expect"] != "success":
        assert opened.returncode == 1 and opened.stdout == b"", (name, fields)
        return False
    assert opened.returncode == 0, (name, opened.stderr)
    assert hashlib.sha256(opened.stdout).hexdigest() == fields["payload"], name
    return True


def the_published_passphrase_files_come_out_as_they_say(_age, _folder):
    outcomes = []
    for path in sorted(VECTORS.glob("scrypt*")):
        fields, content = vector(path)
        opened = ours("decrypt", fields["passphrase"], content)
        outcomes.append(check(path.name, fields, opened))
    assert len(outcomes) == 25 and sum(outcomes) == 1, outcomes


def the_published_payloads_come_out_as_they_say(_age, _folder):
    """Under the header of a passphrase, which has the same file key."""
    key, sound = vector(VECTORS / "scrypt")
    header = sound[:len(sound) - len(payload_of(sound))]
    outcomes = []
    for path in sorted(VECTORS.glob("stream*")):
        fields, content = vector(path)
        assert fields["file key"] == key["file key"], path.name
        opened = ours("decrypt", key["passphrase"], header + payload_of(content))
        outcomes.append(check(path.name, fields, opened))
    assert len(outcomes) == 28 and sum(outcomes) == 8, (len(outcomes), sum(outcomes))


def main():
    age = shutil.which("age")
    failed = 0
    tests = (the_real_age_opens_ours, the_real_age_refuses_ours_under_other_words,
             we_open_what_the_real_age_locked, the_published_passphrase_files_come_out_as_they_say,
             the_published_payloads_come_out_as_they_say)
    for test in tests:
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(age, pathlib.Path(folder))
            except (AssertionError, OSError, TypeError, ValueError) as error:
                failed += 1
                print(f"FAILED {test.__name__}: {error!r}")
    print(f"{len(tests) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
