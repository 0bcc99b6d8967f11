"""The tree of one YAML or JSON document, in which everything has a span.

A block collection ends at its last child, not at the next token. Duplicate keys are all kept, in
order; `effective` says which of them count.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.source import Span

MAX_DEPTH = 100
"""No Kubernetes object nests deeper; kubectl itself stops at 10,000."""


Path = tuple[str | int, ...]
"""Keys and indexes from the root of an object, as in `("spec", "rules", 0, "host")`."""


class TreeError(Exception):
    """The text cannot be read as kubectl reads it; `span` says where.

    `began` is the offset at which the parser began what it could not finish, such as a quote; `path` is
    the place in the object, where it is one that the server would name.
    """

    def __init__(self, message: str, span: Span, began: int | None = None, path: Path = ()) -> None:
        super().__init__(message, span)
        self.message = message
        self.span = span
        self.began = began
        self.path = path


class Scalar:
    """A single value: `value` is what JSON would hold (str, int, float, bool or None)."""

    __slots__ = ("anchor", "end", "start", "style", "value")

    def __init__(self, start: int, end: int, value: object, style: str, anchor: str | None) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.anchor = anchor

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Entry:
    """A key and its value; the unit of reporting and of suppression."""

    __slots__ = ("key", "name", "value")

    def __init__(self, key: Scalar, name: str, value: Node) -> None:
        self.key = key
        self.name = name
        self.value = value

    @property
    def span(self) -> Span:
        return Span(self.key.start, max(self.key.end, self.value.end))


class Mapping:
    """Entries in the order of the text, duplicates and merge keys (`<<`) included."""

    __slots__ = ("anchor", "end", "entries", "flow", "start")

    def __init__(self, start: int, end: int, flow: bool, anchor: str | None) -> None:
        self.start = start
        self.end = end
        self.entries: list[Entry] = []
        self.flow = flow
        self.anchor = anchor

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Sequence:
    """Items in the order of the text."""

    __slots__ = ("anchor", "end", "flow", "items", "start")

    def __init__(self, start: int, end: int, flow: bool, anchor: str | None) -> None:
        self.start = start
        self.end = end
        self.items: list[Node] = []
        self.flow = flow
        self.anchor = anchor

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Alias:
    """A use of an anchor: the span is that of `*name`, the target is the anchored node."""

    __slots__ = ("end", "name", "start", "target")
    anchor = None

    def __init__(self, start: int, end: int, name: str, target: Node) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.target = target

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Node = Scalar | Mapping | Sequence | Alias
Collection = Mapping | Sequence


def resolve(node: Node) -> Scalar | Mapping | Sequence:
    """The node itself, or what an alias stands for."""
    while isinstance(node, Alias):
        node = node.target
    return node


def is_merge(entry: Entry) -> bool:
    """Whether the entry is a merge key: a plain, untagged `<<`."""
    return entry.name == "<<" and entry.key.style == ""


def merged(entry: Entry) -> list[Mapping]:
    """The mappings a merge key takes its entries from, the winning one first.

    Raises `TreeError` if it names anything but a mapping or a list of mappings; an alias to a list is none.
    """
    value = entry.value
    sources = [resolve(item) for item in value.items] if isinstance(value, Sequence) else [resolve(value)]
    mappings = [source for source in sources if isinstance(source, Mapping)]
    if len(mappings) != len(sources):
        raise TreeError("a merge key `<<` takes a mapping, or a list of mappings", entry.value.span)
    return mappings


def effective(mapping: Mapping) -> Iterator[tuple[Entry, Entry]]:
    """Each entry a mapping ends up with, as (entry, the entry of this mapping that brings it).

    Merging happens in place, as kubectl's parser does it: later pairs overwrite earlier ones.
    """
    for entry in mapping.entries:
        if not is_merge(entry):
            yield entry, entry
            continue
        for source in reversed(merged(entry)):
            for inner, _ in effective(source):
                yield inner, entry


def plain(node: Node) -> object:
    """The JSON value of a node: dicts, lists and scalars, with aliases and merge keys resolved."""
    if isinstance(node, Alias):
        node = resolve(node)
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    value: dict[str, object] = {}
    for entry in node.entries:
        if entry.name == "<<" and is_merge(entry):
            for source in reversed(merged(entry)):
                value.update(plain(source))  # type: ignore[call-overload]
        else:
            value[entry.name] = plain(entry.value)
    return value
