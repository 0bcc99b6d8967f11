"""The routing table of a workspace: a row for every path and default backend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingress_lint.model import Backend, Ingress
from ingress_lint.records import Record
from ingress_lint.references import workloads_of
from ingress_lint.routing.backends import deployed
from ingress_lint.routing.certificates import Certificates
from ingress_lint.routing.classes import Scope
from ingress_lint.routing.routes import by_scope, routes_of
from ingress_lint.routing.words import object_name
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace


class Row(Record):
    """One way to a backend. A default backend has no `host`, `path` and `kind`.

    `at` is the path of the entry in its Ingress, `secret` the name of the TLS Secret: None without
    TLS for the host, empty for the controller's default. `workloads` are kinds with names.
    """

    class_name: str
    host: str
    path: str
    kind: str
    backend: Backend
    ingress: Ingress
    at: Path
    secret: str | None
    workloads: tuple[str, ...]


def table(workspace: Workspace, class_name: str | None = None) -> list[Row]:
    """The rows of a class, or of all, by class, host and path; what takes every host comes last."""
    rows = (
        row
        for scope, ingresses in by_scope(workspace).items()
        if class_name in (None, scope.class_name)
        for row in _rows(workspace, scope, ingresses)
    )
    return sorted(rows, key=lambda row: (row.class_name, not row.kind, not row.host, row.host, row.path, row.kind))


def _rows(workspace: Workspace, scope: Scope, ingresses: Sequence[Ingress]) -> Iterator[Row]:
    shared = Certificates(ingresses)
    for ingress in ingresses:
        backend = ingress.default_backend
        if backend is not None:
            workloads = _workloads(workspace, ingress, backend)
            served = deployed(workspace, ingress, backend)
            yield Row(scope.class_name, "", "", "", served, ingress, backend.at, None, workloads)
        own = Certificates([ingress])
        for route in routes_of(workspace, ingress):
            certificate = own.of(route.host) or shared.of(route.host)
            backend = route.path.backend
            yield Row(
                scope.class_name,
                route.host,
                route.text,
                route.kind,
                deployed(workspace, ingress, backend),
                ingress,
                route.path.at,
                certificate.secret if certificate else None,
                _workloads(workspace, ingress, backend),
            )


def _workloads(workspace: Workspace, ingress: Ingress, backend: Backend) -> tuple[str, ...]:
    service = workspace.service(ingress.document, backend.service.name) if backend.service else None
    found = workloads_of(workspace, service) if service else ()
    return tuple(f"{each.document.kind} {object_name(workspace, each.document)}" for each in found)
