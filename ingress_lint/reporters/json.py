"""The report for programs, as `schemas/report-v1.json` describes it; keys are only ever added."""

from __future__ import annotations

from typing import Any

from ingress_lint.finding import Diagnostic, Fix, Suppression
from ingress_lint.model import Document
from ingress_lint.packs import Card
from ingress_lint.reporters import Out, Run
from ingress_lint.source import Source, Span
from ingress_lint.version import VERSION


def report(run: Run, out: Out) -> None:
    """One JSON object, in ASCII so that no encoding can break it."""
    import json

    json.dump(content(run), out, indent=2)
    out.write("\n")


def content(run: Run) -> dict[str, Any]:
    """The report as plain values."""
    return {
        "version": 1,
        "tool": {"name": "ingress-lint", "version": VERSION},
        "root": run.root,
        "diagnostics": [_diagnostic(run, d) for d in run.result.diagnostics],
        "errors": [
            {"kind": p.kind, "path": run.relative(p.path) if p.path else None, "message": p.message}
            for p in run.problems()
        ],
        "summary": _summary(run),
    }


def _summary(run: Run) -> dict[str, int]:
    counts = run.counts()
    return {
        "files": run.project.files,
        "ingresses": run.objects["Ingress"],
        "ingressClasses": run.objects["IngressClass"],
        "error": counts["error"],
        "warning": counts["warning"],
        "info": counts["info"],
        "suppressed": counts["suppressed"],
        "fixable": sum(any(fix.safe for fix in d.fixes) for d in run.counted),
        "notLinted": sum(problem.kind != "crash" for problem in run.problems()),
        "unresolved": len(run.project.unresolved),
    }


def _diagnostic(run: Run, found: Diagnostic) -> dict[str, Any]:
    first, *others = found.locations
    return {
        "rule": found.rule,
        "group": found.group,
        "severity": found.severity.label,
        "message": found.message,
        "label": first.label or None,
        "notes": list(found.notes),
        "url": _url(run.registry.cards[found.rule]),
        **_region(run, found.source, found.span),
        "document": None if first.document is None else first.document.index,
        "resource": _resource(first.document),
        "field": found.field,
        "related": [{**_region(run, place.source, place.span), "message": place.label or None} for place in others],
        "fixes": [_fix(run, fix) for fix in found.fixes],
        "fingerprint": found.fingerprint,
        "suppressed": None if found.suppression is None else _suppressed(run, found.suppression),
    }


def _url(card: Card) -> str | None:
    """The page of one of our rules, from the root of the project; others have none we know of."""
    return f"docs/rules/{card.group}/{card.id}.md" if card.pack.package == "ingress_lint.rules" else None


def _region(run: Run, source: Source, span: Span) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "path": run.relative(source.path),
        "line": start.line,
        "column": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }


def _resource(document: Document | None) -> dict[str, str | None] | None:
    """The identity of an object; None for text that is no object."""
    if document is None or not (document.kind or document.api_version or document.name):
        return None
    return {
        "apiVersion": document.api_version or None,
        "kind": document.kind or None,
        "namespace": document.namespace or None,
        "name": document.name or None,
    }


def _fix(run: Run, fix: Fix) -> dict[str, Any]:
    edits = [{**_region(run, edit.source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _suppressed(run: Run, suppression: Suppression) -> dict[str, Any]:
    source, span = suppression.source, suppression.span
    return {
        "kind": suppression.kind,
        "reason": suppression.reason or None,
        "path": None if source is None else run.relative(source.path),
        "line": None if source is None or span is None else source.position(span.start).line,
    }
