"""`routes`: the routing table, as a table, JSON, a Mermaid chart or an HTML page."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.cli.options import option
from ingress_lint.cli.routing_set import (
    Asked,
    backend_json,
    line_of,
    name_of,
    object_json,
    read_sets,
    set_options,
)
from ingress_lint.finding import Place
from ingress_lint.model import Unknown
from ingress_lint.routing.backends import backend_text, is_known, port_text, service_text
from ingress_lint.routing.graph import graph
from ingress_lint.routing.mermaid import MAX_EDGES, mermaid
from ingress_lint.routing.page import page
from ingress_lint.routing.table import Row, table
from ingress_lint.routing.words import null, object_name
from ingress_lint.terminal import visible, width
from ingress_lint.workspace import Workspace

Found = tuple[Workspace, Sequence[Row]]
_NAMED = 10
"""Sets that are named one by one where one of them must be chosen."""

_HEAD = ("CLASS", "HOST", "PATH", "TYPE", "BACKEND", "PORT", "INGRESS", "FILE", "TLS")


@click.command("routes", context_settings={"auto_envvar_prefix": "INGRESS_LINT"})
@set_options
@option(
    "--output-format",
    "form",
    type=click.Choice(("table", "json", "mermaid", "html")),
    default="table",
    help="table (default), json, mermaid or html.",
)
def command(form: str, **given: Any) -> None:
    """Print the routing table: which host and path leads to which backend.

    PATHS (default: the working directory) are taken as deployed together. Several Ingresses of one
    class are merged, as their controller does it.
    """
    asked = Asked(**given)
    found = [(together, table(together, asked.class_name)) for together in read_sets(asked)]
    if not any(rows for _, rows in found):
        click.echo("note: no Ingress in these files leads anywhere", err=True)
    if form == "json":
        lines = _json(found)
    elif form == "table":
        lines = _tables(found)
    elif len(found) == 1:
        lines = _DRAWN[form](*found[0])
    else:
        names = ", ".join(visible(name_of(together)) for together, _ in found[:_NAMED])
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        raise Failure(f"a chart shows one set, and these are deployed apart; pass the files of one: {names}{more}")
    for line in lines:
        click.echo(line)


def _tables(found: Sequence[Found]) -> Iterator[str]:
    """The table of each set; where there are several, its name comes first."""
    for i, (together, rows) in enumerate(found):
        if len(found) > 1:
            yield from [""] if i else []
            yield f"{visible(name_of(together))}:"
        yield from _table(together, rows)


def _table(workspace: Workspace, rows: Sequence[Row]) -> Iterator[str]:
    if not rows:
        return
    cells = [_HEAD, *([visible(cell) for cell in _cells(workspace, row)] for row in rows)]
    widths = [max(width(line[i]) for line in cells) for i in range(len(_HEAD))]
    for line in cells:
        padded = (cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _cells(workspace: Workspace, row: Row) -> list[str]:
    place = Place(row.ingress.document, row.at)
    service = row.backend.service
    return [
        row.class_name or "-",
        row.host or ("*" if row.kind else "-"),
        row.path or "-",
        row.kind or "default backend",
        service_text(service) if service else backend_text(row.backend),
        port_text(service) if service else "-",
        object_name(workspace, row.ingress.document),
        f"{place.document.source.path}:{line_of(place)}",
        "-" if row.secret is None else row.secret or "(default)",
    ]


def _json(found: Sequence[Found]) -> Iterator[str]:
    import json

    rows = [_row_json(together, row) for together, rows in found for row in rows]
    yield json.dumps({"version": 1, "routes": rows}, indent=2)


def _row_json(workspace: Workspace, row: Row) -> dict[str, object]:
    document = row.ingress.document
    texts = {"class": row.class_name, "host": row.host, "path": row.path, "pathType": row.kind, "tls": row.secret}
    unknown = [key for key, text in texts.items() if isinstance(text, Unknown)]
    ingress = object_json(workspace, document)
    return {
        "project": workspace.division or None,
        "kustomization": os.path.relpath(workspace.built_by) if workspace.built_by else None,
        "class": null(row.class_name),
        "host": null(row.host),
        "path": null(row.path),
        "pathType": null(row.kind),
        "backend": backend_json(row.backend),
        "ingress": ingress,
        "field": document.field(row.at),
        "file": document.source.path,
        "line": line_of(Place(document, row.at)),
        "tls": None if "tls" in unknown else row.secret,
        "workloads": list(row.workloads),
        "unknown": [
            *unknown,
            *([] if is_known(row.backend) else ["backend"]),
            *(["ingress"] if ingress is None else []),
        ],
    }


def _mermaid(workspace: Workspace, rows: Sequence[Row]) -> Iterator[str]:
    found = graph(workspace, rows)
    if len(found.edges) > MAX_EDGES:
        few = f"note: {len(found.edges)} lines are more than the {MAX_EDGES} that Mermaid draws"
        click.echo(f"{few}; name fewer files, or one class with --class", err=True)
    yield from mermaid(found)


def _html(workspace: Workspace, rows: Sequence[Row]) -> Iterator[str]:
    head = [word.capitalize() if word != "TLS" else word for word in _HEAD]
    yield from page(head, [_cells(workspace, row) for row in rows], graph(workspace, rows))


_DRAWN = {"mermaid": _mermaid, "html": _html}
