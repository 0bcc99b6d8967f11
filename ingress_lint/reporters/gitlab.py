"""GitLab Code Quality: the findings that count, as a list for the merge request."""

from __future__ import annotations

from typing import Any

from ingress_lint.finding import Diagnostic, Severity
from ingress_lint.reporters import Out, Run

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.INFO: "info"}


def report(run: Run, out: Out) -> None:
    """A JSON list, in ASCII and without a byte order mark, which GitLab refuses."""
    import json

    json.dump([_issue(run, d) for d in run.counted], out, indent=2)
    out.write("\n")


def _issue(run: Run, found: Diagnostic) -> dict[str, Any]:
    start, end = found.source.position(found.span.start), found.source.position(found.span.end)
    return {
        "type": "issue",
        "check_name": found.rule,
        "description": found.message,
        "categories": ["Security" if found.group == "security" else "Bug Risk"],
        "severity": _SEVERITIES[found.severity],
        "fingerprint": found.fingerprint,
        "location": {
            "path": run.relative(found.source.path),
            "lines": {"begin": start.line, "end": max(end.line, start.line)},
        },
    }
