"""What must hold of keyring, copies and applied manifest, in whatever somebody was stopped."""

import contextlib
import json
import shutil
import sqlite3
import subprocess

import company

LONG_AGO_H = 24 * 100  # Longer than anything closed is kept.


def asked(path, query):
    # Not read-only: only who may write looks for what was committed last before a kill (SQLite, "WAL-mode File
    # Format", recovery), as the next host will.
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=rw", uri=True)) as database:
        return database.execute(query).fetchall()


def make_old(folder, requests):
    """These requests were closed so long ago that their time is over, read or not."""
    with contextlib.closing(sqlite3.connect(company.database(folder))) as database, database:
        database.executemany("UPDATE support_request SET closed_hour = closed_hour - ? WHERE id = ?",
                             [(LONG_AGO_H, request) for request in requests])


def run(kithctl, command, manifest, *options):
    return subprocess.run([kithctl, *command.split(), str(manifest), *map(str, options)],
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)


def applied(folder):
    """The one manifest that the database goes by."""
    (canonical,), = asked(company.database(folder), "SELECT canonical FROM applied_manifest")
    return folder / (company.NEXT if company.NEXT_OPEN_MAX in canonical else "kith.xml")


def locked_keys(path):
    """What a keyring holds, by the number of the epoch; 0 is the tenant's own."""
    lines = [line.split() for line in path.read_text(errors="replace").splitlines()]
    return {int(line[1]): line[3] for line in lines if len(line) == 4 and line[0] == "key"}


def epochs(folder):
    rows = asked(company.database(folder), "SELECT epoch, previous FROM key_state")
    return {number for row in rows for number in row if number is not None}


def check(folder):
    """The sentences that are broken of keyring and database together; none is well."""
    broken = []
    used = epochs(folder)
    if not used <= set(locked_keys(company.keyring(folder))):
        broken.append("the database is in an epoch that the keyring lacks")
    locked = {epoch for (epoch,) in asked(company.database(folder),
                                          "SELECT DISTINCT epoch FROM request_key")}
    if not locked <= used:
        broken.append("a data key is under an epoch that is over")
    return broken


def check_turned(kithctl, folder):
    """The same once what is due was done and the keys were turned: the old secrets are nowhere."""
    manifest = applied(folder)
    broken = []
    for command in ("work", "keys rotate"):
        done = run(kithctl, command, manifest, *(["--once"] if command == "work" else []))
        if done.returncode != 0:
            broken.append(f"{command}: {done.stderr}")
        if set(locked_keys(company.keyring(folder))) != epochs(folder) | {0}:
            broken.append(f"after {command} the keyring holds a secret of an epoch that is over")
    broken += check(folder) + check_copy(kithctl, folder, "after all")
    kept = set(locked_keys(company.keyring(folder)).values())
    for path in company.keyring(folder).parent.iterdir():
        if not set(locked_keys(path).values()) <= kept:
            broken.append(f"{path.name} holds a secret of an epoch that is over")
    return broken


def check_copy(kithctl, folder, name):
    """Every data key opens, as a backup tries each."""
    copy = company.copy(folder, name)
    copy.unlink(missing_ok=True)
    done = run(kithctl, "backup", applied(folder), "--to", copy, "--json")
    if done.returncode != 0:
        return [f"not every data key opens: {done.stderr}"]
    (kept,), = asked(company.database(folder), "SELECT count(*) FROM request_key")
    opened = json.loads(done.stdout)["dataKeys"]
    return [] if opened == kept else [f"{opened} data keys of {kept} open"]


class Rehearsal:
    """A restore that is taken back: `with` it the folder is the restored company, then as before."""

    def __init__(self, kithctl, folder, copy, disk_lost):
        self.kithctl, self.folder, self.copy, self.disk_lost = kithctl, folder, copy, disk_lost
        self.aside = folder.with_name("aside")

    def __enter__(self):
        """Restore's exit status and what it said."""
        manifest = applied(self.folder)
        shutil.copytree(self.folder, self.aside)
        if self.disk_lost:
            for path in company.database(self.folder).parent.iterdir():
                path.unlink()
        done = run(self.kithctl, "restore", manifest, "--from", self.copy, "--replace")
        return done.returncode, done.stderr

    def __exit__(self, *_):
        shutil.rmtree(self.folder)
        self.aside.rename(self.folder)


# What restore says of a copy from before a turn.
WORTHLESS = "the keyring lacks the key"
