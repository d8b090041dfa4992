#!/usr/bin/python3
"""A directory that dies, changes its password, shows another certificate or falls silent, and a host that serves
all the while; a sync that is killed.

test_hard_times.py KITHCTL LIBKITH
"""

import os
import pathlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import uuid

import ldap

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
sys.path.insert(0, str(HERE.parents[2] / "sdk" / "python"))
from bed import Slapd  # noqa: E402
from kith import Kith  # noqa: E402
from servers.kith_company import KithCompany  # noqa: E402
from servers.rows import Case, equal, says  # noqa: E402

SUPPORTERS = ("userId,languages,topics,capacity,openCases,accreditedUntil,listed,onLeaveUntil,"
              "declaredConflicts\n")
MAPPING = '<map to="id" attributes="uid"/><top person="u000000"/>'

# However silent the directory is, nobody who asks for help waits for it.
PATIENCE_S = 2
KILLS = 20


class Host:
    """This process, with the library in it, and a company of two houses: those who ask, and those who listen."""

    def __init__(self, library, case, tenant):
        self.tenant = tenant
        top = case.world.members[0]
        boss, far = case.enter(top), case.enter(top)
        self.askers = [case.enter(boss) for _ in range(12)]
        self.peers = [case.enter(far) for _ in range(3)]
        tenant.sync()
        supporters = tenant.folder / "supporters.csv"
        supporters.write_text(SUPPORTERS + "".join(
            f"{peer.person.user},en,exclusion;threats,20,0,2099-12-31,true,,\n" for peer in self.peers))
        tenant.run("supporters", "import", "--manifest", tenant.manifest, supporters, code=(0, 1))
        self.kith = Kith(library, str(tenant.manifest))
        self.asked = 0

    def session(self, **who):
        return self.kith.session(purpose="peer-support", **who)

    def ask(self):
        """One request, offered to somebody; its return code."""
        asker = self.askers[self.asked % len(self.askers)]
        self.asked += 1
        with self.session(capacity="requester", subject=asker.person.user) as session:
            opened = session.call("support.request/1", text="x", idempotencyKey=str(uuid.uuid4()))
        equal(opened["state"], "offered", "the request")
        return opened["returnCode"]

    def supporter_of(self, code):
        with self.session(capacity="requester", returnCode=code) as session:
            (mine,) = session.call("support.list/1")["requests"]
            return mine["supporter"]["id"]

    def make_due(self):
        """As if the last good reading had been long ago."""
        with sqlite3.connect(self.tenant.folder / "data" / "kith.sqlite", timeout=10) as store:
            store.execute("UPDATE dir_source SET asked_ms = 0, taken_ms = 1")
        store.close()

    def directory(self):
        return self.kith.describe("health")["directory"]

    def pump_and_ask(self):
        """Pumps on another thread, as a host does, and asks meanwhile; how long the longest asking took."""
        pumping = threading.Thread(target=self.kith.pump, args=(2000,))
        pumping.start()
        longest = 0
        for _ in range(3):
            begin = time.monotonic()
            self.ask()
            longest = max(longest, time.monotonic() - begin)
        pumping.join()
        return longest


def troubles(case, tenant):
    """What happens, what is said of it, and how it ends."""
    server = case.server
    password = tenant.folder / "keys" / "ldap.password"
    right = password.read_text()

    def change_password(to):
        case.directory.reconnect()
        case.directory.writing.modify_s(server.sync_account[0],
                                        [(ldap.MOD_REPLACE, "userPassword", [to.encode()])])

    def back():
        server.restart()
        case.directory.reconnect()

    def good_certificate():
        server.swap_certificate("good")
        case.directory.reconnect()

    yield "killed", server.kill, "nothing listens", back
    yield "its password changed", lambda: change_password("Another-secret-2"), "does not know this name", \
        lambda: change_password(right)
    for kind, words in (("foreign", "not signed by a CA"), ("expired", "has expired"),
                        ("wrong_name", "for other names")):
        yield f"a certificate that is {kind}", lambda kind=kind: server.swap_certificate(kind), words, \
            good_certificate
    yield "silent", server.freeze, "nobody answers there", server.thaw


def what_happens_to_the_directory_is_not_felt(case, library):
    tenant = case.kith(inside=MAPPING)
    host = Host(library, case, tenant)
    for name, begin, words, end in troubles(case, tenant):
        before = tenant.people()
        code = host.ask()
        supporter = host.supporter_of(code)
        begin()
        host.make_due()
        longest = host.pump_and_ask()
        equal(longest < PATIENCE_S, True, f"{name}: asked within {longest:.1f} s")
        equal(host.directory(), "behind", f"{name}: health")
        equal(tenant.people(), before, f"{name}: people")
        equal(host.supporter_of(code), supporter, f"{name}: who listens")
        says(tenant.syncs()[0], "nothing was changed: ", words)
        says(tenant.doctor(code=1), words, "behind the directory", '"behind"')
        end()
        newcomer = case.enter()
        host.make_due()
        host.kith.pump(5000)
        equal(host.directory(), "in step", f"{name}: health afterwards")
        after = tenant.people()
        equal(set(after) - set(before), {newcomer.person.user}, f"{name}: who came")
        equal({user: after[user] for user in before}, before, f"{name}: all others")
    host.kith.close()


def a_pump_keeps_to_its_budget(case, library):
    """However patient the manifest is, a silent server holds a pump for its budget and that for connecting."""
    tenant = case.kith(inside=MAPPING, connectSeconds=40, answerSeconds=60)
    host = Host(library, case, tenant)
    case.server.freeze()
    host.make_due()
    begin = time.monotonic()
    host.kith.pump(1000)
    took = time.monotonic() - begin
    case.server.thaw()
    equal(took < 10, True, f"the pump took {took:.1f} s")
    says(tenant.syncs()[0], "nothing was changed")
    host.kith.close()


def a_line_that_becomes_a_chain_ends_what_it_forbids(case, library):
    tenant = case.kith(inside=MAPPING)
    host = Host(library, case, tenant)
    code = host.ask()
    asker = host.askers[0]
    first = host.supporter_of(code)
    supporter = next(peer for peer in host.peers if peer.person.user == first)
    case.world.lead(asker, supporter)
    says(tenant.sync_text("--dry-run"), "would end", "another manager")
    equal(host.supporter_of(code), first, "after a trial")
    tenant.sync()
    host.kith.pump(1000)
    equal(host.supporter_of(code) not in (first, ""), True, "somebody else is asked")
    host.kith.close()


def a_sync_killed_at_any_moment_goes_on(case, _library):
    tenant = case.kith(inside=MAPPING)
    chance = random.Random(1)
    ended = 0
    for _ in range(KILLS):
        for _ in range(6):
            case.world.step()
        case.enter()
        sync = subprocess.Popen([tenant.kithctl, "people", "sync", "--manifest", str(tenant.manifest),
                                 "--whole", "--max-removed", "100"], stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.01, 0.25))
        sync.send_signal(signal.SIGKILL)
        ended += sync.wait() >= 0
        tenant.people()  # Nobody is there twice.
        says(tenant.doctor(), "database")
    if ended == KILLS:
        raise AssertionError("every sync was over before it was killed")
    tenant.sync("--whole", "--max-removed", "100")
    equal(tenant.active(), case.enabled(), "who is active")
    again = tenant.sync("--whole")
    equal([again[count] for count in ("came", "changed", "managersChanged", "departed")], [0, 0, 0, 0],
          "what a further one finds")


def main():
    kithctl, library = sys.argv[1:]
    results = []
    for test, people in ((what_happens_to_the_directory_is_not_felt, 60),
                         (a_pump_keeps_to_its_budget, 60),
                         (a_line_that_becomes_a_chain_ends_what_it_forbids, 60),
                         (a_sync_killed_at_any_moment_goes_on, 2000)):
        sentence = test.__name__.replace("_", " ")
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            with Slapd.start(folder / "server", people) as server:
                begin = time.monotonic()
                try:
                    test(Case(kithctl, server, folder), library)
                    results.append(True)
                    print(f"ok      {sentence} ({time.monotonic() - begin:.1f} s)", flush=True)
                except AssertionError as failure:
                    results.append(False)
                    print(f"FAILED  {sentence}: {failure}", flush=True)
    print(f"{results.count(True)} passed, {results.count(False)} failed")
    sys.stdout.flush()
    os._exit(0 if all(results) else 1)  # Also where a failure left a thread behind.


if __name__ == "__main__":
    main()
