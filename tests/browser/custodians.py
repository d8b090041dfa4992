#!/usr/bin/env python3
"""Custodians of the sample company, which has no host of theirs: they work on the same database.

custodians.py choose FOLDER                                  ids of three whose lines are separate
custodians.py hold BUILD FOLDER REQUEST REASON UNTIL ID ID   two of them place a legal hold
"""
import csv
import json
import pathlib
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "sdk/python"))
from kith import Kith  # noqa: E402


def chosen(folder):
    """Nobody whom one can be in the sample, nobody who listens or leads; each under another boss."""
    with open(folder / "company/people.csv", newline="", encoding="utf-8") as file:
        people = {row["id"]: row for row in csv.DictReader(file)}
    cast = json.loads((folder / "personas.json").read_text(encoding="utf-8"))
    taken = {one["id"] for one in cast["personas"] + cast["supporters"]}
    taken |= {row["managerId"] for row in people.values()}
    found = {}
    for row in people.values():
        boss = people.get(row["managerId"])
        if row["id"] in taken or row["active"] != "true" or row["dottedManagerIds"] or not boss:
            continue
        if boss["active"] == "true" and boss["managerId"] in people:
            found.setdefault(row["department"], row["id"])
    return list(found.values())[:3]


def hold(build, folder, request, reason, until, one, other):
    with Kith(str(build / "lib/libkith.so.1"), str(folder / "kith.xml")) as kith:
        def session(who):
            return kith.session(capacity="identity-custodian", purpose="retention", subject=who,
                                reauthenticated=True)
        with session(one) as first, session(other) as second:
            placed = first.call("hold.place/1", idempotencyKey=str(uuid.uuid4()), request=request,
                                reason=reason, until=until)
            second.call("hold.approve/1", idempotencyKey=str(uuid.uuid4()), hold=placed["hold"])


if __name__ == "__main__":
    if sys.argv[1] == "choose":
        print("\n".join(chosen(pathlib.Path(sys.argv[2]))))
    else:
        hold(pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]), *sys.argv[4:])
