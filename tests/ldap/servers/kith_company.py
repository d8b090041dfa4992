"""A tenant of Kith whose people come from a directory: files, manifest, database, and kithctl on them."""

import json
import os
import pathlib
import sqlite3
import subprocess

OK, FOUND, USAGE, COULD_NOT_RUN = 0, 1, 2, 3

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<kith xmlns="urn:kith:manifest:1">
  <tenant id="northwind" name="Northwind"><role name="coordinator" person="cora"/></tenant>
  <store database="data/kith.sqlite" keySource="file:keys/root.key" keyring="keys/northwind.keyring"/>
  <people>
    <ldap {attributes}>
{inside}
    </ldap>
  </people>
  <caseload openMax="20" newPerYearMax="100"/>
</kith>
"""


def secret(path, content):
    path.touch(0o600)
    path.write_text(content)


class KithCompany:
    """`attributes` lie over those of an ordinary source; one that is None is left out. `bases` are elements
    of the manifest, `inside` stands behind them."""

    def __init__(self, kithctl, folder, server, *, bases=None, inside="", **attributes):
        self.kithctl = kithctl
        self.folder = pathlib.Path(folder)
        for name in ("data", "keys"):
            (self.folder / name).mkdir(parents=True)
        secret(self.folder / "keys" / "root.key", os.urandom(32).hex())
        secret(self.folder / "keys" / "ldap.password", server.sync_account[1])
        chosen = {"uri": server.ldaps_uri, "caFile": str(server.ca_file),
                  "bindDn": server.sync_account[0], "password": "file:keys/ldap.password",
                  "connectSeconds": 2, "answerSeconds": 3, **attributes}
        bases = bases or [f'<base dn="{server.people_base}"/>']
        self.manifest = self.folder / "kith.xml"
        self.manifest.write_text(MANIFEST.format(
            attributes=" ".join(f'{name}="{value}"' for name, value in chosen.items() if value is not None),
            inside="\n".join(bases) + inside))
        self.run("apply", self.manifest, "--yes")

    def run(self, *command, code=OK):
        """What it said, on both ways together; it must end with one of the codes."""
        done = subprocess.run([self.kithctl, *map(str, command)], capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120, check=False)
        if done.returncode not in (code if isinstance(code, tuple) else (code,)):
            raise AssertionError(f"kithctl {' '.join(map(str, command))}: exit {done.returncode}, not "
                                 f"{code}\n{done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def sync(self, *more):
        """The report; remarks are allowed."""
        said = self.run("people", "sync", "--manifest", self.manifest, "--json", *more, code=(OK, FOUND))
        return json.loads(said)

    def sync_text(self, *more, code=(OK, FOUND)):
        return self.run("people", "sync", "--manifest", self.manifest, *more, code=code)

    def failed_sync(self, *more):
        return self.sync_text(*more, code=COULD_NOT_RUN)

    def syncs(self):
        return self.run("people", "syncs", "--manifest", self.manifest).splitlines()

    def why(self, whom):
        return self.run("people", "why", "--manifest", self.manifest, whom)

    def doctor(self, code=(OK, FOUND)):
        return self.run("doctor", self.manifest, code=code)

    def people(self):
        """By user name, as the store has them: its own tables, which are not sealed."""
        with sqlite3.connect(f"file:{self.folder}/data/kith.sqlite?mode=ro", uri=True) as store:
            store.row_factory = sqlite3.Row
            rows = store.execute("SELECT id, user_name, display_name, department, preferred_language, "
                                 "manager_id, manager_unsure, active, departed FROM dir_person").fetchall()
        store.close()
        if len({row["id"] for row in rows}) != len(rows):
            raise AssertionError("somebody is there twice")
        return {row["user_name"]: dict(row) for row in rows}

    def active(self):
        return {user for user, row in self.people().items() if row["active"]}
