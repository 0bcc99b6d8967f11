"""Places to locations: the one function that looks a path up in a tree."""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.finding import Location, Place
from ingress_lint.model import Document
from ingress_lint.source import Span
from ingress_lint.tree import Alias, Entry, Mapping, Node, Path, Scalar, Sequence, TreeError, effective, resolve


def locate(place: Place) -> Iterator[Location]:
    """The location of a place; behind an alias also the place where the anchor is defined."""
    document = place.document
    if place.span is not None:
        yield Location(document.source, place.span, place.label, document)
        return
    try:
        span, defined = _find(document.root, place.path, place.part)
    except TreeError:
        span, defined = document.span, None
    yield Location(document.source, span, place.label, document)
    if defined is not None:
        yield Location(document.source, defined, "defined here", document)


def entry_at(document: Document, path: Path) -> Entry | None:
    """The entry a path leads to, None if it does not exist or lies behind an alias."""
    mapping = node_at(document, path[:-1])
    if not isinstance(mapping, Mapping):
        return None
    return next((entry for entry in reversed(mapping.entries) if entry.name == path[-1]), None)


def node_at(document: Document, path: Path) -> Node | None:
    """The node a path leads to, None if it does not exist or lies behind an alias."""
    node: Node = document.root
    for key in path:
        if isinstance(node, Mapping):
            entry = next((e for e in reversed(node.entries) if e.name == key), None)
            if entry is None:
                return None
            node = entry.value
        elif isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
        else:
            return None
    return node


def _find(root: Node, path: Path, part: str) -> tuple[Span, Span | None]:
    """The span of a path, and the span of the definition if an alias or merge key leads there."""
    node = root
    handle: Node | Entry = root
    use: Span | None = None
    for key in path:
        if isinstance(node, Alias):
            use = use or node.span
            node = resolve(node)
        step = _step(node, key)
        if step is None:
            part = "missing" if part == "value" else part
            break
        handle, carrier = step
        if carrier is not None and use is None:
            use = carrier.value.span
        node = handle.value if isinstance(handle, Entry) else handle
    if use is None:
        return _span(handle, node, part), None
    return use, _span(handle, node, part)


def _step(node: Node, key: str | int) -> tuple[Node | Entry, Entry | None] | None:
    """What a key leads to, and the merge entry that brings it, if one does."""
    if isinstance(node, Sequence) and isinstance(key, int):
        return (node.items[key], None) if key < len(node.items) else None
    if not isinstance(node, Mapping):
        return None
    found = None
    for entry, carrier in effective(node):
        if entry.name == key:
            found = (entry, None if carrier is entry else carrier)
    return found


def _span(handle: Node | Entry, node: Node, part: str) -> Span:
    """One token or one line: a block collection is pointed at by its key, or by its first entry."""
    if isinstance(handle, Entry):
        if part == "key" or (part == "missing" and _is_empty(node)):
            return handle.key.span
        if part == "value" and (isinstance(node, Scalar | Alias) or node.flow):
            return node.span if node.end > node.start else handle.key.span
        if part == "value":
            return handle.key.span
    return _first(node)


def _is_empty(node: Node) -> bool:
    if isinstance(node, Mapping):
        return not node.entries
    return not isinstance(node, Sequence) or not node.items


def _first(node: Node) -> Span:
    """Something short to point at inside a collection."""
    if isinstance(node, Mapping) and node.entries:
        entry = node.entries[0]
        return entry.span if isinstance(entry.value, Scalar | Alias) and entry.value.start else entry.key.span
    if isinstance(node, Sequence) and node.items and not node.flow:
        return Span(node.start, node.start + 1)
    return node.span
