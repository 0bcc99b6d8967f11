"""Agreement with expected verdicts of the API server: `python -m tests.agreement DIR`.

DIR holds manifests and an `expected.json` that maps each file name to an object with `verdict`
(`accept`, `reject`, `warn`), `fields` (paths as the server prints them), the `stage` of the first
refusal, and where they apply `docs` (a verdict for each document) and `by_version` (a verdict for
each side of a release). The group `api` is run over each file through the whole engine. Prints
every disagreement, then `verdicts N/N agree, fields N/N agree`; exit code 1 if there is any.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ingress_lint import packs
from ingress_lint.engine import Settings, lint
from ingress_lint.finding import Diagnostic, Severity
from ingress_lint.loader import Loader
from ingress_lint.project import Project
from ingress_lint.selection import selected
from ingress_lint.workspace import DEFAULT_MINOR

REGISTRY = packs.registry()
API = selected(REGISTRY, ["api"])


class RuleCrash(Exception):
    """A rule raised, so there is no opinion."""


class Opinion(NamedTuple):
    """What the tool says about a file: a verdict for all of it and for each document, and where."""

    verdict: str
    fields: frozenset[str]
    docs: tuple[str, ...]
    rules: tuple[str, ...]
    project: Project


class Disagreement(NamedTuple):
    """One difference: what (`verdict` or `fields`), where, and both sides."""

    what: str
    file: str
    minor: int
    expected: object
    found: object


def verdict(diagnostics: list[Diagnostic]) -> str:
    worst = max((d.severity for d in diagnostics), default=Severity.INFO)
    return {Severity.ERROR: "reject", Severity.WARNING: "warn"}.get(worst, "accept")


def load(name: str, data: bytes, minor: int) -> Project:
    loader = Loader(minor)
    loader.add(name, data)
    return loader.project()


def diagnostics(project: Project, rules: frozenset[str]) -> list[Diagnostic]:
    """What these rules find; raises `RuleCrash`."""
    result = lint(project.workspace, project.report, REGISTRY, Settings(rules))
    if result.crashes:
        raise RuleCrash(result.crashes)
    return list(result.diagnostics)


def opinion(name: str, data: bytes, minor: int = DEFAULT_MINOR) -> Opinion:
    """The tool's verdict and fields for one file."""
    project = load(name, data, minor)
    found = diagnostics(project, API)
    fields = frozenset(d.field for d in found if d.field is not None)
    rules = tuple(f"{d.rule} {d.field or ''}".strip() for d in found)
    return Opinion(verdict(found), fields, tuple(_by_document(project, found)), rules, project)


def _by_document(project: Project, found: list[Diagnostic]) -> Iterator[str]:
    documents = [item.document for item, _ in project.report.subjects]
    documents += [document for document, chunk in project.report.broken if chunk.error is not None]
    for document in sorted(documents, key=lambda d: (d.index, d.item or 0)):
        yield verdict([d for d in found if d.locations[0].document is document])


def uncovered(project: Project) -> frozenset[str]:
    """Every field any rule would name if it ran alone, so that no finding covers another one."""
    alone = (d for rule in API for d in diagnostics(project, frozenset((rule,))))
    return frozenset(d.field for d in alone if d.field is not None)


def disagreements(name: str, data: bytes, expected: dict[str, Any]) -> Iterator[Disagreement]:
    """What differs for one file: at the release of the specification, and on both sides of `by_version`."""
    try:
        yield from _compare(name, opinion(name, data), expected)
    except RuleCrash as crash:
        yield Disagreement("verdict", name, DEFAULT_MINOR, expected["verdict"], crash)
        return
    for bound, wanted in expected.get("by_version", {}).items():
        minor = int(bound.rpartition(".")[2])
        found = opinion(name, data, minor).verdict
        if found != wanted:
            yield Disagreement("verdict", name, minor, wanted, found)


def _compare(name: str, found: Opinion, expected: dict[str, Any]) -> Iterator[Disagreement]:
    minor = DEFAULT_MINOR
    if found.verdict != expected["verdict"]:
        yield Disagreement("verdict", name, minor, expected["verdict"], (found.verdict, *found.rules))
    docs = tuple(doc["verdict"] for doc in expected.get("docs", ()) if doc["verdict"] != "skip")
    if len(docs) == len(found.docs) and docs != found.docs:
        yield Disagreement("verdict", name, minor, docs, found.docs)
    wanted = frozenset(expected["fields"])
    missing = wanted - found.fields
    if missing and (missing := missing - uncovered(found.project)):
        yield Disagreement("fields", name, minor, f"also {sorted(missing)}", found.rules)
    if extra := _extra(found.fields, wanted, expected):
        yield Disagreement("fields", name, minor, sorted(wanted), f"also {sorted(extra)}")


def _extra(found: frozenset[str], wanted: frozenset[str], expected: dict[str, Any]) -> set[str]:
    """Fields the server would have printed too: it validates all at once, but stops where a pathType is missing."""
    if expected.get("stage", "validation") != "validation":
        return set()
    stopped = tuple(field.removesuffix("pathType") for field in wanted if field.endswith(".pathType"))
    return {field for field in found - wanted if not field.startswith(stopped)}


def main(directory: Path) -> int:
    """Compare every manifest of a folder; the exit code."""
    cases: dict[str, dict[str, Any]] = json.loads((directory / "expected.json").read_text(encoding="utf-8"))
    judged = {name: case for name, case in cases.items() if case.get("stage") != "empty"}
    differing: dict[str, set[tuple[str, int]]] = {"verdict": set(), "fields": set()}
    for name, case in judged.items():
        for item in disagreements(name, (directory / name).read_bytes(), case):
            differing[item.what].add((item.file, item.minor))
            print(f"{item.file} (1.{item.minor}): {item.what}: expected {item.expected}, found {item.found}")
    runs = len(judged) + sum(len(case.get("by_version", ())) for case in judged.values())
    print(f"{len(cases) - len(judged)} empty inputs left out: they are silent here, kubectl finds no objects")
    verdicts, fields = runs - len(differing["verdict"]), len(judged) - len(differing["fields"])
    print(f"verdicts {verdicts}/{runs} agree, fields {fields}/{len(judged)} agree")
    return 1 if any(differing.values()) else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
