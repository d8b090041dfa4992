#!/usr/bin/env python3
"""Kill -9 at a random moment, again and again: what was acknowledged is there, nothing stands half.

kill.py LIBRARY KITHCTL KILLS SEED

With the host goes an administrator's kithctl beside it: in a turn of the keys, in what time erases,
in a backup, in an apply, and each fifth time none.
"""

import json
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import company
import invariants
import upkeep
from kith import Kith

ACTS = ("keys rotate", "work", "backup", "apply", None)
OPTIONS = {"work": ["--once"], "apply": ["--yes", "--accept-loosening"]}
OLD_AT_ONCE = 5  # Requests whose time is over before each sweep.


class Killed:
    """What a host and an administrator had acknowledged when they were killed."""

    def __init__(self, acts, ended):
        self.acts = acts
        self.ended = ended  # The administrator's exit status; negative where it was killed.

    def done(self):
        return self.ended == 0


def run_until_killed(library, manifest, name, after_s, command):
    """Both are killed `after_s` seconds after the host was ready."""
    worker = subprocess.Popen([sys.executable, str(company.ROOT / "tests/fault/worker.py"), library,
                               str(manifest), name, "churn"],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
    first = worker.stdout.readline()
    if json.loads(first or "{}").get("act") != "ready":
        sys.exit(f"the worker did not start: {worker.stderr.read()}")
    beside = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE, text=True) if command else None
    try:
        worker.wait(after_s)
        sys.exit(f"the worker ended by itself: {worker.stderr.read()}")
    except subprocess.TimeoutExpired:
        if beside:
            beside.kill()
        worker.kill()
    lines = worker.communicate()[0].splitlines()
    told = beside.communicate()[1] if beside else ""
    if beside and beside.returncode not in (0, -9):
        sys.exit(f"{' '.join(command)}: {beside.returncode} {told}")
    return Killed([json.loads(line) for line in lines if line.endswith("}")],
                  beside.returncode if beside else None)


def lost(library, manifest, acts):
    """Acknowledged acts that a fresh process does not find."""
    missing = []
    with Kith(library, str(manifest)) as kith:
        said = {}
        for act in acts:
            if "code" not in act:
                continue
            request = act["request"]
            if request not in said:
                with kith.session(capacity="requester", purpose="peer-support",
                                  returnCode=act["code"]) as ana:
                    messages = ana.call("support.messages/1", request=request)["messages"]
                    said[request] = {message["text"] for message in messages}
            if act["act"] == "sent" and act["text"] not in said[request]:
                missing.append(act)
    return missing


class House:
    """The company, and all that was acknowledged in it."""

    def __init__(self, folder, library, kithctl):
        self.folder, self.library, self.kithctl = folder, library, kithctl
        company.make(folder, kithctl, askers=400, supporters=400, capacity=8)
        self.copy = company.copy(folder, "copy")
        self.known = []
        self.old = set()
        self.takes_s = {act: self.timed(act) for act in ACTS if act}

    def command(self, act):
        """Of an apply: of the manifest that is not applied."""
        manifest = upkeep.applied(self.folder)
        if act == "apply":
            manifest = next(self.folder / name for name in ("kith.xml", company.NEXT)
                            if name != manifest.name)
        to = ["--to", str(self.copy)] if act == "backup" else []
        return [self.kithctl, *act.split(), str(manifest), *OPTIONS.get(act, []), *to]

    def timed(self, act):
        begun = time.monotonic()
        subprocess.run(self.command(act), stdout=subprocess.DEVNULL, check=True)
        self.copy.unlink(missing_ok=True)
        return time.monotonic() - begun

    def kept(self):
        """What is to be read of it."""
        return [act for act in self.known if act["request"] not in self.old]

    def grow_old(self, chance):
        closed = [act["request"] for act in self.kept() if act["act"] == "closed"]
        chosen = chance.sample(closed, min(OLD_AT_ONCE, len(closed)))
        upkeep.make_old(self.folder, chosen)
        self.old.update(chosen)

    def kill(self, act, name, chance):
        """A kill in this act, and the sentences that are broken after it."""
        if act == "work":
            self.grow_old(chance)
        before = upkeep.applied(self.folder)
        after_s = chance.uniform(0, 1.3 * self.takes_s[act]) if act else chance.uniform(0.005, 0.25)
        killed = run_until_killed(self.library, before, name, after_s,
                                  self.command(act) if act else None)
        broken = invariants.check(company.database(self.folder)) + upkeep.check(self.folder)
        now = upkeep.applied(self.folder)
        if now != before and act != "apply" or now == before and act == "apply" and killed.done():
            broken.append(f"{now.name} is applied")
        broken += [f"lost: {one}" for one in lost(self.library, now, killed.acts)]
        broken += upkeep.check_copy(self.kithctl, self.folder, "every key")
        if act == "work" and killed.done() and self.left_of_old():
            broken.append("what time erased is still there")
        if act == "backup":
            broken += self.check_backup(killed.done())
        if act == "keys rotate":
            broken += upkeep.check_turned(self.kithctl, self.folder)
        self.known += [one for one in killed.acts if "request" in one]
        return killed, broken

    def left_of_old(self):
        locked = upkeep.asked(company.database(self.folder), "SELECT request_id FROM request_key")
        return self.old & {request for (request,) in locked}

    def check_backup(self, done):
        """Whole, or not there."""
        if not self.copy.exists():
            return ["the backup is not there"] if done else []
        with upkeep.Rehearsal(self.kithctl, self.folder, self.copy, False) as (status, told):
            if status != 0:
                return [f"the backup is not restored: {told}"]
            newest = self.kept()[-50:]
            broken = lost(self.library, upkeep.applied(self.folder), newest)
            broken = [f"not in the backup: {one}" for one in broken]
            broken += invariants.check(company.database(self.folder)) + upkeep.check(self.folder)
        self.copy.unlink()
        return broken


def main():
    library, kithctl, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)
    inside = dict.fromkeys(ACTS, 0)
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        house = House(pathlib.Path(folder) / "c", library, kithctl)
        for turn in range(kills):
            act = ACTS[turn % len(ACTS)]
            killed, broken = house.kill(act, f"turn{turn}", chance)
            inside[act] += killed.ended != 0
            if broken:
                failed += 1
                print(f"kill {turn}, {act or 'nobody'} {killed.ended}: {broken}")
        missing = lost(library, upkeep.applied(house.folder), house.kept())
        failed += bool(missing)
        acknowledged = len(house.known)
    print(f"{kills} kills, {acknowledged} acknowledged acts, {len(missing)} lost, killed within: "
          + ", ".join(f"{act} {count}" for act, count in inside.items() if act))
    if acknowledged < kills or min(inside.values()) == 0:
        failed += 1
        print("too little was acknowledged or killed for this to mean anything")
    print(f"{kills - failed if failed <= kills else 0} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
