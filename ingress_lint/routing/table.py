"""The routing table of a workspace: a row for every path and default backend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingress_lint.model import Backend, Ingress, Unknown
from ingress_lint.records import Record
from ingress_lint.references import workloads_of
from ingress_lint.routing.backends import deployed, service_of
from ingress_lint.routing.certificates import Certificates
from ingress_lint.routing.paths import path_kind, path_text
from ingress_lint.routing.routes import by_scope, unplaced
from ingress_lint.routing.words import UNKNOWN, object_name, shown
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace


class Row(Record):
    """One way to a backend. A default backend has no `host`, `path` and `kind`.

    `at` is the path of the entry in its Ingress, `secret` the name of the TLS Secret: None without
    TLS for the host, empty for the controller's default. `workloads` are kinds with names. Texts that
    cannot be known are `UNKNOWN`.
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
    groups = [(scope.class_name, ingresses) for scope, ingresses in by_scope(workspace).items()]
    groups = [(name, ingresses) for name, ingresses in groups if class_name in (None, name)]
    if class_name is None:
        groups += [(UNKNOWN, [ingress]) for ingress in unplaced(workspace)]
    rows = (row for name, ingresses in groups for row in _rows(workspace, name, ingresses))
    return sorted(rows, key=lambda row: (row.class_name, not row.kind, not row.host, row.host, row.path, row.kind))


def _rows(workspace: Workspace, class_name: str, ingresses: Sequence[Ingress]) -> Iterator[Row]:
    shared = Certificates(ingresses)
    for ingress in ingresses:
        backend = ingress.default_backend
        if backend is not None:
            workloads = _workloads(workspace, ingress, backend)
            served = deployed(workspace, ingress, backend)
            yield Row(class_name, "", "", "", served, ingress, backend.at, None, workloads)
        own = Certificates([ingress])
        for rule, path in ingress.paths:
            yield Row(
                class_name,
                UNKNOWN if isinstance(rule.host, Unknown) else rule.host.lower(),
                shown(path_text(path)),
                shown(path_kind(path)),
                deployed(workspace, ingress, path.backend),
                ingress,
                path.at,
                _secret(own, shared, rule.host),
                _workloads(workspace, ingress, path.backend),
            )


def _secret(own: Certificates, shared: Certificates, host: str) -> str | None:
    """The Secret with the certificate for a host, of the Ingress itself or of another one of its load balancer."""
    if isinstance(host, Unknown):
        return UNKNOWN
    certificate = own.of(host.lower()) or shared.of(host.lower())
    return shown(certificate.secret) if certificate else None


def _workloads(workspace: Workspace, ingress: Ingress, backend: Backend) -> tuple[str, ...]:
    service = service_of(workspace, ingress, backend.service)
    found = workloads_of(workspace, service) if service else ()
    return tuple(f"{each.document.kind} {object_name(workspace, each.document)}" for each in found)
