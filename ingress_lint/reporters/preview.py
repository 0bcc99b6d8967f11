"""Previews of fixes: the lines that edits remove and add."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingress_lint.finding import Edit, Fix
from ingress_lint.records import Record
from ingress_lint.reporters.excerpt import cut, gutter
from ingress_lint.source import Source
from ingress_lint.terminal import Paint, visible

_LONGEST = 12
"""Lines of a preview; what follows is counted."""


class Hunk(Record):
    """Adjoining lines of a source before and after; `line` is the number of the first one."""

    source: Source
    line: int
    removed: tuple[str, ...]
    added: tuple[str, ...]


def hunks(fix: Fix) -> Iterator[Hunk]:
    """The changed lines of a fix, sources in order of first use, lines from top to bottom."""
    by_source: dict[str, list[Edit]] = {}
    for edit in fix.edits:
        by_source.setdefault(edit.source.path, []).append(edit)
    for edits in by_source.values():
        for group in _adjoining(sorted(edits, key=lambda edit: edit.span)):
            yield _hunk(group)


def _adjoining(edits: Sequence[Edit]) -> Iterator[list[Edit]]:
    """Edits in groups on the same or neighbouring lines, so that what goes stands before what comes."""
    group: list[Edit] = []
    for edit in edits:
        if group and _lines(edit)[0] > _lines(group[-1])[1] + 1:
            yield group
            group = []
        if not group or edit.span.start >= group[-1].span.end:
            group.append(edit)
    if group:
        yield group


def _lines(edit: Edit) -> tuple[int, int]:
    """First and last line that an edit touches."""
    position = edit.source.position
    return position(edit.span.start).line, position(edit.span.end).line


def _hunk(edits: list[Edit]) -> Hunk:
    source = edits[0].source
    first, last = _lines(edits[0])[0], _lines(edits[-1])[1]
    starts = source.starts
    begin, end = starts[first - 1], starts[last] if last < len(starts) else len(source.text)
    parts, at = [], begin
    for edit in edits:
        parts += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    after = "".join((*parts, source.text[at:end]))
    return _trimmed(source, first, _split(source.text[begin:end]), _split(after))


def _split(text: str) -> list[str]:
    """Lines without their breaks; only LF ends one."""
    lines = text.split("\n")
    return [line.removesuffix("\r") for line in (lines[:-1] if lines[-1] == "" else lines)]


def _trimmed(source: Source, line: int, old: list[str], new: list[str]) -> Hunk:
    """A hunk without the lines that stay as they are at both ends."""
    while old and new and old[0] == new[0]:
        old, new, line = old[1:], new[1:], line + 1
    while old and new and old[-1] == new[-1]:
        old, new = old[:-1], new[:-1]
    return Hunk(source, line, tuple(old), tuple(new))


def preview(shown: Sequence[Hunk], size: int, home: str, paint: Paint) -> Iterator[str]:
    """The hunks as a small diff behind the gutter; another file than `home` is named."""
    rows = [row for i, hunk in enumerate(shown) for row in _after(shown[i - 1 : i], hunk, size, home, paint)]
    yield from rows[:_LONGEST]
    if len(rows) > _LONGEST:
        yield f"... {len(rows) - _LONGEST} more lines"


def _after(before: Sequence[Hunk], hunk: Hunk, size: int, home: str, paint: Paint) -> Iterator[str]:
    """The rows of a hunk under the one before: another file is named, lines that are left out are `...`."""
    path = hunk.source.path
    if path != (before[0].source.path if before else home):
        yield f"{paint(' ' * size + ' :::', 'frame')} {visible(path)}"
    elif any(hunk.line > other.line + len(other.removed) + (not hunk.removed) for other in before):
        yield paint("...", "frame")
    yield from _rows(hunk, size, paint)


def _rows(hunk: Hunk, size: int, paint: Paint) -> Iterator[str]:
    if not hunk.removed and hunk.line > 1:
        yield f"{gutter(hunk.line - 1, size, '|', paint)} {cut(hunk.source.line(hunk.line - 1), 0)[0]}".rstrip()
    for sign, lines, others in (("-", hunk.removed, hunk.added), ("+", hunk.added, hunk.removed)):
        for i, line in enumerate(lines):
            change = _change(line, others[i]) if len(lines) == len(others) else 0
            text = paint(cut(line, change)[0], "bad" if sign == "-" else "good")
            yield f"{gutter(hunk.line + i, size, sign, paint)} {text}".rstrip()


def _change(line: str, other: str) -> int:
    """Where two lines begin to differ."""
    return next((i for i, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), 0)
