#!/usr/bin/env python3
"""Lets one call on the disk after the other fail, and reckons with what is left.

sweep.py LIBRARY KITHCTL INJECTOR [--long] [--mode MODE] [--at N] [--seed S]

Modes: eio (once), eio-sticky (from then on), enospc-sticky, torn (half a write, then the process is
gone). With --long every call of the script in every mode, else a spread over the kinds of calls.
"""

import argparse
import concurrent.futures
import os
import pathlib
import queue
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile

import company
import invariants
import reckon
import script
import upkeep
from kith import Kith

MODES = ("eio", "eio-sticky", "enospc-sticky", "torn")
SPREAD = 30     # Runs of each mode, if not long.
TIMEOUT_S = 60
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Place:
    """A company that is put back as it was before each run. It is bound to its folder."""

    def __init__(self, folder, library, kithctl):
        self.company = pathlib.Path(folder) / "company"
        self.kept = pathlib.Path(folder) / "kept"
        self.report = pathlib.Path(folder) / "report"
        self.made = pathlib.Path(folder) / "made"
        self.library, self.kithctl = library, kithctl
        company.make(self.company, kithctl, askers=5, supporters=8, capacity=8)
        self.past = self.closed_long_ago()
        shutil.copytree(self.company, self.kept)

    def closed_long_ago(self):
        """A request that the first pump erases, because its time is over."""
        asker = script.requester("asker4")
        with Kith(self.library, str(self.company / "kith.xml")) as kith:
            request = script.called(kith, asker, "support.request/1", {
                "text": "first words of past", "idempotencyKey": "the key of past"})["request"]
            script.called(kith, asker, "support.close/1", {
                "request": request, "idempotencyKey": "the key of past end"})
            script.called(kith, asker, "support.status/1", {"request": request})
        upkeep.make_old(self.company, [request])
        return request

    def restore(self):
        shutil.rmtree(self.company)
        shutil.copytree(self.kept, self.company)
        self.report.unlink(missing_ok=True)
        self.made.write_bytes(struct.pack("=q", 0))


def run(place, preload, **settings):
    """A victim's exit status and what it said; None where it had to be stopped."""
    environment = os.environ | {"LD_PRELOAD": preload, "KITH_FAULT_FOLDER": str(place.company),
                                "KITH_FAULT_REPORT": str(place.report),
                                "KITH_FAULT_MADE": str(place.made), **settings}
    command = [sys.executable, str(company.ROOT / "tests/fault/worker.py"), place.library,
               str(place.company / "kith.xml"), "victim", f"script:{place.kithctl}"]
    try:
        done = subprocess.run(command, env=environment, capture_output=True, text=True,
                              timeout=TIMEOUT_S)
    except subprocess.TimeoutExpired:
        return None, [], "stopped: it hung"
    return done.returncode, done.stdout.splitlines(), done.stderr


def undisturbed(place, injector):
    """(names of the calls, census) of a run in which nothing fails."""
    place.restore()
    status, lines, told = run(place, injector, KITH_FAULT_MODE="count")
    tale = reckon.Tale(lines)
    if status != 0 or tale.failures or len(tale.answers) != len(reckon.script.STEPS):
        sys.exit(f"the script does not run: {status} {tale.failures} {told}")
    calls = [line.split("/")[0] + UUID.sub("", pathlib.PurePath(line).name)
             for line in place.report.read_text().splitlines()]
    return calls, invariants.census(company.database(place.company))


def spread(calls, chance, size):
    """Numbers of calls, from 1: each kind of call on each file first, the rest by chance."""
    kinds = {}
    for number, kind in enumerate(calls, 1):
        kinds.setdefault(kind, []).append(number)
    chosen = [chance.choice(numbers) for numbers in kinds.values()]
    chance.shuffle(chosen)
    rest = [number for number in range(1, len(calls) + 1) if number not in chosen]
    return sorted((chosen + chance.sample(rest, min(size, len(rest))))[:size])


def one(place, injector, whole, mode, at):
    """The figures of one run, and where it was hit (nothing where it was not)."""
    figures = reckon.Figures()
    where = f"{mode} {at}"
    place.restore()
    status, lines, told = run(place, injector, KITH_FAULT_MODE=mode, KITH_FAULT_AT=str(at))
    hit = place.report.exists()
    good_end = (script.TORN_STATUS,) if mode == "torn" and hit else (0,)
    figures.add("ended badly", None if status in good_end else f"{status} {told}", where)
    reckon.after(place, reckon.Tale(lines), whole, figures, where)
    return figures, hit


def sweep(places, injector, whole, runs):
    """(Figures, how many were hit) of all runs, by mode."""
    total = {}
    free = queue.Queue()
    for place in places:
        free.put(place)

    def work(mode, at):
        place = free.get()
        try:
            return mode, one(place, injector, whole, mode, at)
        finally:
            free.put(place)

    with concurrent.futures.ThreadPoolExecutor(len(places)) as threads:
        for mode, (figures, hit) in threads.map(lambda given: work(*given), runs):
            sums = total.setdefault(mode, [reckon.Figures(), 0, 0])
            sums[0].counts += figures.counts
            sums[0].stories += figures.stories
            sums[1] += 1
            sums[2] += hit
    return total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library")
    parser.add_argument("kithctl")
    parser.add_argument("injector")
    parser.add_argument("--long", action="store_true")
    parser.add_argument("--mode", choices=MODES)
    parser.add_argument("--at", type=int)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    failed = passed = 0
    with tempfile.TemporaryDirectory() as one_folder, tempfile.TemporaryDirectory() as other:
        places = [Place(folder, given.library, given.kithctl) for folder in (one_folder, other)]
        calls, whole = undisturbed(places[0], given.injector)
        runs = []
        for mode in [given.mode] if given.mode else MODES:
            numbers = range(1, len(calls) + 1) if given.long else spread(calls, chance, SPREAD)
            runs += [(mode, at) for at in ([given.at] if given.at else numbers)]
        for mode, (figures, made, hit) in sweep(places, given.injector, whole, runs).items():
            for story in figures.stories:
                print(story)
            print(f"{mode}: {made} runs over {len(calls)} calls, {hit} hit, {figures.line()}, "
                  f"{figures.counts['committed though not acknowledged']} committed though not"
                  " acknowledged")
            # A sweep that hits nothing proves nothing.
            well = not figures.bad() and hit > made * 0.9
            passed += well
            failed += not well
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
