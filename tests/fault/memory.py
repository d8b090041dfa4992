#!/usr/bin/env python3
"""Lets one allocation after the other fail inside Kith: it says so, the host lives, Kith goes on.

memory.py LIBRARY KITHCTL HOST PRELOAD [--long] [--use USE] [--seed S]

Each use of oom_host.c is swept twice, once with a single failure and once with no memory from then
on. With --long at every allocation (every 18th of kith_open's), else at a spread. As the first call
of a process allocates what later ones find made, some processes begin in the middle, cold.
"""

import argparse
import collections
import concurrent.futures
import os
import queue
import random
import subprocess
import sys
import tempfile

import company
import invariants

SPREAD = 12    # Allocations of each use and mode, if not long.
COLD = 1       # Processes that begin in the middle, of each use and mode; 20 times as many if long.
RESTARTS = 5   # After which a use is given up that ends the process or closes the instance.
BEYOND = 10**9
TIMEOUT_S = 3600
LONG_MAX = 10000  # kith_open compiles the manifest's schema: too much for one by one.
STORY_MAX = 200
# glibc ends a process in which a thread's first exception finds no memory for its own data. No
# library that is loaded can keep it from that; it is counted and told.
LOADER = 127

# Also clear: the store cannot work. Everything else misleads whoever reads it.
STORE = -56


class Place:
    def __init__(self, folder, kithctl):
        self.folder = folder + "/company"
        self.manifest = company.make(self.folder, kithctl, askers=40, supporters=20, capacity=8,
                                     per_year=100)
        self.requests = self.messages = 0
        self.known = True  # Whether every process could say what it had done.


class Sweep:
    """The figures of one use in one mode."""

    def __init__(self):
        self.counts = collections.Counter()
        self.stories = []

    def wrong(self, what, story):
        self.counts[what] += 1
        self.stories.append(story)


def host(given, place, use, first, stride, sticky):
    """The host's exit status, what it said, and its last word on standard error."""
    command = [given.host, place.manifest, use, str(first), str(stride), "1" if sticky else "0"]
    try:
        done = subprocess.run(command, env=os.environ | {"LD_PRELOAD": given.preload},
                              capture_output=True, text=True, timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return None, [], "it hung"
    return done.returncode, done.stdout.splitlines(), (done.stderr.splitlines() or [""])[-1]


def counted(given, place, use):
    """Allocations of a first and of a further call."""
    status, lines, _ = host(given, place, use, 1, 0, False)
    words = lines[0].split() if lines else [""]
    if status != 0 or words[0] != "counted":
        sys.exit(f"{use} does not run: {status} {lines}")
    heard(place, lines[1], Sweep())
    return int(words[2]), int(words[3])


def heard(place, line, sweep):
    """Adds one line of the host's; the number of the allocation after which it stopped, or None."""
    what, _, *words = line.split()
    if what == "did":
        runs, failed, tolerated, requests, messages = map(int, words)
        sweep.counts["runs"] += runs
        sweep.counts["failed"] += failed
        sweep.counts["tolerated"] += tolerated
        place.requests += requests
        place.messages += messages
    elif what == "answered" and words[1] == str(STORE):
        sweep.counts["named the store"] += 1
    elif what == "answered":
        sweep.wrong("misleading", line)
    elif what in ("wrong", "died", "stopped"):
        sweep.wrong({"wrong": "wrong", "died": "ended the host", "stopped": "did not go on"}[what],
                    line)
    return int(words[0]) if what in ("died", "stopped") else None


def swept(given, place, use, first, stride, sticky, sweep):
    """One walk over the allocations, in as many processes as it takes."""
    for _ in range(RESTARTS):
        status, lines, told = host(given, place, use, first, stride, sticky)
        stops = [heard(place, line, sweep) for line in lines]
        if status == 0:
            return
        place.known = False
        at = max((stop for stop in stops if stop is not None), default=None)
        if at is None and status == LOADER and "thread-local data" in told:
            sweep.counts["ended by the loader"] += 1
            return
        if at is None:
            sweep.wrong("ended the host", f"{use} from {first}: {status} {told}")
            return
        sweep.counts["runs"] += 1
        if stride == BEYOND:
            return
        first = at + stride
    sweep.wrong("did not go on", f"{use}: given up after {RESTARTS} processes")


def work(given, places, use, sticky):
    place = places.get()
    try:
        chance = random.Random(f"{given.seed} {use} {sticky}")
        cold, warm = counted(given, place, use)
        sweep = Sweep()
        stride = max(1, -(-warm // (LONG_MAX if given.long else SPREAD)))
        swept(given, place, use, chance.randint(1, stride), stride, sticky, sweep)
        for _ in range(COLD * 20 if given.long else COLD):
            swept(given, place, use, chance.randint(1, cold), BEYOND, sticky, sweep)
        return use, sticky, warm, sweep
    finally:
        places.put(place)


def left_behind(place):
    """What the database holds after all that."""
    database = company.database(place.folder)
    broken = invariants.check(database)
    there = invariants.census(database)
    if place.known and (there["support_request"], there["message"]) != (place.requests,
                                                                       place.messages):
        broken.append(f"{there} where {place.requests} requests and {place.messages} messages were"
                      " acknowledged")
    return broken


def uses(given):
    names = subprocess.run([given.host], capture_output=True, text=True, check=True).stdout.split()
    return [given.use] if given.use else names


def main():
    parser = argparse.ArgumentParser()
    for name in ("library", "kithctl", "host", "preload"):
        parser.add_argument(name)
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--use", help="this one alone")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    passed = failed = 0
    sums = collections.Counter()
    with tempfile.TemporaryDirectory() as one_folder, tempfile.TemporaryDirectory() as other:
        made = [Place(folder, given.kithctl) for folder in (one_folder, other)]
        places = queue.Queue()
        for place in made:
            places.put(place)
        with concurrent.futures.ThreadPoolExecutor(len(made)) as threads:
            runs = [threads.submit(work, given, places, use, sticky)
                    for use in uses(given) for sticky in (False, True)]
            for run in runs:
                use, sticky, warm, sweep = run.result()
                sums += sweep.counts
                failures = sweep.counts["failed"] + sweep.counts["ended by the loader"]
                well = not sweep.stories and failures > 0
                passed += well
                failed += not well
                if not well:
                    mode = "no memory from there on" if sticky else "one failure"
                    print(f"{use}, {mode}, of {warm} allocations: {dict(sweep.counts)}")
                    print("\n".join(story[:STORY_MAX] for story in sweep.stories[:10]))
        broken = [sentence for place in made for sentence in left_behind(place)]
    print("\n".join(broken))
    print(f"{sums['runs']} runs, {sums['failed']} failed, {sums['named the store']} of them the"
          f" store's, {sums['tolerated']} did without; {sums['ended the host']} ended the host,"
          f" {sums['ended by the loader']} ended by the loader,"
          f" {sums['did not go on']} did not go on, {sums['misleading']} misleading,"
          f" {sums['wrong']} wrong, {len(broken)} half")
    failed += bool(broken)
    passed += not broken
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
