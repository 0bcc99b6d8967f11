"""Baseline: the findings that are accepted for now, by fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from ingress_lint.finding import Diagnostic, Suppression
from ingress_lint.records import Record
from ingress_lint.source import relative

VERSION = 1


class BaselineError(ValueError):
    """A file that is no baseline; the message says why."""


class Entry(Record):
    """An accepted finding: its fingerprint, and what people need to know it by."""

    path: str
    rule: str
    resource: str
    fingerprint: str


def loads(text: str) -> frozenset[Entry]:
    """The entries of a baseline; raises `BaselineError`."""
    import json

    try:
        content = json.loads(text)
    except ValueError as error:
        raise BaselineError(f"not JSON: {error}") from error
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise BaselineError(f"not a baseline of version {VERSION}")
    entries = content.get("entries")
    if not isinstance(entries, list):
        raise BaselineError("`entries` must be a list")
    return frozenset(_entry(item) for item in entries)


def _entry(item: Any) -> Entry:
    values: list[Any] = [item.get(field) if isinstance(item, dict) else None for field in Entry._fields]
    if not all(isinstance(value, str) for value in values):
        raise BaselineError(f"an entry has the texts {', '.join(f'`{field}`' for field in Entry._fields)}")
    return Entry(*values)


def dumps(entries: Iterable[Entry]) -> str:
    """The text of a baseline: sorted, one entry a line, so that changes to it can be read and merged."""
    import json

    lines = [json.dumps(entry._asdict(), ensure_ascii=False) for entry in sorted(entries)]
    body = ",\n    ".join(lines)
    listed = f"[\n    {body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "entries": {listed}\n}}\n'


def entries(diagnostics: Iterable[Diagnostic], root: str) -> Iterator[Entry]:
    """The entries that accept these diagnostics, suppressed ones apart; paths are relative to `root`."""
    for diagnostic in diagnostics:
        if diagnostic.suppression is None or diagnostic.suppression.kind == "baseline":
            document = diagnostic.locations[0].document
            resource = document.crumb if document is not None else ""
            yield Entry(relative(diagnostic.source.path, root), diagnostic.rule, resource, diagnostic.fingerprint)


def accept(diagnostics: Iterable[Diagnostic], known: Collection[Entry]) -> Iterator[Diagnostic]:
    """The diagnostics, those that the baseline knows suppressed."""
    accepted = {entry.fingerprint for entry in known}
    why = Suppression("baseline", "accepted in the baseline")
    for diagnostic in diagnostics:
        known_one = diagnostic.suppression is None and diagnostic.fingerprint in accepted
        yield diagnostic._replace(suppression=why) if known_one else diagnostic


def stale(diagnostics: Iterable[Diagnostic], known: Iterable[Entry], seen: Callable[[Entry], bool]) -> list[Entry]:
    """Entries that nothing meets any more, sorted; `seen` says whether an entry would have been met at all."""
    met = {diagnostic.fingerprint for diagnostic in diagnostics}
    return sorted(entry for entry in known if entry.fingerprint not in met and seen(entry))


def updated(
    diagnostics: Collection[Diagnostic], known: Collection[Entry], root: str, seen: Callable[[Entry], bool]
) -> set[Entry]:
    """The entries after an update: today's findings, and those that this run could not see."""
    return {*entries(diagnostics, root), *(entry for entry in known if not seen(entry))}
