"""A graph in the language of Mermaid, as GitHub draws it in a fence tagged `mermaid`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint.routing.graph import Graph

MAX_EDGES = 500
"""What Mermaid draws unless it is configured otherwise."""

_PLAIN = re.compile(r"[A-Za-z0-9 ./:_*-]")
_SHAPES = (("([", "])"), ("[", "]"), ("[[", "]]"), ("[(", ")]"))


def mermaid(graph: Graph) -> Iterator[str]:
    """The lines of a flow chart from left to right."""
    yield "flowchart LR"
    if not graph.nodes:
        yield '  empty["no routes"]'
    for number, node in enumerate(graph.nodes):
        opening, closing = _SHAPES[node.column]
        note = f"<br>{_escaped(node.note)}" if node.note else ""
        yield f'  n{number}{opening}"{_escaped(node.text)}{note}"{closing}'
    for left, right in graph.edges:
        yield f"  n{left} --> n{right}"


def _escaped(text: str) -> str:
    """Text that Mermaid takes for text: everything but the plainest characters becomes an entity code."""
    return "".join(c if _PLAIN.match(c) else f"#{ord(c)};" for c in text)
