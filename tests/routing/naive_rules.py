#!/usr/bin/env python3
"""The hard rules of routing (design, section 9), read a third time, from the files alone.

Prints what `kithctl route simulate --json` prints, one JSON object per request, without "assigned".
"""

import argparse
import csv
import datetime
import json
import string

FOLD = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


def rows(path):
    with open(path, newline="", encoding="utf-8-sig") as file:
        return [{k: (v or "").strip() for k, v in row.items()} for row in csv.DictReader(file)]


def items(text):
    return [part.strip() for part in text.split(";") if part.strip()]


def words(text):
    return {part.translate(FOLD) for part in items(text)}


def date(text):
    return datetime.date.fromisoformat(text) if text else None


def is_true(text):
    return text.lower() in ("true", "1", "yes")


class Company:
    """Who is whose manager. Answers for ids of nobody too: of them nothing is known."""

    def __init__(self, people):
        self.people = {}
        for row in people:
            self.people.setdefault(row["id"], row)
        self.managers = {id: row["managerId"] for id, row in self.people.items()}
        self.leading = {manager for manager in self.managers.values() if manager}
        self.ways = {}

    def way_up(self, id):
        """The ids met above `id` in walking order, and how the way ends."""
        if id in self.ways:
            return self.ways[id]
        met = {}  # Keeps the order.
        here, end = id, "top"
        while True:
            if here not in self.people:
                end = "nobody"
                break
            manager = self.managers[here]
            if manager == "":
                end = "orphan" if here not in self.leading else "top"
                break
            if manager in met or manager == id:
                end = "cycle"
                break
            met[manager] = True
            here = manager
        self.ways[id] = (set(met), end)
        return self.ways[id]

    def unknown(self, id):
        return self.way_up(id)[1] != "top"

    def above(self, upper, lower):
        return upper in self.way_up(lower)[0]

    def field(self, id, name):
        return self.people[id][name] if id in self.people else ""

    def level(self, id):
        own = self.field(id, "level")
        return int(own) if own else len([m for m in self.way_up(id)[0] if m in self.people])

    def dotted(self, lower, upper):
        return upper in items(self.field(lower, "dottedManagerIds"))

    def active(self, id):
        text = self.field(id, "active")
        return id in self.people and (text == "" or is_true(text))


def rules(company, today, s, request):
    """Code to whether it excludes the supporter `s` from the request."""
    me = s["userId"]
    requester = request["requesterId"]
    concerned = [p for p in items(request["personsConcerned"]) if p != me]
    others = [p for p in [requester] + concerned if p != me]
    parties = [requester] + items(request["personsConcerned"])
    accredited, leave = date(s["accreditedUntil"]), date(s["onLeaveUntil"])
    language, topic = request["language"].translate(FOLD), request["topic"].translate(FOLD)
    department = company.field(me, "department")
    manager = company.field(me, "managerId")

    def perhaps_same_department(p):
        other = company.field(p, "department")
        return "" in (department, other) or department == other

    return {
        "not_listed": not is_true(s["listed"]),
        "inactive": not company.active(me),
        "on_leave": leave is not None and leave >= today,
        "accreditation_expired": accredited is None or accredited < today,
        "at_capacity": int(s["openCases"] or 0) >= int(s["capacity"] or 0),
        "language": language != "" and language not in words(s["languages"]),
        "topic": topic != "" and topic not in words(s["topics"]),
        "excluded_by_requester": me in items(request["excludeIds"]),
        "party": me in parties,
        "declared_conflict": any(p in items(s["declaredConflicts"]) for p in others),
        "chain_of_command": any(
            company.above(me, p)
            or company.above(p, me)
            or company.dotted(me, p)
            or company.dotted(p, me)
            for p in others
        ),
        "same_team": manager != ""
        and any(company.field(p, "managerId") == manager for p in others),
        "concerned_department": department != ""
        and any(company.field(p, "department") == department for p in concerned),
        "level_distance": me != requester
        and abs(company.level(me) - company.level(requester)) > 1,
        "unknown_chain": any(
            (company.unknown(me) or company.unknown(p)) and perhaps_same_department(p)
            for p in others
        ),
    }


def simulate(company, supporters, request, today):
    excluded = {}
    for s in supporters:
        codes = sorted(code for code, holds in rules(company, today, s, request).items() if holds)
        if codes:
            excluded[s["userId"]] = codes
    eligible = sorted(s["userId"] for s in supporters if s["userId"] not in excluded)
    return {
        "request": request["id"],
        "eligible": eligible,
        "excluded": dict(sorted(excluded.items())),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", required=True)
    parser.add_argument("--supporters", required=True)
    parser.add_argument("--requests", required=True)
    parser.add_argument("--on", required=True, type=datetime.date.fromisoformat, metavar="DATE")
    given = parser.parse_args()

    company = Company(rows(given.people))
    supporters = rows(given.supporters)
    for request in rows(given.requests):
        print(json.dumps(simulate(company, supporters, request, given.on), ensure_ascii=False))


if __name__ == "__main__":
    main()
