"""How many findings there are of each rule, in place of a list of them."""

from __future__ import annotations

from collections import Counter

from ingress_lint.reporters import Out, Run
from ingress_lint.reporters.summary import summary


def report(run: Run, out: Out) -> None:
    """A table, the most frequent rule first, each with the worst severity it came with, and the closing line."""
    found = run.counted
    counts = Counter(d.rule for d in found)
    fixable = Counter(d.rule for d in found if any(fix.safe for fix in d.fixes))
    worst = {d.rule: d.severity.label for d in sorted(found, key=lambda d: d.severity)}
    rows = [("COUNT", "RULE", "SEVERITY", "FIXABLE")]
    rows += [
        (str(count), rule, worst[rule], str(fixable[rule] or "-"))
        for rule, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for count, rule, level, mended in rows if found else ():
        out.write(f"{count:>{widths[0]}}  {rule:<{widths[1]}}  {level:<{widths[2]}}  {mended}\n")
    if not run.quiet and (closing := summary(run)):
        out.write(("\n" if found else "") + closing + "\n")
