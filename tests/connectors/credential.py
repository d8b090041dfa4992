#!/usr/bin/env python3
"""A root secret that systemd-creds encrypted, decrypted into a folder as systemd does it for a service.

credential.py KEY_MEETS

systemd-creds gets a host key of the test's own, so nothing of the machine is used or made. What cannot be
proved here is said, and counts neither as passed nor as failed.
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

KEY_MEETS = sys.argv[1]


class NotProved(Exception):
    pass


def meets(one, other, folder):
    surroundings = dict(os.environ, CREDENTIALS_DIRECTORY=str(folder))
    done = subprocess.run([KEY_MEETS, one, other], env=surroundings, capture_output=True, text=True)
    return done.returncode, done.stderr.strip()


def made(folder, content):
    plain = folder / "root.key"
    plain.write_bytes(content)
    plain.chmod(0o600)
    lent = folder / "lent"
    lent.mkdir(mode=0o700)
    return plain, lent


def creds(folder, *arguments):
    command = shutil.which("systemd-creds")
    if command is None:
        raise NotProved("there is no systemd-creds here")
    surroundings = dict(os.environ, SYSTEMD_CREDENTIAL_SECRET=str(folder / "host.secret"))
    done = subprocess.run([command, *arguments], env=surroundings, capture_output=True, text=True)
    if done.returncode != 0:
        raise NotProved(f"systemd-creds {arguments[0]} does not work here: {done.stderr.strip()}")


def a_credential_locks_as_the_same_secret_in_a_file_does(folder):
    plain, lent = made(folder, os.urandom(32).hex().encode() + b"\n")
    (lent / "kith-root").write_bytes(plain.read_bytes())
    (lent / "kith-root").chmod(0o400)
    assert meets("credential:kith-root", f"file:{plain}", lent) == (0, "")
    assert meets("credential:other", f"file:{plain}", lent) == (1, "the credential is not there")


def what_systemd_creds_encrypted_is_the_secret_again(folder):
    for content in (os.urandom(32).hex().encode() + b"\n", os.urandom(32)):
        with tempfile.TemporaryDirectory(dir=folder) as below:
            plain, lent = made(pathlib.Path(below), content)
            locked = pathlib.Path(below) / "root.cred"
            creds(folder, "encrypt", "--with-key=host", "--name=kith-root", str(plain), str(locked))
            assert content.strip() not in locked.read_bytes(), "it was not encrypted"
            before = os.umask(0o377)
            try:
                creds(folder, "decrypt", "--name=kith-root", str(locked), str(lent / "kith-root"))
            finally:
                os.umask(before)
            (lent / "kith-root").chmod(0o400)
            assert meets("credential:kith-root", f"file:{plain}", lent) == (0, "")


def main():
    passed = failed = 0
    for test in (a_credential_locks_as_the_same_secret_in_a_file_does,
                 what_systemd_creds_encrypted_is_the_secret_again):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(pathlib.Path(folder))
                passed += 1
            except NotProved as reason:
                print(f"NOT PROVED {test.__name__}: {reason}")
            except (AssertionError, OSError) as error:
                failed += 1
                print(f"FAILED {test.__name__}: {error!r}")
    print("NOT PROVED that a unit with LoadCredentialEncrypted= starts Kith: systemd is not started here")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
