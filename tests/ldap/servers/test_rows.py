#!/usr/bin/python3
"""kithctl on real directories, and on one that follows a script: the rows of ../README.md.

test_rows.py KITHCTL KITH_SCRIPTED_LDAP [SERVER ...], below bed/in_namespace
"""

import dataclasses
import inspect
import pathlib
import re
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from bed import SERVERS  # noqa: E402
from bed.server import die_with_parent  # noqa: E402
from servers import rows  # noqa: E402
from servers.kith_company import KithCompany  # noqa: E402

# What one kind of server alone can show.
ONLY = {rows.references_at_the_root_are_reported_and_not_followed: {"samba"}}

results = []


def check(sentence, test, *arguments):
    begin = time.monotonic()
    try:
        test(*arguments)
        results.append(True)
        print(f"ok      {sentence} ({time.monotonic() - begin:.1f} s)", flush=True)
    except AssertionError as failure:
        results.append(False)
        print(f"FAILED  {sentence}: {failure}", flush=True)


def promises():
    return [test for name, test in inspect.getmembers(rows, inspect.isfunction)
            if test.__module__ == rows.__name__ and list(inspect.signature(test).parameters) == ["case"]]


def on_real_servers(kithctl, names):
    for name in names:
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            with SERVERS[name].start(folder / "server", 60) as server:
                case = rows.Case(kithctl, server, folder)
                for test in sorted(promises(), key=lambda test: inspect.getsourcelines(test)[1]):
                    if name in ONLY.get(test, {name}):
                        check(f"{name}: {test.__name__.replace('_', ' ')}", test, case)


@dataclasses.dataclass
class Scripted:
    """What stands in for a server of the bed; see bed/scripted/README.md."""

    port: int
    sync_account = ("cn=sync,dc=x", "Sync-secret-1")
    people_base = "dc=x"
    ca_file = ""

    @property
    def ldaps_uri(self):
        return f"ldap://127.0.0.1:{self.port}"


PEOPLE = ("root\n supportedControl: 1.2.840.113556.1.4.319\n namingContexts: dc=x\n"
          "entry dc=x\n objectClass: domain\n"
          "entries 30 uid=p%d,dc=x\n objectClass: person\n uid: p%d\n cn: p%d\n"
          " entryUUID: 00000000-0000-0000-0000-0000000000%d\n manager: uid=p0,dc=x\n")

# What the server does on the second page of the second reading, and what is said of it.
BREAKS = {
    "result 51": "busy", "result 3": "time limit", "result 4": "size limit",
    "result 11": "administrative limit", "result 80": "error of its own", "hang_up after 3": "broke",
    "cut after 3": "", "garbage after 3": "", "silence after 3": "said nothing for too long",
    "bad_cookie": "",
}


def breaking_off(kithctl, scripted, action, sentence):
    """The first reading is whole, and takes the first pages of ten; the second breaks off on its second page."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        script = folder / "script"
        script.write_text(PEOPLE)

        def started(text):
            script.write_text(text)
            process = subprocess.Popen([scripted, str(script)], stdout=subprocess.PIPE, text=True,
                                       preexec_fn=die_with_parent)
            return process, int(process.stdout.readline())

        whole, port = started(PEOPLE)
        kith = KithCompany(kithctl, folder / "kith", Scripted(port), protection="none", clearText="true",
                           caFile=None, pageSize=10, way="paged")
        rows.equal(kith.sync()["came"], 30, "came")
        whole.kill()
        whole.communicate()
        before = kith.people()
        broken, other = started(PEOPLE + f"on search 2 {action}\n")
        kith.manifest.write_text(kith.manifest.read_text().replace(f":{port}", f":{other}"))
        kith.run("apply", kith.manifest, "--yes", "--accept-loosening")
        try:
            rows.says(kith.failed_sync("--max-removed", "100"), sentence)
            rows.equal(kith.people(), before, "people")
            rows.says(kith.syncs()[0], "nothing was changed")
        finally:
            broken.kill()
            broken.communicate()


def every_row_is_shown():
    """The table names a test for each row, and each name is one of a test that there is."""
    table = (HERE.parent / "README.md").read_text()
    found = re.findall(r"^\| LD-(\d+) \|.*\|(.*)\|$", table, re.M)
    rows.equal([int(number) for number, _ in found], list(range(1, 31)), "the rows")
    sources = "".join(path.read_text() for folder in ("ldap", "service", "connectors", "feed")
                      for path in (HERE.parents[1] / folder).rglob("*")
                      if path.suffix in (".cpp", ".py"))
    for number, tests in found:
        names = re.findall("`([a-z0-9_]+)`", tests)
        rows.equal(bool(names), True, f"a test of row {number}")
        for name in names:
            pattern = rf"(BOOST_AUTO_TEST_CASE\(|BOOST_FIXTURE_TEST_CASE\(|def ){name}\b"
            rows.equal(bool(re.search(pattern, sources)), True, f"'{name}' of row {number}")


def main():
    kithctl, scripted, *names = sys.argv[1:]
    able = [name for name, server in SERVERS.items() if server.can_run()]
    for name in SERVERS.keys() - able:
        print(f"{name}: not run, for want of rights")
    check("every row is shown by a test", every_row_is_shown)
    for action, sentence in BREAKS.items():
        check(f"a reading that ends with '{action}' takes nobody out", breaking_off, kithctl, scripted,
              action, sentence)
    on_real_servers(kithctl, names or able)
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
