"""What Ingresses refer to, and what became of a name that leads nowhere: unknown is not missing."""

from collections.abc import Iterator

from ingress_lint.apiserver.names import port_name
from ingress_lint.model import (
    ISSUER_ANNOTATIONS,
    Backend,
    Document,
    Ingress,
    IngressClass,
    Issuer,
    Secret,
    Service,
    ServiceRef,
    Unknown,
    Workload,
)
from ingress_lint.placeholders import is_placeholder
from ingress_lint.records import Record
from ingress_lint.similar import edits, is_similar, is_slip
from ingress_lint.workspace import Workspace

_ACTION = "alb.ingress.kubernetes.io/actions."
_USE_ANNOTATION = "use-annotation"
WELL_KNOWN_CLASSES = frozenset(
    ("nginx", "alb", "gce", "gce-internal", "traefik", "haproxy", "kong", "contour", "cilium", "istio", "tailscale")
)
"""Classes that controllers bring along under these names."""


class Use(Record):
    """One backend of an Ingress that names a Service."""

    ingress: Ingress
    backend: Backend
    service: ServiceRef


class Missing(Record):
    """A Service that is not where a backend looks for it.

    `elsewhere` are the ones of that name in other namespaces, `similar` the ones beside it whose
    name differs by a slip; by one in a short name only those that no Ingress names, because `cart`
    and `card` may both be meant. Both empty: nothing is known, unless the set is complete.
    """

    elsewhere: tuple[Service, ...]
    similar: tuple[Service, ...]


_UNKNOWN = Missing((), ())


def _has_services(workspace: Workspace) -> bool:
    return any(isinstance(item, Service) for item in workspace.objects)


def service_uses(workspace: Workspace) -> tuple[Use, ...]:
    """Every backend that names a Service, left out what cannot be known: placeholders, patched Ingresses.

    The port name `use-annotation` names an action of the AWS Load Balancer Controller, no Service.
    """
    return workspace.once(_service_uses)


def _service_uses(workspace: Workspace) -> tuple[Use, ...]:
    return tuple(use for ingress in workspace.ingresses for use in _uses_of(ingress))


def _uses_of(ingress: Ingress) -> Iterator[Use]:
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


def missing(workspace: Workspace, document: Document, name: str) -> Missing | None:
    """Why a Service is not found in the namespace of an Ingress; None if it is, or may be, there."""
    if not workspace.project.once(_has_services):
        return _UNKNOWN
    if workspace.may_find(Service, document, name):
        return None
    beyond = not workspace.complete and workspace.project is not workspace
    if beyond and workspace.project.may_find(Service, document, name):
        return None
    elsewhere = workspace.services_named(name)
    return Missing(elsewhere, () if elsewhere else _similar(workspace, document, name))


def _similar(workspace: Workspace, near: Document, name: str) -> tuple[Service, ...]:
    found = workspace.similar(Service, near, name, is_slip)
    certain = tuple(service for service in found if is_similar(name, service.document.name))
    return certain or tuple(service for service in found if id(service) not in workspace.once(_named))


def _named(workspace: Workspace) -> frozenset[int]:
    """The identities of the Services that Ingresses lead to."""
    found = (workspace.service(use.ingress.document, use.service.name) for use in service_uses(workspace))
    return frozenset(map(id, found))


def similar_class(workspace: Workspace, name: str) -> IngressClass | None:
    """The only IngressClass whose name may be meant by this one; names that controllers bring along mean themselves."""
    if name in WELL_KNOWN_CLASSES:
        return None
    found = {item.document.name: item for item in workspace.ingress_classes if is_slip(name, item.document.name)}
    return next(iter(found.values())) if len(found) == 1 else None


def declared_classes(workspace: Workspace) -> frozenset[str]:
    """The classes that the configuration names with their controller: they exist, wherever they are installed from."""
    return frozenset(workspace.controllers or workspace.project.controllers)


def meant_class(workspace: Workspace, name: str) -> str:
    """The class without a manifest that may be meant by a name, declared or brought along by a controller; else empty."""
    declared = [other for other in declared_classes(workspace) if is_slip(name, other)]
    numbered = any(letter.isdigit() for letter in name)
    known = [other for other in WELL_KNOWN_CLASSES if len(other) > 4 and edits(name, other, 1) == 1 and not numbered]
    found = [] if name in WELL_KNOWN_CLASSES else declared or known
    return found[0] if len(found) == 1 else ""


def unresolved(workspace: Workspace, sources: frozenset[str]) -> list[str]:
    """The Services that references of the report set lead to and of which nothing at all is known, in order.

    One that several Ingresses name is there for each of them.
    """
    found = {
        (use.ingress.document, use.service.name)
        for together in workspace.sets
        if not together.complete
        for (use, *_), why in absent(together)
        if use.ingress.document.source.path in sources and why == ((), ())
    }
    return sorted(name for _, name in found)


class PortFault(Record):
    """A port that a Service does not have: what it has instead, and what was probably confused.

    `instead` is the key and the value that are certainly meant; `certain` is false where the
    Service may be wrong as well.
    """

    ports: str
    hint: str
    instead: tuple[str, str | int] | None = None
    certain: bool = False


def port_fault(service: Service, reference: ServiceRef) -> PortFault | None:
    """What is wrong with the port of a backend; None if nothing is, or if it cannot be known.

    Names that no port of an Ingress can have are left to the API server's rules.
    """
    name, number = reference.port_name, reference.port_number
    if name and (not is_known(name) or port_name(name)):
        return None
    if not name and not 1 <= (number or 0) <= 65535:
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
    instead, certain = _port_instead(service, name, number)
    return PortFault(_ports(service), _port_hint(service, name, number), instead, certain)


def _port_instead(service: Service, name: str, number: int | None) -> tuple[tuple[str, str | int] | None, bool]:
    """The port that was meant: the only one, if it has no name to be called by, or the one with this targetPort."""
    only = service.ports[0] if len(service.ports) == 1 else None
    if name and only is not None and not only.name and only.number:
        return ("number", only.number), True
    behind = [port for port in service.ports if port.target == (name or number) and port.protocol == "TCP"]
    if len(behind) != 1 or not (there := behind[0].number):
        return None, False
    return (("name", behind[0].name) if name and behind[0].name else ("number", there)), False


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


def grouped(workspace: Workspace) -> tuple[tuple[Use, ...], ...]:
    """The uses of Services, those of one Service by one Ingress together."""
    return workspace.once(_grouped)


def _grouped(workspace: Workspace) -> tuple[tuple[Use, ...], ...]:
    found: dict[tuple[int, str], list[Use]] = {}
    for use in service_uses(workspace):
        found.setdefault((id(use.ingress), use.service.name), []).append(use)
    return tuple(tuple(same) for same in found.values())


def absent(workspace: Workspace) -> tuple[tuple[tuple[Use, ...], Missing], ...]:
    """The uses of Services that are not found, those of one Service by one Ingress together, and why."""
    return workspace.once(_absent)


def _absent(workspace: Workspace) -> tuple[tuple[tuple[Use, ...], Missing], ...]:
    found = ((same, missing(workspace, same[0].ingress.document, same[0].service.name)) for same in grouped(workspace))
    return tuple((same, why) for same, why in found if why is not None)


def used_services(workspace: Workspace) -> list[tuple[Service, tuple[Use, ...]]]:
    """Every Service that Ingresses lead to, with all backends that name it."""
    found: dict[int, tuple[Service, list[Use]]] = {}
    for use in service_uses(workspace):
        service = workspace.service(use.ingress.document, use.service.name)
        if service is not None:
            found.setdefault(id(service), (service, []))[1].append(use)
    return [(service, tuple(uses)) for service, uses in found.values()]


def workloads_of(workspace: Workspace, service: Service) -> tuple[Workload, ...]:
    """The workloads whose pods a Service selects; none for a Service without selector."""
    wanted = service.selector.items()
    if not wanted:
        return ()
    key, value = next(iter(wanted))
    namespace = workspace.namespace(service.document)
    return tuple(
        workload
        for workload in workspace.labelled(key, value)
        if wanted <= workload.labels.items() and workspace.namespace(workload.document) == namespace
    )


def port_index(service: Service, reference: ServiceRef) -> int:
    """Which port of a Service a backend names; -1 if none."""
    name, number = reference.port_name, reference.port_number
    return next((i for i, p in enumerate(service.ports) if (p.name == name if name else p.number == number)), -1)


def asks_for_certificate(ingress: Ingress) -> bool:
    """Whether cert-manager makes the Secrets of an Ingress."""
    named = (*ISSUER_ANNOTATIONS, "cert-manager.io/issuer-kind", "certmanager.k8s.io/cluster-issuer")
    if any(key in ingress.annotations for key in (*named, "certmanager.k8s.io/issuer")):
        return True
    return ingress.annotations.get("kubernetes.io/tls-acme") == "true"


def secret_may_exist(workspace: Workspace, ingress: Ingress, name: str) -> bool:
    """Whether a Secret is there, or something that makes it, or in an incomplete set may be."""
    document = ingress.document
    sets = (workspace,) if workspace.complete else {workspace, workspace.project}
    return any(name in together.made_secrets or together.may_find(Secret, document, name) for together in sets)


def issuer_may_exist(workspace: Workspace, ingress: Ingress, kind: str, name: str) -> bool:
    """Whether there is an issuer of this kind and name; an Issuer counts only in the namespace of the Ingress."""
    together = workspace if workspace.complete else workspace.project
    here = workspace.namespace(ingress.document)
    for issuer in together.named(Issuer, name):
        there = together.namespace(issuer.document)
        if issuer.document.kind == kind and (kind == "ClusterIssuer" or not here or not there or here == there):
            return True
    return False
