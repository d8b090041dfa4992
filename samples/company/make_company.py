#!/usr/bin/env python3
"""Makes a company up: people.csv, supporters.csv and requests.csv, the same for the same seed.

Nothing but Python's standard library. See README.md for what is in the files.
"""

import argparse
import datetime
import json
import pathlib

import cast
import chart
import dice
import dirt
import files
import supporters
import words

REQUESTS = 20


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path, help="where the files go; made if need be")
    parser.add_argument("--employees", type=int, default=3000, help="20 or more (3000)")
    parser.add_argument("--seed", type=int, default=7, help="another seed, another company (7)")
    parser.add_argument("--dirt", choices=["yes", "no"], default="yes",
                        help="cycles, orphans, leavers, lapsed accreditations and so on (yes)")
    parser.add_argument("--on", type=datetime.date.fromisoformat, default="2026-12-01",
                        help="the day on which accreditations and leaves are seen (2026-12-01)")
    parser.add_argument("--ldif", action="store_true", help="also write people.ldif")
    parser.add_argument("--story", action="store_true",
                        help="print the cast of a walk-through as JSON")
    given = parser.parse_args()
    if given.employees < 20:
        parser.error("--employees: 20 or more")
    if given.story and given.employees < 200:
        parser.error("--story needs 200 employees or more")
    return given


def requests(company, cast_, dice_):
    """Made-up requests: the story's own first, then others, most of them about a boss."""
    made = []
    if cast_:
        made.append(["r1", cast_.requester.id, [cast_.concerned.id], cast_.requester.language,
                     cast.TOPIC, [cast_.excluded.id]])
    askers = [p for p in company.people if p.active and not p.reports and p.manager]
    while len(made) < REQUESTS:
        who = dice_.pick(askers)
        concerned = []
        if dice_.chance(600):
            concerned = [who.manager.id]
        elif dice_.chance(500):
            concerned = [dice_.pick(company.people).id]
        excluded = [dice_.pick(company.people).id] if dice_.chance(150) else []
        made.append([f"r{len(made) + 1}", who.id, concerned, who.language or "en",
                     dice_.pick(words.TOPICS), excluded])
    return made


def main():
    given = arguments()
    dice_ = dice.Dice(given.seed)
    company = chart.Company(given.employees, dice_)
    cast_ = cast.Cast(company, dice_, given.on) if cast.Cast.possible(company) else None
    taken = {p.id for p in cast_.people()} if cast_ else set()
    enrolled = supporters.enrol(company, taken, dice_, given.on)
    if cast_:
        enrolled += cast_.supporters()
    if given.dirt == "yes":
        supporters.neglect(enrolled, taken, dice_, given.on)
        dirt.spoil(company, cast_.protected() if cast_ else set(), dice_)
        if cast_ and cast_.unknown:
            cast_.unknown.unknown_manager = "gone-100"
    wanted = requests(company, cast_, dice_)

    given.folder.mkdir(parents=True, exist_ok=True)
    people = sorted(company.people, key=lambda p: p.id)
    files.write_people(given.folder / "people.csv", people)
    files.write_supporters(given.folder / "supporters.csv",
                           sorted(enrolled, key=lambda s: s.person.id))
    files.write_requests(given.folder / "requests.csv", wanted)
    if given.ldif:
        files.write_ldif(given.folder / "people.ldif", people)
    if given.story:
        print(json.dumps(cast_.story(dirty=given.dirt == "yes"), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main()
