"""The routing table as a graph in four columns: host, path, backend, workload."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ingress_lint.model import Backend
from ingress_lint.records import Record
from ingress_lint.routing.backends import backend_text, is_known
from ingress_lint.routing.table import Row
from ingress_lint.routing.words import object_name, shown
from ingress_lint.workspace import Workspace

COLUMNS = ("Host", "Path", "Backend", "Workload")


class Node(Record):
    """A box: its column, what is written in it, and the numbers of the rows that pass through it."""

    column: int
    text: str
    note: str
    rows: list[int]


class Graph(Record):
    """Nodes in the order of the table; edges are pairs of positions of nodes, once each."""

    nodes: list[Node]
    edges: list[tuple[int, int]]


def graph(workspace: Workspace, rows: Iterable[Row]) -> Graph:
    """The graph of a table. A host of two classes is two nodes; each row has a path of its own."""
    nodes: list[Node] = []
    places: dict[object, int] = {}
    edges: dict[tuple[int, int], None] = {}

    def node(key: object, column: int, text: str, note: str, row: int) -> int:
        if key not in places:
            places[key] = len(nodes)
            nodes.append(Node(column, text, note, []))
        nodes[places[key]].rows.append(row)
        return places[key]

    for number, row in enumerate(rows):
        note = f"class {row.class_name}" if row.class_name else "no class"
        host = row.host or ("every host" if row.kind else "what no rule takes")
        name = object_name(workspace, row.ingress.document)
        namespace = shown(workspace.namespace(row.ingress.document))
        line = [
            node(("host", row.class_name, host), 0, host, note, number),
            node(
                ("path", number), 1, row.path or "default backend", f"{row.kind} of {name}".removeprefix(" of "), number
            ),
            node(
                ("backend", namespace, _identity(row.backend, number)), 2, backend_text(row.backend), namespace, number
            ),
        ]
        edges |= dict.fromkeys(pairwise(line))
        for workload in row.workloads:
            last = node(("workload", workload), 3, workload, "", number)
            edges[line[2], last] = None
    return Graph(nodes, list(edges))


def _identity(backend: Backend, row: int) -> tuple[object, ...]:
    """What backends have in common that are one; of those that cannot be known each is one of its own."""
    if not is_known(backend):
        return (row,)
    return backend.resource.kind if backend.resource else "Service", backend_text(backend)
