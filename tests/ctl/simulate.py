#!/usr/bin/env python3
"""`kithctl route simulate` against the naive reading of the rules, on fifty dirty companies.

simulate.py KITHCTL WRITE_COMPANIES: eligible, excluded and codes must be equal for every request.
"""

import collections
import json
import pathlib
import subprocess
import sys
import tempfile

NAIVE = pathlib.Path(__file__).resolve().parents[1] / "routing" / "naive_rules.py"


def files(folder):
    return [part for name in ("people", "supporters", "requests")
            for part in (f"--{name}", f"{folder}/{name}.csv")]


def lines(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command[0]}: {done.returncode}\n{done.stderr[-2000:]}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def differences(ours, naive):
    """What is wrong with one company's answers."""
    if [one["request"] for one in ours] != [one["request"] for one in naive]:
        yield "the requests are not the same ones in the same order"
        return
    for one, other in zip(ours, naive):
        if list(one) != ["request", "eligible", "excluded", "assigned"]:
            yield f"{one['request']}: the fields are {list(one)}"
        if one["eligible"] != other["eligible"] or one["excluded"] != other["excluded"]:
            yield f"{one['request']}: not as the naive reading has it"
        if (one["assigned"] is None) != (not one["eligible"]):
            yield f"{one['request']}: assigned though nobody is eligible, or nobody though somebody is"
        if one["assigned"] is not None and one["assigned"] not in one["eligible"]:
            yield f"{one['request']}: assigned to somebody who is not eligible"
        if one["eligible"] != sorted(one["eligible"], key=str.encode):
            yield f"{one['request']}: eligible is not sorted"
        if any(codes != sorted(codes) for codes in one["excluded"].values()):
            yield f"{one['request']}: codes are not sorted"


def main():
    kithctl, write_companies = sys.argv[1:]
    passed = failed = requests = 0
    codes = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        made = subprocess.run([write_companies, folder], capture_output=True, text=True, check=True)
        for company, day in (line.split() for line in made.stdout.splitlines()):
            ours = lines([kithctl, "route", "simulate", *files(company), "--on", day, "--json"])
            naive = lines([sys.executable, str(NAIVE), *files(company), "--on", day])
            wrong = list(differences(ours, naive))
            requests += len(ours)
            codes.update(code for one in ours for why in one["excluded"].values() for code in why)
            passed += not wrong
            failed += bool(wrong)
            for what in wrong[:3]:
                print(f"company {company}: {what}")
    print(f"{requests} requests; {dict(codes)}")
    if len(codes) < 15:  # A comparison in which a rule never held says nothing of that rule.
        failed += 1
        print("not every code was met")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
