"""The routing table as one HTML page that needs nothing else: a table to filter, and the graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from ingress_lint.routing.drawing import drawing
from ingress_lint.routing.graph import Graph
from ingress_lint.terminal import plural, visible

_STYLE = """
:root { color-scheme: light dark; --line: #8886; --host: #2f7dd126; --path: #8882; --back: #2da44e26; --work: #bf870026 }
body { font: 14px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 84rem; padding: 0 1rem }
h1 { font-size: 1.4rem; margin: 0 0 .2rem }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
input { font: inherit; padding: .35rem .6rem; width: min(26rem, 100%); box-sizing: border-box }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line) }
td { font-family: ui-monospace, monospace; font-size: 12.5px; overflow-wrap: break-word; max-width: 18rem }
td:nth-child(2), td:nth-child(3) { overflow-wrap: anywhere; min-width: 9rem }
svg text { font: 12px ui-monospace, monospace; fill: currentColor }
svg .head { font: 600 13px system-ui, sans-serif }
svg .note { font-size: 10px; opacity: .7 }
svg path { fill: none; stroke: #888; stroke-width: 1.2 }
svg rect { stroke: var(--line) }
.c0 { fill: var(--host) } .c1 { fill: var(--path) } .c2 { fill: var(--back) } .c3 { fill: var(--work) }
[hidden] { display: none }
"""

_SCRIPT = """
const field = document.getElementById("filter"), count = document.getElementById("count");
const rows = [...document.querySelectorAll("tbody tr")];
const numbers = text => text.split(" ").map(Number);
const lines = [...document.querySelectorAll("path")].map(part => ({part, ends: numbers(part.dataset.ends)}));
const boxes = [...document.querySelectorAll("g")].map(part => (
  {part, column: +part.dataset.column, home: +part.dataset.y, y: 0, rows: numbers(part.dataset.rows)}));
const step = 44, top0 = 34, half = 17;

function place(shown) {
  const order = new Map([...shown].map((row, i) => [row, top0 + i * step]));
  for (const box of boxes) {
    const ys = box.rows.filter(row => shown.has(row)).map(row => order.get(row));
    box.part.toggleAttribute("hidden", !ys.length);
    box.y = ys.reduce((sum, y) => sum + y, 0) / ys.length;
  }
  for (const column of [0, 2, 3]) {
    let floor = top0;
    const members = boxes.filter(box => box.column === column && !Number.isNaN(box.y)).sort((a, b) => a.y - b.y);
    for (const box of members) { box.y = Math.max(box.y, floor); floor = box.y + step; }
  }
  for (const box of boxes) box.part.setAttribute("transform", `translate(0 ${(box.y || 0) - box.home})`);
  for (const {part, ends} of lines) {
    const [left, right] = ends.map(i => boxes[i]), [a, b] = [left.y + half, right.y + half];
    const both = left.rows.some(row => shown.has(row) && right.rows.includes(row));
    part.toggleAttribute("hidden", !both);
    if (both) part.setAttribute("d", part.dataset.curve.replaceAll("A", a).replaceAll("B", b));
  }
  const svg = document.querySelector("svg"), end = Math.max(0, ...boxes.map(box => (box.y || 0) + step));
  svg.setAttribute("height", end);
  svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${end}`);
}

field.addEventListener("input", () => {
  const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean), shown = new Set();
  rows.forEach((row, i) => {
    const text = row.textContent.toLowerCase(), fits = words.every(word => text.includes(word));
    row.hidden = !fits;
    if (fits) shown.add(i);
  });
  place(shown);
  count.textContent = words.length ? `${shown.size} of ${rows.length} shown` : "";
});
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


def page(head: Sequence[str], rows: Sequence[Sequence[str]], graph: Graph) -> Iterator[str]:
    """The lines of the page; texts from manifests only ever stand in it escaped."""
    yield "<!doctype html>"
    yield '<html lang="en"><head><meta charset="utf-8"><title>Ingress routes</title>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{_STYLE}</style></head><body>'
    yield f"<h1>Ingress routes</h1><p>{plural(len(rows), 'route')}</p>"
    if rows:
        yield '<p><input id="filter" type="search" placeholder="Filter by host, path, service, file …"'
        yield ' aria-label="Filter"> <span id="count"></span></p>'
        yield '<div class="wide"><table><thead>'
        yield _row(head, "th")
        yield "</thead><tbody>"
        yield from (_row(row, "td") for row in rows)
        yield '</tbody></table></div><h2>Graph</h2><div class="wide">'
        yield from drawing(graph)
        yield f"</div><script>{_SCRIPT}</script>"
    else:
        yield "<p>No Ingress in these files leads anywhere.</p>"
    yield "</body></html>"


def _row(cells: Iterable[str], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(visible(cell))}</{tag}>" for cell in cells) + "</tr>"
