"""The whole judgement: what the rules find, what is suppressed, and what is wrong with suppressions."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ingress_lint.checks import SUBJECTS
from ingress_lint.engine import Report, Result, Settings, Spread, lint, one_by_one, order, speak
from ingress_lint.finding import MARK, Diagnostic
from ingress_lint.packs import Registry
from ingress_lint.source import Source
from ingress_lint.workspace import Workspace


def verdict(
    workspace: Workspace,
    report: Report,
    rules: Registry,
    settings: Settings,
    *,
    complete: bool = True,
    spread: Spread = one_by_one,
) -> Result:
    """Lint, then apply the suppressions that the manifests carry.

    `complete` is false if the workspace is less than what is deployed together; then no suppression
    of a rule that looks beyond one object is called unused. `spread` says how the work is dealt out.
    """
    result = lint(workspace, report, rules, settings, spread=spread)
    sources = _suppressing(report, result.diagnostics)
    if not sources:
        return result
    from ingress_lint.suppression import OWN, suppress

    groups = {name: card.group for name, card in rules.cards.items()}
    crashed = {crash.rule for crash in result.crashes}
    narrow = {name for name, card in rules.cards.items() if card.on not in SUBJECTS}

    def judged(path: str) -> Collection[str]:
        ran = settings.at(path).selected - crashed - set(OWN)
        return ran if complete else ran & narrow

    outcome = suppress(result.diagnostics, sources, groups, judged=judged)
    told = speak(workspace, report, outcome.facts, rules, settings)
    about = suppress(told.diagnostics, sources, groups, judged=lambda _: ())
    diagnostics = sorted((*outcome.diagnostics, *about.diagnostics), key=order)
    return Result(tuple(diagnostics), (*result.crashes, *told.crashes))


def _suppressing(report: Report, diagnostics: Iterable[Diagnostic]) -> list[Source]:
    """The sources concerned that may hold suppressions."""
    found: dict[str, Source] = {}
    for item, _ in report.subjects:
        found.setdefault(item.document.source.path, item.document.source)
    for document, _ in report.broken:
        found.setdefault(document.source.path, document.source)
    for diagnostic in diagnostics:
        for location in diagnostic.locations:
            found.setdefault(location.source.path, location.source)
    return [source for source in found.values() if MARK in source.text]
