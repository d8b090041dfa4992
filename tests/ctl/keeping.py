#!/usr/bin/env python3
"""Keys, backups, restores and erasures by kithctl, beside a host that has the library loaded.

keeping.py KITHCTL LIBRARY
"""

import json
import pathlib
import re
import sqlite3
import sys
import uuid

from cases import COULD_NOT_RUN, FOUND, OK, USAGE, case, claim, end, run
from kith import Kith

LIBRARY = sys.argv[2]
WORDS = "canary-of-what-she-wrote"


def key():
    return {"idempotencyKey": str(uuid.uuid4())}


def host(manifest):
    return Kith(LIBRARY, str(manifest))


def ask(kith, who="asker0"):
    with kith.session(capacity="requester", purpose="peer-support", subject=who) as she:
        return she.call("support.request/1", text=WORDS, personsConcerned=["boss"], **key())["request"]


def erase(kith, request, who="asker0"):
    with kith.session(capacity="requester", purpose="peer-support", subject=who) as she:
        return she.call("support.erase/1", request=request, **key())


def requests_of(kith, who="asker0"):
    with kith.session(capacity="requester", purpose="peer-support", subject=who) as she:
        return {one["request"]: one["text"] for one in she.call("support.list/1")["requests"]}


def keys(manifest):
    return json.loads(run("keys", "status", manifest, "--json", expect=OK).stdout)


@case
def keys_turn_while_a_host_works(folder, manifest):
    with host(manifest) as kith:
        request = ask(kith)
        before = keys(manifest)
        claim(before["epoch"] == 1 and before["dataKeys"] == 2 and before["left"] == 0, str(before))
        told = run("keys", "rotate", manifest, expect=OK).stdout
        claim("epoch 2" in told and "backup" in told, f"the new epoch and what to do: {told}")
        after = keys(manifest)
        claim([one["number"] for one in after["keyring"]] == [2], f"the old key is gone: {after}")
        claim(after["dataKeys"] == 2 and not after["turning"], str(after))
        claim(requests_of(kith) == {request: WORDS}, "the host that was open reads on")
        ask(kith)
    with host(manifest) as kith:
        claim(len(requests_of(kith)) == 2, "and so does one that opens now")


# Rule: a lock on a file is the whole process's, so nobody but SQLite may close that file there.
@case
def nothing_is_cleared_away_under_a_host_that_opens_twice(folder, manifest):
    with host(manifest) as kith:
        first = ask(kith)
        with host(manifest):
            run("doctor", manifest, expect=OK)
            claim((folder / "data" / "kith.sqlite-wal").exists(), "kithctl leaves the host its log")
            second = ask(kith)
    with host(manifest) as kith:
        claim(requests_of(kith).keys() == {first, second}, "what was acknowledged is there")


@case
def a_backup_is_tried_and_holds_no_key_and_no_word(folder, manifest):
    with host(manifest) as kith:
        ask(kith)
        copy = folder / "copy.sqlite"
        told = run("backup", manifest, "--to", copy, expect=OK).stdout
        claim("1 requests, 2 data keys opened" in told and "no key" in told, told)
    claim(copy.stat().st_mode & 0o777 == 0o600, "it is its owner's alone")
    content = copy.read_bytes()
    root = bytes.fromhex((folder / "keys" / "root.key").read_text().strip())
    ring = (folder / "keys" / "northwind.keyring").read_text()
    secrets = [root, root.hex().encode(), WORDS.encode()]
    secrets += [line.split()[-1].encode() for line in ring.splitlines() if line.startswith("key ")]
    claim(all(secret not in content for secret in secrets), "no key and no word lies in it")
    claim(sqlite3.connect(copy).execute("PRAGMA integrity_check").fetchone() == ("ok",), "it is whole")

    told = run("backup", manifest, "--to", copy, expect=COULD_NOT_RUN).stderr
    claim("there is a file of this name" in told, f"never written over: {told}")
    told = run("backup", manifest, "--to", folder / "keys" / "copy", expect=COULD_NOT_RUN).stderr
    claim("beside the keyring" in told, f"never beside the keys: {told}")
    claim(not (folder / "keys" / "copy").exists(), "and nothing is left there")


@case
def a_restore_erases_again_what_was_erased_since(folder, manifest):
    copy = folder / "copy.sqlite"
    with host(manifest) as kith:
        kept = ask(kith)
        gone = ask(kith)
        run("backup", manifest, "--to", copy, expect=OK)
        erase(kith, gone)
        told = run("restore", manifest, "--from", copy, "--replace", expect=COULD_NOT_RUN).stderr
        claim("in use" in told and "stop the hosts" in told, f"not under a host: {told}")
    before = copy.read_bytes()
    told = run("restore", manifest, "--from", copy, expect=COULD_NOT_RUN).stderr
    claim("there is a database already" in told, f"not by mistake: {told}")
    # The disaster: the database is lost, keyring and root are not.
    for path in folder.glob("data/kith.sqlite*"):
        path.unlink()
    told = run("restore", manifest, "--from", copy, expect=OK).stdout
    claim("1 requests" in told, f"it says what it erased again: {told}")
    claim(copy.read_bytes() == before, "the backup stays as it was")
    with host(manifest) as kith:
        claim(requests_of(kith) == {kept: WORDS}, "the one is there, the other is not")
    again = json.loads(run("restore", manifest, "--from", copy, "--replace", "--json", expect=OK).stdout)
    claim(again["erasedAgain"]["requests"] == 1, "each time anew")
    run("doctor", manifest, expect=OK)


@case
def after_the_turn_no_backup_from_before_opens(folder, manifest):
    copy = folder / "copy.sqlite"
    with host(manifest) as kith:
        ask(kith)
        run("backup", manifest, "--to", copy, expect=OK)
        run("keys", "rotate", manifest, expect=OK)
    told = run("restore", manifest, "--from", copy, "--replace", expect=COULD_NOT_RUN).stderr
    claim("the keyring lacks the key" in told, f"why is told: {told}")
    with host(manifest) as kith:
        claim(len(requests_of(kith)) == 1, "what was there is there")


@case
def a_damaged_backup_changes_nothing(folder, manifest):
    copy = folder / "copy.sqlite"
    with host(manifest) as kith:
        ask(kith)
    run("backup", manifest, "--to", copy, expect=OK)
    whole = copy.read_bytes()
    for damage in (b"", whole[:50], whole[: len(whole) // 2], b"no database" * 900,
                   whole[:4096] + b"\xff" * 4096 + whole[8192:]):
        copy.write_bytes(damage)
        told = run("restore", manifest, "--from", copy, "--replace", expect=COULD_NOT_RUN).stderr
        claim("hint:" in told, f"a clear error: {told}")
        left = sorted(path.name for path in folder.glob("data/*") if "restoring" in path.name)
        claim(not left, f"nothing half is left: {left}")
        with host(manifest) as kith:
            claim(len(requests_of(kith)) == 1, "the database is as it was")
    run("restore", manifest, "--from", folder / "nowhere", "--replace", expect=COULD_NOT_RUN)


# Rule: an administrator erases and learns nothing by it.
@case
def an_administrator_erases_and_is_told_nothing(folder, manifest):
    with host(manifest) as kith:
        for _ in range(2):
            ask(kith)
        other = ask(kith, "asker1")
        answers = [run("erase", manifest, "--person", who, expect=OK).stdout
                   for who in ("asker0", "asker2", "nobody-at-all")]
        claim(len(set(answers)) == 1, f"whoever it is, the answer is one: {answers}")
        claim(re.search(r"From \d{4}-\d\d-01 on", answers[0]), f"and says when it is final: {answers[0]}")
        claim(requests_of(kith) == {}, "hers are gone")
        claim(list(requests_of(kith, "asker1")) == [other], "nobody else's")
        by_id = run("erase", manifest, "--request", other, expect=OK).stdout
        none = run("erase", manifest, "--request", str(uuid.uuid4()), expect=OK).stdout
        claim(by_id == none == answers[0], "nor does a request's id tell")
        claim(requests_of(kith, "asker1") == {}, "it is gone, too")
    run("erase", manifest, expect=USAGE)
    run("erase", manifest, "--person", "a", "--request", "b", expect=USAGE)


@case
def a_keyring_that_is_missing_or_old_is_told_and_never_replaced(folder, manifest):
    ring = folder / "keys" / "northwind.keyring"
    with host(manifest) as kith:
        ask(kith)
    old = ring.read_text()
    run("keys", "rotate", manifest, expect=OK)
    now = ring.read_text()
    ring.write_text(old)
    told = run("doctor", manifest, expect=COULD_NOT_RUN).stderr
    claim("keyring lacks the key" in told, f"an older copy is told: {told}")
    ring.unlink()
    for command in (("doctor", manifest), ("apply", manifest, "--yes")):
        told = run(*command, expect=COULD_NOT_RUN).stderr
        claim("keyring is not there" in told and "copy" in told, f"what to do is told: {told}")
        claim(not ring.exists(), "no new one is made while something is sealed")
    ring.write_text(now)
    ring.chmod(0o600)
    run("doctor", manifest, expect=OK)


# Rule: what Kith refuses a manifest for: keys beside the database.
@case
def a_keyring_beside_the_database_is_refused(folder, manifest):
    path = pathlib.Path(manifest)
    text = path.read_text().replace('keySource="file:keys/root.key"',
                                        'keySource="file:keys/root.key" keyring="data/ring"')
    path.write_text(text)
    told = run("check", manifest, expect=FOUND).stderr
    claim("the keyring lies in the same folder as the database" in told, told)


@case
def a_backlog_is_tried_and_then_matched(folder, manifest):
    supporters = folder / "supporters.csv"
    listed = supporters.read_text()
    supporters.write_text(listed.replace(",true,", ",false,"))
    run("supporters", "import", "--manifest", manifest, supporters, expect=OK)
    with host(manifest) as kith:
        for who in ("asker0", "asker1"):
            with kith.session(capacity="requester", purpose="peer-support", subject=who) as she:
                she.call("support.request/1", text=WORDS, ifNobody="wait", **key())
    supporters.write_text(listed)
    run("supporters", "import", "--manifest", manifest, supporters, expect=OK)

    for waiting in (2, 2):  # A trial changes nothing, so a second one says the same.
        told = run("route", "batch", "--manifest", manifest, "--dry-run", "--json", expect=OK).stdout
        numbers = json.loads(told)
        claim(numbers["requests"] == waiting and numbers["placed"] == 2, told)
        claim(numbers["percentOfOptimum"] == 100 and numbers["placedInTurn"] == 2, told)
    told = run("route", "batch", "--manifest", manifest, expect=OK).stdout
    claim("2 requests: 2 are offered to somebody, 0 find nobody" in told, told)
    claim("asker" not in told and "peer" not in told, "nobody is named")
    claim("0 requests" in run("route", "batch", "--manifest", manifest, expect=OK).stdout, "none is left")

end()
