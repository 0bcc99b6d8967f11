"""One line a finding, as gcc prints it: every editor can read that."""

from __future__ import annotations

from ingress_lint.reporters import Out, Run
from ingress_lint.terminal import visible


def report(run: Run, out: Out) -> None:
    """`path:line:column: severity: message [rule]`."""
    for d in run.result.diagnostics:
        line, column = d.source.position(d.span.start)
        out.write(f"{visible(d.source.path)}:{line}:{column}: {d.severity.label}: {visible(d.message)} [{d.rule}]\n")
