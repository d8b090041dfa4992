#!/usr/bin/env python3
"""Two processes, 200 requests at once, places for 60: each place is taken once and none twice.

rush.py LIBRARY KITHCTL
"""

import json
import subprocess
import sys
import tempfile

import company
import invariants

ASKERS, SUPPORTERS, CAPACITY = 200, 20, 3


def main():
    library, kithctl = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        manifest = company.make(folder + "/c", kithctl, ASKERS, SUPPORTERS, CAPACITY)
        half = ASKERS // 2
        workers = [subprocess.Popen([sys.executable, str(company.ROOT / "tests/fault/worker.py"),
                                     library, manifest, f"w{i}", f"ask:{i * half}:{half}"],
                                    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
                   for i in range(2)]
        for worker in workers:
            worker.stdout.readline()
        outputs = []
        for worker in workers:
            worker.stdin.write("go\n")
            worker.stdin.flush()
        for worker in workers:
            outputs += worker.communicate()[0].splitlines()
        states = [json.loads(line)["state"] for line in outputs]
        most, total = invariants.most_open(company.database(folder + "/c"))
        broken = invariants.check(company.database(folder + "/c"))

    claims = {
        "all 200 were answered": len(states) == ASKERS,
        "exactly the places there are were given": states.count("offered") == SUPPORTERS * CAPACITY,
        "the others were told at once": states.count("nobody") == ASKERS - SUPPORTERS * CAPACITY,
        "no supporter is above her capacity": most == CAPACITY,
        "the database holds what was answered": total == SUPPORTERS * CAPACITY,
        "nothing stands half": not broken,
    }
    for claim, holds in claims.items():
        print(("ok      " if holds else "FAILED  ") + claim)
    failed = list(claims.values()).count(False)
    print(f"{len(claims) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
