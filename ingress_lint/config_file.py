"""The file of a configuration: its text as nodes with places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ingress_lint.chunks import Chunk, chunks
from ingress_lint.config import ConfigError, Mistake
from ingress_lint.config_search import TABLE
from ingress_lint.source import Source, Span
from ingress_lint.tree import Entry, Mapping, Node, Scalar, Sequence, TreeError, plain, resolve

_TOML_ERROR = re.compile(r" \(at line (\d+), column (\d+)\)$")


def read(file: str) -> tuple[Source, Node]:
    """The text of a configuration and its mapping; raises `OSError` and `ConfigError`."""
    with open(file, "rb") as handle:
        source = Source.from_bytes(file, handle.read())
    return source, _toml(source) if file.endswith(".toml") else _yaml(source)


def _yaml(source: Source) -> Node:
    parts = [chunk for chunk in chunks(source.text) if chunk.root is not None or chunk.error is not None]
    for chunk in parts:
        if chunk.error is not None:
            raise ConfigError(source, [_unreadable(source, chunk, chunk.error)])
    if len(parts) > 1:
        raise ConfigError(source, [Mistake("a configuration is one document", _first(parts[1].root))])
    root = parts[0].root if parts else None
    if root is None or (isinstance(root, Scalar) and root.value is None):
        return Mapping(0, 0, flow=False, anchor=None)
    try:
        plain(root)
    except TreeError as error:
        raise ConfigError(source, [Mistake(error.message, error.span)]) from None
    return root


_OF_MANIFESTS = ("", "template")
"""Causes that are told in words that only fit a manifest, or in the parser's own."""


def _unreadable(source: Source, chunk: Chunk, error: TreeError) -> Mistake:
    """A syntax error in the words of the rule that speaks of those in manifests."""
    from ingress_lint.inspection import broken_facts
    from ingress_lint.model import Document
    from ingress_lint.packs import registry
    from ingress_lint.workspace import Workspace

    speaker = registry().load("yaml-syntax")
    for fact in broken_facts(Document(source, 0, chunk.span, None), chunk):
        if fact.name == speaker.id and fact.span is not None and fact.value[0] not in _OF_MANIFESTS:
            for finding in speaker.check(fact, Workspace(())):
                return Mistake(finding.message, fact.span, finding.places[0].label)
    return Mistake(error.message, error.span)


def _first(node: Node | None) -> Span:
    return Span(node.start, node.start + 1) if node is not None else Span(0, 0)


def _toml(source: Source) -> Node:
    import tomllib

    try:
        value = tomllib.loads(source.text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        message, at = str(error), len(source.text)
        if found := _TOML_ERROR.search(message):
            at = source.starts[int(found[1]) - 1] + int(found[2]) - 1
            message = message[: found.start()]
        raise ConfigError(source, [Mistake(message, Span(at, at + 1))]) from None
    except RecursionError:
        raise ConfigError(source, [Mistake("nested too deeply", Span(0, 1))]) from None
    tool = value.get("tool")
    table = tool.get("ingress-lint", {}) if isinstance(tool, dict) else {}
    start = max(source.text.find(f"[{TABLE}"), 0)
    return _node(source.text, table, start)


def _node(text: str, value: Any, at: int) -> Node:
    """A node for a TOML value. The TOML reader tells no places, so keys and values are searched for."""
    if isinstance(value, dict):
        mapping = Mapping(at, at + 1, flow=False, anchor=None)
        mapping.entries.extend(_entries(text, value, at))
        return mapping
    if isinstance(value, list):
        sequence = Sequence(at, at + 1, flow=True, anchor=None)
        for item in value:
            node = _node(text, item, at)
            sequence.items.append(node)
            at = node.end if isinstance(node, Scalar) else at
        return sequence
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    found = text.find(shown, at)
    if found < 0:
        return Scalar(at, at + 1, value, "", None)
    end = found + len(shown)
    while not isinstance(value, str) and text[end : end + 1].isalnum():  # the last zero of 1.30 is no part of 1.3
        end += 1
    return Scalar(found, end, value, "", None)


def _entries(text: str, table: dict[str, Any], at: int) -> Iterator[Entry]:
    for key, value in table.items():
        found = re.compile(rf"(?<![\w-])[\"']?({re.escape(key)})[\"']?\s*(?=[=.\]])").search(text, at)
        start, end = found.span(1) if found else (at, at + 1)
        name = Scalar(start, end, key, '"', None)  # no key of TOML is a merge key
        yield Entry(name, key, _node(text, value, end))


def entries(node: Node | None) -> list[Entry]:
    """The entries of a mapping; none for anything else."""
    node = resolve(node) if node is not None else None
    return node.entries if isinstance(node, Mapping) else []


def child(node: Node | None, *keys: str | int) -> Node | None:
    """The node under some keys and indexes, None if there is none."""
    for key in keys:
        node = resolve(node) if node is not None else None
        if isinstance(node, Sequence) and isinstance(key, int) and key < len(node.items):
            node = node.items[key]
        else:
            node = next((entry.value for entry in entries(node) if entry.name == key), None)
    return resolve(node) if node is not None else None
