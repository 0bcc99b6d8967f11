"""The parts of an Ingress in its tree, each through every alias and merge key that leads to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from ingress_lint.conversion import FIELDS
from ingress_lint.model import Document
from ingress_lint.tree import Alias, Entry, Mapping, Node, Path, Scalar, Sequence, effective, is_merge, merged, resolve

_ANCHOR = re.compile(r"(?:^|[\s,\[{:-])&", re.MULTILINE)


class Refused(Exception):
    """The text cannot be migrated; the message says why."""


def entries(node: Node, name: str) -> Iterator[Entry]:
    """The entries of a name that a mapping ends up with, through merge keys, too."""
    if isinstance(node, Mapping):
        yield from (entry for entry, _ in effective(node) if entry.name == name)
    elif not is_null(node):
        raise Refused(f"a part that may have `{name}` is no mapping")


def children(node: Node, name: str) -> Iterator[Node]:
    yield from (resolve(entry.value) for entry in entries(node, name))


def items(node: Node, name: str) -> Iterator[Node]:
    for listed in children(node, name):
        if isinstance(listed, Sequence):
            yield from map(resolve, listed.items)
        elif not is_null(listed):
            raise Refused(f"`{name}` is no list")


def is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def paths(spec: Node) -> Iterator[Node]:
    """Every path of a spec, once for each way that leads to it."""
    for rule in items(spec, "rules"):
        for http in children(rule, "http"):
            yield from items(http, "paths")


def leftovers(document: Document) -> Iterator[Path]:
    """The fields of v1beta1 in a v1 object: `spec.backend`, then parts of backends."""
    for spec in children(resolve(document.root), "spec"):
        yield from (("spec", "backend") for _ in entries(spec, "backend"))
        backends: Iterator[tuple[Path, Node]] = chain(
            ((("spec", "defaultBackend"), backend) for backend in children(spec, "defaultBackend")),
            (
                (("spec", "rules", i, "http", "paths", j, "backend"), backend)
                for i, rule in enumerate(items(spec, "rules"))
                for http in children(rule, "http")
                for j, path in enumerate(items(http, "paths"))
                for backend in children(path, "backend")
            ),
        )
        for at, backend in backends:
            yield from ((*at, name) for name in FIELDS for _ in entries(backend, name))


def sources(mapping: Mapping) -> Iterator[Mapping]:
    """The mappings that merge keys bring in, at any depth."""
    for entry in mapping.entries:
        if is_merge(entry):
            for source in merged(entry):
                yield source
                yield from sources(source)


def has_anchors(document: Document) -> bool:
    """Whether a part of the tree can be shared; what aliases lead to is not looked at."""
    if not may_have_anchors(document):
        return False
    stack = [document.root]
    while stack:
        node = stack.pop()
        if isinstance(node, Alias) or node.anchor:
            return True
        if isinstance(node, Mapping):
            stack.extend(entry.value for entry in node.entries)
        elif isinstance(node, Sequence):
            stack.extend(node.items)
    return False


def may_have_anchors(document: Document) -> bool:
    """Whether the text has anything that may be an anchor, without looking at the tree."""
    return _ANCHOR.search(document.source.text, *document.span) is not None
