"""A graph as inline SVG: boxes in columns, lines between them; texts that are too long are cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from ingress_lint.routing.graph import COLUMNS, Graph, Node
from ingress_lint.terminal import visible

_WIDTH, _GAP, _HEIGHT, _STEP, _TOP = 260, 70, 34, 44, 34
_CHARACTERS = 33
"""How many characters of the page's font fit into a box."""


def drawing(graph: Graph) -> Iterator[str]:
    """The lines of an `svg` element.

    For the script of the page, which places what a filter leaves: boxes name their column, rows and
    upper edge, lines the two boxes they join and their curve with letters for the two heights.
    """
    heights = _layout(graph)
    used = [c for c in range(len(COLUMNS)) if any(node.column == c for node in graph.nodes)]
    width = len(used) * (_WIDTH + _GAP) - _GAP + 2
    height = max((y + _HEIGHT for y in heights), default=0) + 2
    yield f'<svg viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="img" aria-label="Routes">'
    for column in used:
        yield f'<text class="head" x="{_left(column)}" y="16">{COLUMNS[column]}</text>'
    for left, right in graph.edges:
        x, to = _left(graph.nodes[left].column) + _WIDTH, _left(graph.nodes[right].column)
        curve = f"M{x} AC{x + _GAP // 2} A {to - _GAP // 2} B {to} B"
        ends = (f"{heights[number] + _HEIGHT / 2:.0f}" for number in (left, right))
        drawn = curve.replace("A", next(ends)).replace("B", next(ends))
        yield f'<path d="{drawn}" data-curve="{curve}" data-ends="{left} {right}"/>'
    for node, y in zip(graph.nodes, heights, strict=True):
        yield _box(node, y)
    yield "</svg>"


def _left(column: int) -> int:
    return 1 + column * (_WIDTH + _GAP)


def _layout(graph: Graph) -> list[float]:
    """The upper edge of every node: paths one below the other, the others near what they belong to."""
    paths = (node for node in graph.nodes if node.column == 1)
    lines = {node.rows[0]: _TOP + i * _STEP for i, node in enumerate(paths)}
    wished = [sum(lines[row] for row in node.rows) / len(node.rows) for node in graph.nodes]
    placed = list(wished)
    for column in (0, 2, 3):
        members = sorted((i for i, n in enumerate(graph.nodes) if n.column == column), key=lambda i: wished[i])
        floor = float(_TOP)
        for i in members:
            placed[i] = max(wished[i], floor)
            floor = placed[i] + _STEP
    return placed


def _box(node: Node, y: float) -> str:
    x = _left(node.column)
    whole = escape(visible(f"{node.text}\u2003{node.note}" if node.note else node.text))
    lines = (node.text, node.note) if node.note else (node.text,)
    middle = y + (_HEIGHT / 2 + 4 if len(lines) == 1 else 14)
    texts = "".join(
        f'<text class="{name}" x="{x + 8}" y="{middle + 13 * i:.0f}">{escape(_cut(visible(line)))}</text>'
        for i, (line, name) in enumerate(zip(lines, ("name", "note"), strict=False))
    )
    return (
        f'<g data-column="{node.column}" data-y="{y:.0f}" data-rows="{_numbers(node.rows)}"><title>{whole}</title>'
        f'<rect class="c{node.column}" x="{x}" y="{y:.0f}" width="{_WIDTH}" height="{_HEIGHT}" rx="5"/>{texts}</g>'
    )


def _cut(text: str) -> str:
    """The text, or both of its ends where it is too long."""
    if len(text) <= _CHARACTERS:
        return text
    head = _CHARACTERS // 2
    return f"{text[:head]}…{text[head + 1 - _CHARACTERS :]}"


def _numbers(rows: Sequence[int]) -> str:
    return " ".join(map(str, rows))
