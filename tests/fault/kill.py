#!/usr/bin/env python3
"""Kill -9 at a random moment, again and again: what was acknowledged is there, nothing stands half.

kill.py LIBRARY KITHCTL KILLS SEED
"""

import json
import random
import subprocess
import sys
import tempfile

import company
import invariants
from kith import Kith


def run_until_killed(library, manifest, name, after_s):
    """The acknowledged acts of a worker that is killed `after_s` seconds after it was ready."""
    worker = subprocess.Popen([sys.executable, str(company.ROOT / "tests/fault/worker.py"), library,
                               manifest, name, "churn"],
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True)
    first = worker.stdout.readline()
    if json.loads(first or "{}").get("act") != "ready":
        sys.exit(f"the worker did not start: {worker.stderr.read()}")
    try:
        worker.wait(after_s)
        sys.exit(f"the worker ended by itself: {worker.stderr.read()}")
    except subprocess.TimeoutExpired:
        worker.kill()
    lines = worker.communicate()[0].splitlines()
    return [json.loads(line) for line in lines if line.endswith("}")]


def lost(library, manifest, acts):
    """Acknowledged acts that a fresh process does not find."""
    missing = []
    with Kith(library, manifest) as kith:
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


def main():
    library, kithctl, kills, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    chance = random.Random(seed)
    acknowledged = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        manifest = company.make(folder + "/c", kithctl, askers=400, supporters=400, capacity=8)
        database = company.database(folder + "/c")
        for turn in range(kills):
            acts = run_until_killed(library, manifest, f"turn{turn}", chance.uniform(0.005, 0.25))
            acknowledged += len(acts)
            missing = lost(library, manifest, acts)
            broken = invariants.check(database)
            if missing or broken:
                failed += 1
                print(f"kill {turn}: lost {len(missing)}, broken: {broken}")
    print(f"{kills} kills, {acknowledged} acknowledged acts, all read back")
    if acknowledged < kills:
        failed += 1
        print("too few acts were acknowledged for this to mean anything")
    print(f"{kills - failed if failed <= kills else 0} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
