"""The report for people: each finding with its source, labelled places, fixes and notes."""

from __future__ import annotations

from ingress_lint.reporters import Out, Run
from ingress_lint.reporters.summary import remedies, summary
from ingress_lint.terminal import painter


def report(run: Run, out: Out) -> None:
    """Findings with a blank line between them, and closing lines unless the run is quiet."""
    paint = painter(color=run.color)
    if run.result.diagnostics:
        from ingress_lint.reporters.rendering import finding

        for diagnostic in run.result.diagnostics:
            out.writelines(f"{line}\n" for line in (*finding(diagnostic, paint), ""))
    for closing in () if run.quiet else (paint(summary(run), "strong"), remedies(run)):
        out.write(f"{closing}\n" if closing else "")
