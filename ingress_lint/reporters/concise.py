"""One line a finding, as gcc prints it: every editor can read that."""

from __future__ import annotations

from ingress_lint.finding import Diagnostic, Location
from ingress_lint.reporters import Out, Run
from ingress_lint.terminal import painter, visible


def report(run: Run, out: Out) -> None:
    """`path:line:column: severity: message (also path:line:column) [rule]`."""
    paint = painter(color=run.color)
    for d in run.result.diagnostics:
        label = d.severity.label
        text = f"{visible(d.message)}{_also(d)}{' (suppressed)' if d.suppression else ''}"
        out.write(f"{paint(_where(d.locations[0]), 'strong')}: {paint(label, label)}: {text} [{d.rule}]\n")


def _where(location: Location) -> str:
    line, column = location.source.position(location.span.start)
    return f"{visible(location.source.path)}:{line}:{column}"


def _also(found: Diagnostic) -> str:
    """The first place in each other object that is concerned."""
    others = {id(place.document): place for place in reversed(found.locations)}
    del others[id(found.locations[0].document)]
    return f" (also {', '.join(map(_where, reversed(others.values())))})" if others else ""
