"""Suppressions to be written: comments for findings, placed so that nothing but comments changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingress_lint.chunks import chunks
from ingress_lint.directives import directives
from ingress_lint.finding import Diagnostic
from ingress_lint.json_tree import parse_json
from ingress_lint.records import Record
from ingress_lint.source import Source
from ingress_lint.suppression import FATAL, OWN
from ingress_lint.tree import TreeError, plain


class Ignored(Record):
    """A text with its new comments, and the findings for which no place was found."""

    text: str
    left: tuple[Diagnostic, ...]


class _Line(Record):
    """The findings that begin on a line; `start` and `end` are offsets of its text."""

    start: int
    end: int
    found: tuple[Diagnostic, ...]

    @property
    def names(self) -> str:
        return ", ".join(dict.fromkeys(d.rule for d in self.found))


def ignore(source: Source, found: Iterable[Diagnostic], reason: str) -> Ignored:
    """Write a comment for each of the findings whose primary location is in the source.

    None is written where nothing can be read, nor for what is wrong with a suppression: that is to be corrected.
    """
    given = tuple(found)
    never = tuple(diagnostic for diagnostic in given if diagnostic.rule in (*FATAL, *OWN))
    done = _ignored(source, tuple(diagnostic for diagnostic in given if diagnostic not in never), reason)
    return done._replace(left=(*never, *done.left))


def _ignored(source: Source, found: tuple[Diagnostic, ...], reason: str) -> Ignored:
    if _is_json(source.text):
        return Ignored(source.text, found)
    lines = list(_lines(source, found))
    inserted = [(line.end, _trailing(line, reason)) for line in lines]
    text = _with(source.text, inserted)
    if not _has_comments(source.text, lines) and _is_right(source, text, inserted, lines):
        return Ignored(text, ())
    return _one_by_one(source, lines, reason)


def _is_json(text: str) -> bool:
    """Whether a text begins with what is read as JSON, which has no comments; YAML in flow style has them."""
    if text.lstrip()[:1] != "{":
        return False
    try:
        parse_json(text, len(text) - len(text.lstrip()))
    except TreeError:
        return False
    return True


def _lines(source: Source, found: Iterable[Diagnostic]) -> Iterator[_Line]:
    """The lines with findings, in order."""
    by_number: dict[int, list[Diagnostic]] = {}
    for diagnostic in found:
        by_number.setdefault(source.position(diagnostic.span.start).line, []).append(diagnostic)
    for number in sorted(by_number):
        start = source.starts[number - 1]
        yield _Line(start, start + len(source.line(number).rstrip()), tuple(by_number[number]))


def _trailing(line: _Line, reason: str) -> str:
    return f"  # ingress-lint: ignore[{line.names}] {reason}".rstrip()


def _has_comments(text: str, lines: Iterable[_Line]) -> bool:
    return any("ingress-lint:" in text[line.start : line.end] for line in lines)


def _with(text: str, inserted: Iterable[tuple[int, str]]) -> str:
    parts = []
    last = 0
    for at, addition in sorted(inserted):
        parts += [text[last:at], addition]
        last = at
    return "".join((*parts, text[last:]))


def _one_by_one(source: Source, lines: list[_Line], reason: str) -> Ignored:
    """The same line by line, each in the first way that works."""
    inserted: list[tuple[int, str]] = []
    left: list[Diagnostic] = []
    for line in lines:
        if _are_covered(source, _with(source.text, inserted), inserted, [line]):
            continue
        for candidate in _candidates(source, line, reason):
            tried = [*inserted, candidate]
            if _is_right(source, _with(source.text, tried), tried, [line]):
                inserted = tried
                break
        else:
            left.extend(line.found)
    return Ignored(_with(source.text, inserted), tuple(left))


def _candidates(source: Source, line: _Line, reason: str) -> Iterator[tuple[int, str]]:
    """Offsets and what to insert there: into a comment, behind the line, above it, above its document."""
    text = source.text
    bracket = text.find("]", text.find("ingress-lint: ignore[", line.start, line.end), line.end)
    if bracket >= 0 and "ingress-lint: ignore[" in text[line.start : line.end]:
        yield bracket, f", {line.names}"
    yield line.end, _trailing(line, reason)
    for verb, start in (("ignore", line.start), ("ignore-document", _top(source, line))):
        content = text[start:].partition("\n")[0]
        indent = content[: len(content) - len(content.lstrip())]
        yield start, f"{indent}# ingress-lint: {verb}[{line.names}] {reason}".rstrip() + "\n"


def _top(source: Source, line: _Line) -> int:
    """Where the content of the document around a line begins."""
    for chunk in chunks(source.text):
        if chunk.root is not None and chunk.span.start <= line.start <= chunk.span.end:
            return source.text.rfind("\n", 0, chunk.root.start) + 1
    return 0


def _is_right(source: Source, text: str, inserted: list[tuple[int, str]], lines: Iterable[_Line]) -> bool:
    """Whether the new text says the same, and all findings of the lines are covered in it."""
    return _values(text) == _values(source.text) and _are_covered(source, text, inserted, lines)


def _are_covered(source: Source, text: str, inserted: list[tuple[int, str]], lines: Iterable[_Line]) -> bool:
    found = list(directives(Source(source.path, text)))
    for line in lines:
        for diagnostic in line.found:
            start = diagnostic.span.start
            at = start + sum(len(addition) for place, addition in inserted if place <= start)
            names = (name for d in found if not d.problem and d.covers(source.path, at) for name, _ in d.names)
            if diagnostic.rule not in names:
                return False
    return True


def _values(text: str) -> list[object]:
    """What each document says, or all of it where that cannot be read."""
    try:
        return [plain(chunk.root) if chunk.root else text[slice(*chunk.span)] for chunk in chunks(text)]
    except TreeError:
        return []
