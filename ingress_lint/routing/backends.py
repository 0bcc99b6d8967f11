"""Backends: how they are written, and whether two of them are the same."""

from __future__ import annotations

from ingress_lint.model import Backend, Ingress, Service, ServiceRef, Unknown
from ingress_lint.records import Record
from ingress_lint.routing.words import UNKNOWN, shown
from ingress_lint.workspace import Workspace

USE_ANNOTATION = "use-annotation"
"""The port name by which the AWS Load Balancer Controller looks an action up in the annotations."""


class Target(Record):
    """What a backend names, comparable: `port` is a number where it is known, else a name."""

    namespace: str
    kind: str
    name: str
    port: str | int


def backend_text(backend: Backend) -> str:
    """The backend as people write it: `web:80`, or the kind and name of a resource."""
    if backend.service is not None:
        return f"{service_text(backend.service)}:{port_text(backend.service)}"
    if backend.resource is not None:
        return f"{shown(backend.resource.kind)} {shown(backend.resource.name)}"
    return "no backend" if backend.readable else "(unknown backend)"


def service_text(reference: ServiceRef) -> str:
    """The name of the Service, or that there is none or that it cannot be known."""
    return shown(reference.name) or "(no name)"


def port_text(reference: ServiceRef) -> str:
    """The name or number of the port, or that there is none or that it cannot be known."""
    if isinstance(reference.port_name, Unknown) or (not reference.port_name and reference.port_number is None):
        return UNKNOWN
    return reference.port_name or str(reference.port_number or "(no port)")


def leads_nowhere(backend: Backend) -> bool:
    """Whether a backend names nothing at all."""
    return backend.readable and backend.service is None and backend.resource is None


def is_known(backend: Backend) -> bool:
    """Whether every part of a backend that answers show can be known."""
    texts: tuple[str, ...] = ()
    if backend.service is not None:
        texts += (backend.service.name, port_text(backend.service))
    if backend.resource is not None:
        texts += (backend.resource.group, backend.resource.kind, backend.resource.name)
    return backend.readable and not any(isinstance(text, Unknown) for text in texts)


def service_of(workspace: Workspace, ingress: Ingress, reference: ServiceRef | None) -> Service | None:
    """The Service that a backend names, if it is there; one whose name cannot be known is not looked up."""
    if reference is None or isinstance(reference.name, Unknown):
        return None
    return workspace.service(ingress.document, reference.name)


def deployed(workspace: Workspace, ingress: Ingress, backend: Backend) -> Backend:
    """The backend by the name its Service ends up with: a kustomization may have given both another one."""
    reference = backend.service
    service = service_of(workspace, ingress, reference)
    if reference is None or service is None:
        return backend
    return backend._replace(service=reference._replace(name=workspace.name(service.document)))


def target(workspace: Workspace, ingress: Ingress, backend: Backend) -> Target | None:
    """What the backend names; None where that cannot be known."""
    namespace = workspace.namespace(ingress.document)
    reference = backend.service
    if not backend.readable or (reference is None) == (backend.resource is None):
        return None
    if reference is not None:
        port = _port(workspace, ingress, reference)
        unknown = not reference.name or isinstance(reference.name, Unknown) or port is None or isinstance(port, Unknown)
        return None if unknown or not port else Target(namespace, "Service", reference.name, port)
    assert backend.resource is not None
    return Target(namespace, backend.resource.kind, backend.resource.name, 0)


def _port(workspace: Workspace, ingress: Ingress, reference: ServiceRef) -> str | int | None:
    """The number of the port, looked up in the Service if only its name is given."""
    if not reference.port_name:
        return reference.port_number
    service = workspace.service(ingress.document, reference.name)
    numbers = [p.number for p in service.ports if p.name == reference.port_name] if service else []
    return numbers[0] if numbers and numbers[0] else reference.port_name


def same_target(left: Target | None, right: Target | None) -> bool | None:
    """Whether two backends are the same; None where that cannot be known."""
    if left is None or right is None:
        return None
    if left[1:3] != right[1:3]:
        return False
    if left.namespace != right.namespace:
        return False if left.namespace and right.namespace else None
    if left.port == right.port:
        return True
    return False if type(left.port) is type(right.port) else None
