"""The rounds of all programs, one line each, as a table: medians, and Kith beside each.

table.py ROUNDS: name and microseconds of CPU, by a tab.
"""
import statistics
import sys

PART = "part: "

rounds = {}
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        name, us = line.rstrip("\n").split("\t")
        rounds.setdefault(name, []).append(float(us))
medians = {name: statistics.median(figures) for name, figures in rounds.items()}
kith = medians["Kith"]

print(f"{'a response, from base64':<40}{'us CPU':>10}{'a second':>12}{'beside Kith':>13}{'spread':>9}")
for name, us in sorted(medians.items(), key=lambda item: item[1]):
    if name.startswith(PART):
        continue
    spread = (max(rounds[name]) - min(rounds[name])) / us
    print(f"{name:<40}{us:>10,.1f}{1e6 / us:>12,.0f}{us / kith:>12,.1f}x{spread:>8.0%}")

print(f"\n{'where Kith spends it':<40}{'us CPU':>10}{'of it':>12}")
parts = {name.removeprefix(PART): us for name, us in medians.items() if name.startswith(PART)}
parts["base64, reading out, the rest"] = kith - sum(parts.values())
for name, us in parts.items():
    print(f"{name:<40}{us:>10,.1f}{us / kith:>12.0%}")
print(f"\nMedians of {len(rounds['Kith'])} rounds in turn. Each asks for other things beside the "
      "signature: README.md.")
