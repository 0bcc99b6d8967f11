"""Suppressions as they stand in manifests: comments and annotations, and what each one covers."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import Literal

from ingress_lint.chunks import Chunk, chunks
from ingress_lint.documents import read
from ingress_lint.finding import MARK
from ingress_lint.model import Document, text
from ingress_lint.places import entry_at
from ingress_lint.records import Record
from ingress_lint.source import Source, Span
from ingress_lint.tree import Alias, Entry, Mapping, Node, Scalar, Sequence, TreeError, resolve

ANNOTATION = "ingress-lint/ignore"
REASON = "ingress-lint/ignore-reason"
VERBS = ("ignore", "ignore-document", "ignore-file")

_COMMENT = re.compile(
    r"(?<!\S)#[ \t]*ingress-lint:[ \t]*(?P<verb>[\w-]*)[ \t]*(?:\[(?P<names>[^\]\n#]*)\])?(?P<reason>[^\r\n]*)"
)
_NAME = re.compile(r"[^\s,]+")


class Directive(Record):
    """One suppression: the names it lists with their places, and the span of text it covers.

    `span` is the comment or the value of the annotation. `problem` says why it cannot be used.
    `judged` is false where not every rule runs, as in text that cannot be read.
    """

    source: Source
    kind: Literal["comment", "annotation"]
    names: tuple[tuple[str, Span], ...]
    reason: str
    span: Span
    scope: Span
    document: Document
    problem: str = ""
    judged: bool = True

    def covers(self, path: str, at: int) -> bool:
        """Whether an offset in the source of a path is covered."""
        return self.source.path == path and self.scope.start <= at < max(self.scope.end, self.scope.start + 1)


def directives(source: Source) -> Iterator[Directive]:
    """Every suppression in a source, comments first; never raises for what the source holds."""
    if MARK not in source.text:
        return
    documents = [document for document, _ in read(source).documents]
    homes = {document.index: document for document in reversed(documents)}
    parts = list(chunks(source.text))
    for number in range(len(parts)):
        yield from _comments(source, homes.get(number), parts, number)
    for document in documents:
        yield from _annotation(document)


def _comments(source: Source, home: Document | None, parts: list[Chunk], number: int) -> Iterator[Directive]:
    chunk = parts[number]
    found = list(_COMMENT.finditer(source.text, chunk.span.start, chunk.span.end))
    if not found:
        return
    shape = _Shape(chunk.root, source.text)
    home = home or Document(source, number, chunk.span, None)
    for comment in found:
        if not shape.inside_scalar(comment.start()):
            scope = _scope(comment, source, parts, number, shape)
            judged = chunk.error is None and not home.fragment
            yield _directive(comment, source, scope, home)._replace(judged=judged)


def _directive(comment: re.Match[str], source: Source, scope: Span, home: Document) -> Directive:
    verb, names = comment["verb"], comment["names"]
    problem = ""
    if verb not in VERBS:
        problem = f"`{verb}` is none of `ignore`, `ignore-document` and `ignore-file`"
    elif not (names or "").strip():
        problem = f"`{verb}` names no rule: write `{verb}[rule] reason`"
    listed = _names(names or "", comment.start("names")) if not problem else ()
    span = Span(comment.start(), comment.start() + len(comment.group().rstrip()))
    return Directive(source, "comment", tuple(listed), comment["reason"].strip(), span, scope, home, problem)


def _names(listed: str, start: int) -> Iterator[tuple[str, Span]]:
    for name in _NAME.finditer(listed):
        yield name.group(), Span(start + name.start(), start + name.end())


def _scope(comment: re.Match[str], source: Source, parts: list[Chunk], number: int, shape: _Shape) -> Span:
    """What a comment covers: the file, its document (the next one, if it stands before any), or an entry."""
    content, verb = source.text, comment["verb"]
    if verb == "ignore-file":
        return Span(0, len(content) + 1)
    if verb == "ignore-document":
        home = parts[number]
        if home.root is None and home.error is None and number + 1 < len(parts):
            home = parts[number + 1]
        end = home.span.end
        return Span(home.span.start, end + 1 if end == len(content) else end)
    line = content.rfind("\n", 0, comment.start()) + 1
    if content[line : comment.start()].strip(" \t-"):
        return shape.starting_on(Span(line, comment.start()))
    return shape.following(comment.end())


class _Shape:
    """Where the entries, items and scalars of a chunk are; all in the order of the text."""

    def __init__(self, root: Node | None, content: str) -> None:
        self.content = content
        self.units: list[tuple[Span, bool]] = []
        self.scalars: list[Span] = []
        if root is not None:
            self._walk(root)
        self.units.sort()
        self.scalars.sort()

    def _walk(self, root: Node) -> None:
        stack: list[Node | Entry] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, Entry):
                self.units.append((item.span, True))
                stack.extend((item.value, item.key))
            elif isinstance(item, Mapping):
                stack.extend(reversed(item.entries))
            elif isinstance(item, Sequence):
                self.units.extend((inner.span, isinstance(inner, Scalar | Alias)) for inner in item.items)
                stack.extend(reversed(item.items))
            elif isinstance(item, Scalar) and item.style:
                self.scalars.append(self._text_of(item))

    def _text_of(self, scalar: Scalar) -> Span:
        """Where a `#` is no comment; one may stand behind the `|` of a block of text."""
        if scalar.style not in ("|", ">"):
            return scalar.span
        return Span(self.content.find("\n", scalar.start), scalar.end)

    def inside_scalar(self, at: int) -> bool:
        """Whether a `#` belongs to a quoted text or a block of text."""
        before = bisect_left(self.scalars, (at,)) - 1
        return before >= 0 and at < self.scalars[before].end

    def starting_on(self, line: Span) -> Span:
        """A line (up to its comment) with the entries and plain items that start on it."""
        first, last = (bisect_left(self.units, ((at,),)) for at in line)
        ends = (span.end for span, single in self.units[first:last] if single)
        return Span(line.start, max((line.end, *ends)))

    def following(self, at: int) -> Span:
        """The first entry or item after an offset, from the start of its line; empty if nothing follows."""
        after = bisect_left(self.units, ((at,),))
        if after == len(self.units):
            return Span(at, at)
        start = self.units[after][0].start
        same = takewhile(lambda unit: unit[0].start == start, islice(self.units, after, None))
        end = max(span.end for span, _ in same)
        return Span(self.content.rfind("\n", 0, start) + 1, end)


def _annotation(document: Document) -> Iterator[Directive]:
    """The suppression an object carries in its annotations, which survives rendering."""
    try:
        entry = entry_at(document, ("metadata", "annotations", ANNOTATION))
        reason = entry_at(document, ("metadata", "annotations", REASON))
        node = resolve(document.root)
    except TreeError:
        return
    if entry is None:
        return
    value = resolve(entry.value)
    listed = text(value.value) if isinstance(value, Scalar) else ""
    why = resolve(reason.value) if reason is not None else None
    span = entry.value.span if entry.value.end > entry.value.start else entry.key.span
    names = tuple((name.group(), span) for name in _NAME.finditer(listed))
    problem = "" if names else f"annotation `{ANNOTATION}` names no rule: its value is a list such as `rule, rule`"
    scope = document.span if document.item is None else node.span
    yield Directive(
        document.source,
        "annotation",
        names,
        text(why.value) if isinstance(why, Scalar) else "",
        span,
        scope,
        document,
        problem,
        not document.fragment,
    )
