"""JSON text to nodes with spans, for input that kubectl reads as JSON and not as YAML."""

from __future__ import annotations

import json
import re

from ingress_lint.source import Span
from ingress_lint.tree import MAX_DEPTH, Collection, Entry, Mapping, Node, Scalar, Sequence, TreeError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')


def parse_json(text: str, start: int) -> Node:
    """The JSON value that begins at `start`; raises `TreeError` if there is none."""
    try:
        _, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise TreeError(error.msg, Span(error.pos, min(error.pos + 1, len(text)))) from None
    except (ValueError, RecursionError) as error:
        raise TreeError(str(error), Span(start, start + 1)) from None
    return _nodes(text, start, end)


def _refuse_constant(name: str) -> object:
    raise ValueError(f"`{name}` is no JSON value")


_DECODER = json.JSONDecoder(parse_constant=_refuse_constant)


def _nodes(text: str, start: int, end: int) -> Node:
    """The nodes of text that is known to be JSON, so that tokens can be taken at their word."""
    top = Sequence(0, 0, True, None)
    stack: list[tuple[Collection, Scalar | None]] = []
    parent: Collection = top
    key: Scalar | None = None
    for token in _TOKEN.finditer(text, start, end):
        first = token.group()[0]
        if first in ",:":
            continue
        if first in "{[":
            if len(stack) >= MAX_DEPTH:
                raise TreeError(f"nested more than {MAX_DEPTH} levels deep", Span(*token.span()))
            stack.append((parent, key))
            parent = (Mapping if first == "{" else Sequence)(token.start(), token.end(), True, None)
            key = None
            continue
        if first in "}]":
            node: Node = parent
            parent.end = token.end()
            parent, key = stack.pop()
        else:
            node = _scalar(token)
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif key is None and isinstance(node, Scalar):
            key = node
            continue
        elif key is not None:
            parent.entries.append(Entry(key, str(key.value), node))
            key = None
        if parent is top:
            break
    return top.items[0]


def _scalar(token: re.Match[str]) -> Scalar:
    value = json.loads(token.group())
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        value = int(value)
    style = '"' if token.group()[0] == '"' else "json"
    return Scalar(token.start(), token.end(), value, style, None)
