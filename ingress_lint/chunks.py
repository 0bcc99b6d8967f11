"""How kubectl cuts a file into documents, before anything is read as YAML.

Facts: apimachinery `pkg/util/yaml/decoder.go`. The splitter works on lines and knows no YAML: a
line that starts with three dashes ends a document, even inside a quoted scalar. Input that starts
with `{` is a stream of JSON objects; an error within the first two makes the rest YAML.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingress_lint.parser import parse
from ingress_lint.quick import value_of
from ingress_lint.records import Record
from ingress_lint.source import Span
from ingress_lint.tree import Node, TreeError

_SEPARATOR = r"(?m)^---.*$"


class Chunk(Record):
    """One document's worth of text: its root, or why there is none.

    `root` is None for an empty chunk, for one with an `error`, and where only the `value` was asked
    for and no tree was needed to tell it. `hidden` is the span of text after a `...`, which kubectl
    drops without a word.
    """

    span: Span
    root: Node | None = None
    error: TreeError | None = None
    hidden: Span | None = None
    value: dict[str, Any] | None = None


Look = Callable[[str], bool]
"""Whether the text of a document is worth reading."""


def chunks(text: str, wanted: Look | None = None, *, values: bool = False) -> Iterator[Chunk]:
    """The documents of a text in order; never raises for what the text holds.

    What is not `wanted` comes as an empty chunk, so that the others keep their numbers. Where their
    `values` are enough, chunks come without a root if they can.
    """
    start = 0
    if text.lstrip()[:1] == "{":
        from ingress_lint.json_tree import parse_json

        for count in range(len(text)):
            start = _skip_blank(text, start)
            if start == len(text):
                return
            try:
                root = parse_json(text, start)
            except TreeError as error:
                if count > 1:
                    yield Chunk(Span(start, len(text)), error=error)
                    return
                break
            yield Chunk(root.span, root)
            start = root.end
    yield from _yaml_chunks(text, start, wanted, values)


def _skip_blank(text: str, start: int) -> int:
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    return start


def _yaml_chunks(text: str, start: int, wanted: Look | None, values: bool) -> Iterator[Chunk]:
    if text.find("\n---", start) < 0 and not text.startswith("---", start):
        yield _read(text, start, len(text), wanted, values)
        return
    for found in re.compile(_SEPARATOR).finditer(text, start):
        bad = found.group()[3:].strip()
        if bad and bad[0] != "#":
            what = "only a comment may follow `---`; kubectl refuses the document before this line"
            yield _read(text, start, found.start(), wanted, values)
            yield Chunk(Span(*found.span()), error=TreeError(what, Span(found.start(), found.end())))
        else:
            yield _read(text, start, found.start(), wanted, values)
        start = min(found.end() + 1, len(text))
    yield _read(text, start, len(text), wanted, values)


def _read(text: str, start: int, end: int, wanted: Look | None, values: bool) -> Chunk:
    span = Span(start, end)
    if wanted is not None and not wanted(text[start:end]):
        return Chunk(span)
    first = text[start : start + 1]
    if first == "%":
        error = TreeError("kubectl does not read a directive line such as `%YAML`", Span(start, start + 1))
        return Chunk(span, error=error)
    if values and (found := value_of(text[start:end])):
        value, length = found
        stop = start + length
        return Chunk(span, None, None, _hidden(text, stop, end) if stop < end else None, value)
    try:
        root, stop = parse(text, start, end)
    except TreeError as error:
        return Chunk(span, error=error)
    return Chunk(span, root, None, _hidden(text, stop, end) if stop < end else None, None)


def _hidden(text: str, stop: int, end: int) -> Span | None:
    """Content that follows the end of the first document of a chunk, comments left out."""
    if text[stop:end].isspace():
        return None
    for line in re.finditer(r"[^\n]+", text[stop:end]):
        content = line.group().strip()
        if content and content != "..." and not content.startswith("#"):
            return Span(stop + line.start(), stop + len(text[stop:end].rstrip()))
    return None
