"""The closing line of a run: what was found in how much, and what was not linted."""

from __future__ import annotations

from collections import Counter

from ingress_lint.reporters import Run
from ingress_lint.terminal import plural


def summary(run: Run) -> str:
    """`Found 2 errors, 1 warning in 3 of 12 files`, or that all is clean; empty where nothing was ours."""
    found = [plural(count, word) for word in ("error", "warning") if (count := run.counts()[word])]
    found += [f"{count} info"] if (count := run.counts()["info"]) else []
    missing = _not_linted(run)
    if found:
        paths = {d.source.path for d in run.counted}
        text = f"Found {', '.join(found)} in {len(paths)} of {plural(run.project.files, 'file')}"
    elif not run.objects:
        return ""
    else:
        text = f"{'No findings' if missing else 'All clean'}: {plural(run.project.files, 'file')}, {_objects(run)}"
    if suppressed := run.counts()["suppressed"]:
        text += f" ({suppressed} suppressed)"
    return f"{text}; {missing}" if missing else text


def remedies(run: Run) -> str:
    """`2 fixable with `--fix`, 1 more with `--fix --unsafe-fixes``; empty where nothing is."""
    fixes = [[fix.safe for fix in d.fixes if fix.edits] for d in run.counted]
    safe, unsafe = sum(any(kinds) for kinds in fixes), sum(bool(kinds) and not any(kinds) for kinds in fixes)
    parts = [f"{safe} fixable with `--fix`"] if safe else []
    parts += [f"{unsafe} {'more' if safe else 'fixable'} with `--fix --unsafe-fixes`"] if unsafe else []
    return ", ".join(parts)


def _objects(run: Run) -> str:
    kinds = (("Ingress", "es"), ("IngressClass", "es"))
    return ", ".join(plural(n, kind, suffix) for kind, suffix in kinds if (n := run.objects[kind]))


def _not_linted(run: Run) -> str:
    kinds = Counter(problem.kind for problem in run.problems())
    parts = [
        plural(kinds["template"], "template") if kinds["template"] else "",
        f"{kinds['unreadable']} unreadable" if kinds["unreadable"] else "",
    ]
    listed = ", ".join(part for part in parts if part)
    rules = {crash.rule for crash in run.result.crashes}
    crashed = f"{plural(len(rules), 'rule')} crashed" if rules else ""
    return "; ".join(part for part in (f"not linted: {listed}" if listed else "", crashed) if part)
