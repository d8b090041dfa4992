"""The rounds of all engines, one line each, as one table: medians, and Kith beside each.

table.py ROUNDS: engine, rules, decisions a second, p50 and p99 in microseconds, decisions; by tabs.
"""
import statistics
import sys

BESIDE = "Kith, with the rules' ids"

rounds = {}
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        engine, rules, *figures = line.rstrip("\n").split("\t")
        rounds.setdefault((int(rules), engine), []).append([float(one) for one in figures])

medians = {key: [statistics.median(column) for column in zip(*rows)]
           for key, rows in rounds.items()}

print(f"{'engine':<44}{'rules':>6}{'decisions/s':>14}{'p50 us':>12}{'p99 us':>12}"
      f"{'Kith is faster':>16}{'decided':>10}{'rounds':>8}")
for (rules, engine), (rate, p50, p99, count) in sorted(
        medians.items(), key=lambda item: (item[0][0], -item[1][0])):
    ratio = p50 / medians[rules, BESIDE][1]
    print(f"{engine:<44}{rules:>6}{rate:>14,.0f}{p50:>12,.2f}{p99:>12,.2f}"
          f"{ratio:>14,.1f} x{count:>10,.0f}{len(rounds[rules, engine]):>8}")
print(f"'Kith is faster': p50 beside that of '{BESIDE}'. On a busy machine the slow engines are")
print("interrupted more often, so their decisions/s and p99 hold waiting that is not theirs.")
