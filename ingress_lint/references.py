"""What Ingresses refer to, and what became of a name that leads nowhere: unknown is not missing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingress_lint.apiserver.names import port_name
from ingress_lint.model import Backend, Ingress, Service, ServiceRef, Unknown
from ingress_lint.placeholders import is_placeholder
from ingress_lint.similar import edits, is_similar
from ingress_lint.workspace import Workspace

_ACTION = "alb.ingress.kubernetes.io/actions."
_USE_ANNOTATION = "use-annotation"
WELL_KNOWN_CLASSES = frozenset(
    ("nginx", "alb", "gce", "gce-internal", "traefik", "haproxy", "kong", "contour", "cilium", "istio", "tailscale")
)
"""Classes that controllers bring along under these names."""

__all__ = [
    "WELL_KNOWN_CLASSES",
    "Missing",
    "PortFault",
    "Use",
    "is_known",
    "is_similar",
    "missing",
    "port_fault",
    "service_uses",
    "unresolved",
]


class Use(NamedTuple):
    """One backend of an Ingress that names a Service."""

    ingress: Ingress
    backend: Backend
    service: ServiceRef


class Missing(NamedTuple):
    """A Service that is not where a backend looks for it.

    `elsewhere` are the ones of that name in other namespaces, `similar` the ones beside it whose
    name differs by a slip. Both empty: nothing is known, unless the set is complete.
    """

    elsewhere: tuple[Service, ...]
    similar: tuple[Service, ...]


def service_uses(workspace: Workspace) -> Iterator[Use]:
    """Every backend that names a Service, left out what cannot be known: placeholders, patched Ingresses.

    The port name `use-annotation` names an action of the AWS Load Balancer Controller, no Service.
    """
    for ingress in workspace.ingresses:
        for backend in ingress.backends:
            reference = backend.service
            if reference is None or not is_known(reference.name) or backend.resource is not None:
                continue
            action = f"{_ACTION}{reference.name}" in ingress.annotations
            if reference.port_name != _USE_ANNOTATION and not action:
                yield Use(ingress, backend, reference)


def is_known(name: str) -> bool:
    """Whether a name is there and says what it will be in the cluster."""
    return bool(name) and not isinstance(name, Unknown) and not is_placeholder(name)


def missing(workspace: Workspace, use: Use) -> Missing | None:
    """Why the Service of a backend is not found; None if it is, or may be, there."""
    document, name = use.ingress.document, use.service.name
    if workspace.may_find(Service, document, name):
        return None
    if not workspace.complete and workspace.project.may_find(Service, document, name):
        return None
    elsewhere = workspace.services_named(name)
    return Missing(elsewhere, () if elsewhere else workspace.similar(Service, document, name))


def unresolved(workspace: Workspace, sources: frozenset[str]) -> int:
    """How many references of the report set lead to Services of which nothing at all is known."""
    found = {
        (use.ingress.document, use.service.name)
        for together in workspace.sets
        if not together.complete
        for use in service_uses(together)
        if use.ingress.document.source.path in sources and missing(together, use) == ((), ())
    }
    return len(found)


class PortFault(NamedTuple):
    """A port that a Service does not have: what it has instead, and what was probably confused."""

    ports: str
    hint: str


def port_fault(service: Service, reference: ServiceRef) -> PortFault | None:
    """What is wrong with the port of a backend; None if nothing is, or if it cannot be known.

    Names that no port of an Ingress can have are left to the API server's rules.
    """
    name, number = reference.port_name, reference.port_number
    if name and (not is_known(name) or port_name(name)):
        return None
    if not name and not number:
        return None
    if service.type == "ExternalName" or any(isinstance(port.name, Unknown) for port in service.ports):
        return None
    if not name and any(port.number is None for port in service.ports):
        return None
    same = [port for port in service.ports if (port.name == name if name else port.number == number)]
    if any(port.protocol == "TCP" for port in same):
        return None
    if same:
        return PortFault(_ports(service), f"it has this port for {same[0].protocol}, but an Ingress needs TCP")
    return PortFault(_ports(service), _port_hint(service, name, number))


def _ports(service: Service) -> str:
    if not service.ports:
        return "it has no ports at all"
    shown = [f"`{p.name}` ({p.number})" if p.name else f"`{p.number}`" for p in service.ports[:6]]
    more = " and more" if len(service.ports) > 6 else ""
    return f"it has {', '.join(shown)}{more}"


def _port_hint(service: Service, name: str, number: int | None) -> str:
    asked: str | int | None = name or number
    for port in service.ports:
        right = f"`name: {port.name}`" if name and port.name else f"`number: {port.number}`"
        if port.target == asked and asked != port.number:
            return (
                f"`{asked}` is the targetPort, the port of the pods; a backend names the port of the Service: {right}"
            )
        if name and not port.name and len(service.ports) == 1:
            return f"the port of the Service has no name; write `number: {port.number}`"
        if name and edits(name, port.name) <= 1:
            return f"did you mean `{port.name}`?"
    return ""
