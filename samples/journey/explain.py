#!/usr/bin/env python3
"""Says in words what `kithctl route simulate --json` found for one request."""

import collections
import json
import sys

simulated = json.loads(open(sys.argv[1], encoding="utf-8").readline())
excluded = simulated["excluded"]
reasons = collections.Counter(code for codes in excluded.values() for code in codes)

print(f"    {len(simulated['eligible'])} supporters are eligible, {len(excluded)} are passed over:")
for code, count in reasons.most_common():
    print(f"      {code:24} {count:4}")
power = {"party", "chain_of_command", "same_team", "concerned_department", "unknown_chain"}
for person, codes in sorted(excluded.items()):
    if set(codes) <= power:
        print(f"    {person} would fit in every other way and is kept out by {', '.join(codes)}")
