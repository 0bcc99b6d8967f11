"""Workflow commands of GitHub Actions: annotations in the files of a pull request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ingress_lint.finding import Diagnostic, Severity
from ingress_lint.reporters import Out, Run

PER_LEVEL = 10
"""Annotations of a level that GitHub shows for a step; the others are only in the log."""

_IN_MESSAGE, _IN_PROPERTY = "%\r\n", "%\r\n:,"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(run: Run, out: Out) -> None:
    """A command for each finding that counts, the worst first; then one for each thing that failed."""
    found = sorted(run.counted, key=lambda d: -d.severity)
    totals = Counter(_LEVELS[d.severity] for d in found)
    seen: Counter[str] = Counter()
    for diagnostic in found:
        level = _LEVELS[diagnostic.severity]
        seen[level] += 1
        more = totals[level] - PER_LEVEL if seen[level] == PER_LEVEL else 0
        out.write(command(level, _properties(run, diagnostic), _message(run, diagnostic, more)))
    for problem in run.problems():
        place = {"file": run.relative(problem.path)} if problem.path else {}
        level = "error" if problem.fatal else "notice"
        out.write(command(level, {**place, "title": "ingress-lint"}, problem.message))


def command(level: str, properties: dict[str, str], message: str) -> str:
    """One line; what would end the message or a property is escaped."""
    listed = ",".join(f"{name}={_escaped(value, _IN_PROPERTY)}" for name, value in properties.items())
    return f"::{level} {listed}::{_escaped(message, _IN_MESSAGE)}\n"


def _escaped(text: str, special: Iterable[str]) -> str:
    # `%` comes first: the escapes contain it.
    for character in special:
        text = text.replace(character, f"%{ord(character):02X}")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c == " " else f"\\u{ord(c):04x}" for c in text)


def _properties(run: Run, found: Diagnostic) -> dict[str, str]:
    start, end = found.source.position(found.span.start), found.source.position(found.span.end)
    place = {"file": run.relative(found.source.path), "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # columns of different lines are refused
        place |= {"col": str(start.column), "endColumn": str(end.column)}
    return {**place, "title": f"ingress-lint: {found.rule}"}


def _message(run: Run, found: Diagnostic, more: int) -> str:
    lines = [found.message, *found.notes]
    for place in found.locations[1:]:
        line, column = place.source.position(place.span.start)
        lines.append(f"{place.label or 'see also'}: {run.relative(place.source.path)}:{line}:{column}")
    if more > 0:
        lines.append(f"({more} more of this severity in the log)")
    return "\n".join(lines)
