"""Fixes to texts, in rounds until nothing changes; nothing is written here."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

from ingress_lint.engine import Result
from ingress_lint.finding import Diagnostic, Fix
from ingress_lint.records import Record
from ingress_lint.source import Source
from ingress_lint.tree import Path
from ingress_lint.verification import edited, part_refusal, refusal

MAX_ROUNDS = 20
"""Rounds after which fixes that still find something to do must be undoing each other."""

_MAX_TRIALS = 50
"""How often the fixes of one document are tried in parts, after they failed as a whole."""

Relint = Callable[[Mapping[str, Source]], Result]


class Repair(Record):
    """A fix and the diagnostic it is for; `reason` says why it was refused, empty if it was applied."""

    diagnostic: Diagnostic
    fix: Fix
    reason: str = ""


class Outcome(Record):
    """What fixing came to: `sources` are the (old, new) ones that differ, `result` is what is left to report."""

    sources: tuple[tuple[Source, Source], ...]
    applied: tuple[Repair, ...]
    refused: tuple[Repair, ...]
    result: Result


def repair(result: Result, relint: Relint, report: frozenset[str], *, unsafe: bool) -> Outcome:
    """Apply what can be applied to the sources of the report set, and lint again, until nothing changes.

    `relint` gives the result for the set in which some sources were replaced.
    """
    original: dict[str, Source] = {}
    current: dict[str, Source] = {}
    applied: list[Repair] = []
    refused: list[Repair] = []
    for _ in range(MAX_ROUNDS):
        fresh, done, refused = apply_once(result.diagnostics, report, unsafe=unsafe)
        if not fresh:
            break
        for old, new in fresh:
            original.setdefault(old.path, old)
            current[new.path] = new
        applied += done
        result = relint(current)
    changed = ((original[path], new) for path, new in current.items() if original[path].text != new.text)
    return Outcome(tuple(changed), tuple(applied), tuple(refused), result)


def apply_once(
    diagnostics: Iterable[Diagnostic], report: frozenset[str], *, unsafe: bool
) -> tuple[list[tuple[Source, Source]], list[Repair], list[Repair]]:
    """One round: pairs of old and new sources, and the repairs that were applied and refused.

    Repairs that meet another one in the text or in the tree wait for the next round.
    """
    fresh: list[tuple[Source, Source]] = []
    applied: list[Repair] = []
    refused: list[Repair] = []
    by_source: dict[str, list[Repair]] = defaultdict(list)
    for chosen in sorted(_chosen(diagnostics, unsafe=unsafe), key=_order):
        reason = _out_of_bounds(chosen.fix, report)
        if reason:
            refused.append(chosen._replace(reason=reason))
        else:
            by_source[chosen.fix.edits[0].source.path].append(chosen)
    for repairs in by_source.values():
        source = repairs[0].fix.edits[0].source
        text, done, bad = _fixed(source, repairs)
        applied += done
        refused += bad
        if text != source.text:
            fresh.append((source, _with_text(source, text)))
    return fresh, applied, refused


def _chosen(diagnostics: Iterable[Diagnostic], *, unsafe: bool) -> Iterator[Repair]:
    """The first fix of each diagnostic that may be applied, the same edits only once."""
    seen = set()
    for diagnostic in diagnostics:
        if diagnostic.suppression is not None:
            continue
        allowed = (fix for fix in diagnostic.fixes if fix.edits and (fix.safe or unsafe))
        fix = next(allowed, None)
        if fix is not None and fix.edits not in seen:
            seen.add(fix.edits)
            yield Repair(diagnostic, fix)


def _order(found: Repair) -> tuple[object, ...]:
    edits = found.fix.edits
    return (edits[0].source.path, edits[0].span, len(edits), found.diagnostic.rule, [e[1:] for e in edits])


def _out_of_bounds(fix: Fix, report: frozenset[str]) -> str:
    source = fix.edits[0].source
    if any(edit.source is not source for edit in fix.edits):
        return "it edits more than one file"
    if source.path not in report:
        return "it edits a file that is not among the files to report on"
    return "" if source.exact else "the file holds bytes that are no text in its encoding"


def _fixed(source: Source, repairs: list[Repair]) -> tuple[str, list[Repair], list[Repair]]:
    """The text after as many repairs as go together; what a refused one kept waiting gets its turn."""
    bad: list[Repair] = []
    for _ in range(MAX_ROUNDS):
        claims = _Claims()
        ready = [found for found in repairs if claims.take(found.fix)]
        text, done, refused = _tried(source, ready)
        bad += refused
        if not refused or len(ready) == len(repairs):
            break
        gone = {found.fix.edits for found in refused}
        repairs = [found for found in repairs if found.fix.edits not in gone]
    return text, done, bad


def _tried(source: Source, ready: list[Repair]) -> tuple[str, list[Repair], list[Repair]]:
    """The text after repairs that do not meet; if they fail as a whole, each document is tried alone."""
    text = edited(source.text, (edit for found in ready for edit in found.fix.edits))
    if not refusal(source, (found.fix for found in ready), text):
        return text, ready, []
    by_document: dict[int | None, list[Repair]] = defaultdict(list)
    for found in ready:
        changes = found.fix.changes
        by_document[changes[0].document.index if changes else None].append(found)
    sifted = [_sift(source, group, [], iter(range(_MAX_TRIALS))) for group in by_document.values()]
    done = [found for good, _ in sifted for found in good]
    bad = [found for _, refused in sifted for found in refused]
    text = edited(source.text, (edit for found in done for edit in found.fix.edits))
    reason = refusal(source, (found.fix for found in done), text)
    if reason:
        return source.text, [], [*bad, *(found._replace(reason=reason) for found in done)]
    return text, done, bad


def _sift(
    source: Source, repairs: list[Repair], done: list[Repair], trials: Iterator[int]
) -> tuple[list[Repair], list[Repair]]:
    """The repairs of one document that go together with those that are done, and those that do not."""
    if next(trials, None) is None:
        return [], [found._replace(reason="too many other fixes of this document were refused") for found in repairs]
    fixes = tuple(found.fix for found in (*done, *repairs))
    if all(fix.changes for fix in fixes):
        reason = part_refusal(source, fixes)
    else:
        reason = refusal(source, fixes, edited(source.text, (edit for fix in fixes for edit in fix.edits)))
    if not reason:
        return repairs, []
    if len(repairs) == 1:
        return [], [repairs[0]._replace(reason=reason)]
    half = len(repairs) // 2
    good, bad = _sift(source, repairs[:half], done, trials)
    more, worse = _sift(source, repairs[half:], [*done, *good], trials)
    return [*good, *more], [*bad, *worse]


def _with_text(source: Source, text: str) -> Source:
    return Source(source.path, text, source.encoding, source.mark)


class _Claims:
    """Which parts of a text, and which values, the fixes of a round have taken."""

    def __init__(self) -> None:
        self.spans: list[tuple[int, int]] = []
        self.paths: set[tuple[int, int | None, Path]] = set()
        self.above: set[tuple[int, int | None, Path]] = set()

    def take(self, fix: Fix) -> bool:
        """Claim what a fix touches; false, and nothing is claimed, if a part of it is taken."""
        if any(self._meets(edit.span.start, edit.span.end) for edit in fix.edits) or self._nested(fix):
            return False
        for edit in fix.edits:
            insort(self.spans, (edit.span.start, edit.span.end))
        for change in fix.changes:
            index, item = change.document.index, change.document.item
            self.paths.add((index, item, change.path))
            self.above.update((index, item, change.path[:i]) for i in range(len(change.path)))
        return True

    def _meets(self, start: int, end: int) -> bool:
        """Whether a claimed span overlaps or touches; claimed spans never overlap each other."""
        at = bisect_left(self.spans, (start, end))
        near = self.spans[max(at - 1, 0) : at + 1]
        return any(low <= end and start <= high for low, high in near)

    def _nested(self, fix: Fix) -> bool:
        for change in fix.changes:
            index, item = change.document.index, change.document.item
            ways = ((index, item, change.path[:i]) for i in range(len(change.path) + 1))
            if (index, item, change.path) in self.above or any(way in self.paths for way in ways):
                return True
        return False
