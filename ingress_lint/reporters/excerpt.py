"""Source excerpts: lines behind a gutter, with spans underlined and labelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingress_lint.finding import Location
from ingress_lint.records import Record
from ingress_lint.source import Source, Span
from ingress_lint.terminal import Paint, visible, width

CONTEXT = 2
"""Lines shown above the primary line, where it is the only one of its frame."""

_LIMIT = 160
"""Columns of a source line; a longer one is cut around the span."""

_BEFORE = 40
"""Characters kept before the span of a line that is cut."""


class Mark(Record):
    """A span on one line: 1-based line, 0-based columns, end exclusive."""

    line: int
    start: int
    end: int
    label: str
    primary: bool


class Frame(Record):
    """What is shown of one object: its source and marks by line, and the location that leads."""

    lead: Location
    marks: tuple[Mark, ...]


def frames(locations: Sequence[Location]) -> list[Frame]:
    """One frame for each object, that of the primary location first."""
    groups: dict[tuple[str, int], list[tuple[Location, bool]]] = {}
    for i, location in enumerate(locations):
        key = (location.source.path, id(location.document))
        groups.setdefault(key, []).append((location, i == 0))
    return [_frame(group) for group in groups.values()]


def _frame(group: list[tuple[Location, bool]]) -> Frame:
    marks = dict.fromkeys(mark(location.source, location.span, location.label, primary=p) for location, p in group)
    return Frame(group[0][0], tuple(sorted(marks, key=lambda m: (m.line, not m.primary, m.start))))


def mark(source: Source, span: Span, label: str = "", *, primary: bool = True) -> Mark:
    """What is underlined of a span: its part on the first line, at least one column."""
    line, column = source.position(span.start)
    start = column - 1
    text = source.line(line)
    end = min(start + span.end - span.start, len(text))
    if span.end > source.starts[line - 1] + len(text):
        end = len(text.rstrip())
    return Mark(line, start, max(end, start + 1), label, primary)


def gutter(number: int | None, size: int, sign: str, paint: Paint) -> str:
    """The left edge of a line: a number or nothing, and `|`, `-` or `+`."""
    text = f"{'' if number is None else number:>{size}} {sign}"
    return paint(text, {"-": "bad", "+": "good"}.get(sign, "frame"))


def excerpt(frame: Frame, size: int, severity: str, paint: Paint) -> Iterator[str]:
    """The marked lines of a frame in order, gaps as `...`, a gap of one line filled."""
    source, marks = frame.lead.source, frame.marks
    last = 0
    for number in sorted({m.line for m in marks}):
        if last == 0 and len(marks) == 1 and marks[0].primary:
            yield from _context(source, number, size, paint)
        elif last and number == last + 2:
            yield from _line(source.line(last + 1), last + 1, size, paint)
        elif last and number > last + 1:
            yield paint("...", "frame")
        here = [m for m in marks if m.line == number]
        yield from _marked(source.line(number), here, size, severity, paint)
        last = number


def _context(source: Source, number: int, size: int, paint: Paint) -> Iterator[str]:
    """Lines above one that belong to the same document."""
    above = range(max(1, number - CONTEXT), number)
    breaks = [n for n in above if source.line(n).startswith("---")]
    for n in range(breaks[-1] + 1, number) if breaks else above:
        yield from _line(source.line(n), n, size, paint)


def _line(text: str, number: int, size: int, paint: Paint) -> Iterator[str]:
    shown, _ = cut(text, 0)
    yield f"{gutter(number, size, '|', paint)} {shown}".rstrip()


def _marked(text: str, marks: list[Mark], size: int, severity: str, paint: Paint) -> Iterator[str]:
    """A line and a row of underlining for each mark; a line that is cut is shown once for each."""
    long = len(text) > _LIMIT or width(visible(text)) > _LIMIT
    for i, m in enumerate(marks):
        shown, indent = cut(text, m.start)
        if i == 0 or long:
            yield f"{gutter(m.line, size, '|', paint)} {shown}".rstrip()
        columns = width(visible(text[m.start : min(m.end, m.start + _LIMIT)]))
        room = max(width(shown) - indent, 1)
        sign = "^" if m.primary else "-"
        underline = sign * max(1, min(columns, room))
        row = f"{underline} {visible(m.label)}".rstrip()
        yield f"{gutter(None, size, '|', paint)} {' ' * indent}{paint(row, severity if m.primary else 'frame')}"


def cut(text: str, start: int) -> tuple[str, int]:
    """A line as it is shown, cut around a column if it is long, and where that column is then."""
    if len(text) <= _LIMIT:
        shown = visible(text)
        if width(shown) <= _LIMIT:
            return shown, width(visible(text[:start]))
    first = max(0, start - _BEFORE)
    head = "... " if first else ""
    kept = _head(text[first:], _LIMIT - 10)
    tail = " ..." if first + len(kept) < len(text) else ""
    return head + visible(kept) + tail, len(head) + width(visible(text[first:start]))


def _head(text: str, columns: int) -> str:
    """The longest start of a text that takes at most so many columns."""
    kept = text[:columns]
    while width(visible(kept)) > columns:
        kept = kept[:-1]
    return kept


def line_numbers(shown: Iterable[Frame]) -> Iterator[int]:
    """Every line number that frames show, for the size of the gutter."""
    return (m.line for frame in shown for m in frame.marks)
