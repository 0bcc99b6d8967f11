"""Backends: how they are written, and whether two of them are the same."""

from __future__ import annotations

from ingress_lint.model import Backend, Ingress, ServiceRef, Unknown
from ingress_lint.records import Record
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
        return f"{backend.service.name}:{backend.service.port}"
    if backend.resource is not None:
        return f"{backend.resource.kind} {backend.resource.name}"
    return "no backend"


def deployed(workspace: Workspace, ingress: Ingress, backend: Backend) -> Backend:
    """The backend by the name its Service ends up with: a kustomization may have given both another one."""
    reference = backend.service
    service = workspace.service(ingress.document, reference.name) if reference else None
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
