"""SARIF 2.1.0, as GitHub code scanning and editors read it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ingress_lint.checks import Rule
from ingress_lint.finding import Diagnostic, Edit, Fix, Location, Severity
from ingress_lint.packs import PackError
from ingress_lint.reporters import Out, Problem, Run
from ingress_lint.reporters.line_hash import LineHashes
from ingress_lint.source import Source, Span
from ingress_lint.version import VERSION

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

SHOWN, MOST = 5_000, 25_000
"""Results of a run that GitHub shows, the worst first, and those it takes at all."""

_TEXT = 1_024
"""Characters of a rule's descriptions that GitHub takes."""

_MARKS = re.compile(r"[ \t]*# expect: [\w, -]+$", re.MULTILINE)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SECURITY = {Severity.ERROR: "8.0", Severity.WARNING: "5.0", Severity.INFO: "3.0"}

Json = dict[str, Any]


def report(run: Run, out: Out) -> None:
    """One log with one run."""
    import json

    json.dump(log(run), out, indent=2)
    out.write("\n")


def log(run: Run) -> Json:
    """The log as plain values."""
    found = list(run.result.diagnostics)
    if len(found) > SHOWN:
        found.sort(key=lambda d: (d.suppression is not None, -d.severity))
    kept = found[:MOST]
    names = sorted({d.rule for d in kept})
    driver = {
        "name": "ingress-lint",
        "version": VERSION,
        "semanticVersion": VERSION,
        "rules": [_rule(run, name) for name in names],
    }
    hashes = LineHashes()
    one = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": "ingress-lint/"},
        "invocations": [_invocation(run, len(found))],
        "results": [_result(run, d, names.index(d.rule), hashes) for d in kept],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [one]}


def _rule(run: Run, name: str) -> Json:
    card = run.registry.cards[name]
    rule = _loaded(run, name)
    summary = rule.summary if rule is not None else name
    page = _MARKS.sub("  # reported", rule.page.strip()) if rule is not None else name
    properties: Json = {"tags": [card.group or "rules"], "precision": "high"}
    properties["problem.severity"] = _LEVELS[card.severity].replace("note", "recommendation")
    if card.group == "security":
        properties["security-severity"] = _SECURITY[card.severity]
    return {
        "id": name,
        "name": "".join(word.capitalize() for word in name.split("-")),
        "shortDescription": {"text": summary[:_TEXT]},
        "fullDescription": {"text": _second_paragraph(page, summary)[:_TEXT]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[card.severity]},
        "properties": properties,
    }


def _loaded(run: Run, name: str) -> Rule | None:
    """The rule of a name; None for one whose file cannot be run, and which then has no page."""
    try:
        return run.registry.load(name)
    except PackError:
        return None


def _second_paragraph(page: str, summary: str) -> str:
    """Why the rule matters: the paragraph after the summary."""
    parts = page.split("\n\n")
    text = parts[1] if len(parts) > 1 and not parts[1].startswith("```") else summary
    return " ".join(text.split())


def _invocation(run: Run, results: int) -> Json:
    problems = list(run.problems())
    notes = [_notification(run, problem) for problem in problems]
    if results > SHOWN:
        left = f"; the {results - MOST} after them are left out of this file" if results > MOST else ""
        text = f"{results} results: GitHub shows the {SHOWN} most severe ones{left}"
        notes.append({"level": "warning", "message": {"text": text}})
    failed = any(problem.fatal for problem in problems)
    return {"executionSuccessful": not failed, "toolExecutionNotifications": notes}


def _notification(run: Run, problem: Problem) -> Json:
    note: Json = {"level": "error" if problem.fatal else "note", "message": {"text": problem.message}}
    note["descriptor"] = {"id": problem.kind}
    if problem.path:
        note["locations"] = [{"physicalLocation": {"artifactLocation": {"uri": _uri(run, problem.path)}}}]
    return note


def _result(run: Run, found: Diagnostic, index: int, hashes: LineHashes) -> Json:
    first, *others = found.locations
    shown = [(number, place) for number, place in enumerate(others, 1) if place.label]
    prints = {"ingressLint/v1": found.fingerprint}
    if line_hash := hashes.of(found.source, found.source.position(found.span.start).line):
        prints["primaryLocationLineHash"] = line_hash
    result: Json = {
        "ruleId": found.rule,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": _message(found, shown)},
        "locations": [_location(run, first, found.field)],
        "partialFingerprints": prints,
    }
    if others:
        result["relatedLocations"] = [
            {"id": number, **_location(run, place), "message": {"text": place.label or "related"}}
            for number, place in enumerate(others, 1)
        ]
    if found.fixes:
        result["fixes"] = [_fix(run, fix) for fix in found.fixes]
    if found.suppression is not None:
        kind = "external" if found.suppression.kind == "baseline" else "inSource"
        why = {"justification": found.suppression.reason} if found.suppression.reason else {}
        result["suppressions"] = [{"kind": kind, "status": "accepted", **why}]
    return result


def _message(found: Diagnostic, shown: Iterable[tuple[int, Location]]) -> str:
    """The message with its notes, and a link to each labelled place; text of a manifest makes no links."""
    parts = [found.message, *found.notes]
    links = [f"[{_escaped(place.label)}]({number})" for number, place in shown]
    return "; ".join((*map(_escaped, parts), *links))


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _location(run: Run, place: Location, field: str | None = None) -> Json:
    location: Json = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(run, place.source.path)},
            "region": _region(place.source, place.span),
        }
    }
    document = place.document
    if document is not None and document.kind:
        names = "/".join(name for name in (document.kind, document.namespace, document.known_name) if name)
        full = f"{names}:{field}" if field else names
        location["logicalLocations"] = [{"fullyQualifiedName": full, "kind": "resource"}]
    return location


def _region(source: Source, span: Span) -> Json:
    start, end = source.position(span.start), source.position(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _fix(run: Run, fix: Fix) -> Json:
    by_path: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_path.setdefault(edit.source.path, []).append(edit)
    changes = [
        {"artifactLocation": {"uri": _uri(run, path)}, "replacements": [_replacement(edit) for edit in edits]}
        for path, edits in by_path.items()
    ]
    return {"description": {"text": fix.title}, "artifactChanges": changes}


def _replacement(edit: Edit) -> Json:
    return {"deletedRegion": _region(edit.source, edit.span), "insertedContent": {"text": edit.text}}


def _uri(run: Run, path: str) -> str:
    """A path relative to the root, as a URI; the same string wherever it stands."""
    return quote(run.relative(path).encode("utf-8", "surrogateescape"), safe="/:@!$&'()*+,;=~-._")
