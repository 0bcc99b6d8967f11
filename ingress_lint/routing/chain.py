"""The way of a request from the Ingress down to the workload, as far as the manifests tell."""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.finding import Place
from ingress_lint.model import Backend, Ingress, Service, ServicePort, ServiceRef, Workload
from ingress_lint.records import Record
from ingress_lint.references import port_index, workloads_of
from ingress_lint.routing.backends import USE_ANNOTATION
from ingress_lint.routing.certificates import Certificates
from ingress_lint.routing.decide import Verdict
from ingress_lint.routing.routes import known_ingresses
from ingress_lint.routing.words import object_name
from ingress_lint.workspace import Workspace


class Step(Record):
    """One step: what it is, what it is called, and where it stands (None for what is not in the files)."""

    name: str
    text: str
    place: Place | None = None


def chain(workspace: Workspace, verdict: Verdict, host: str) -> Iterator[Step]:
    """Ingress, class, rule, path, Service, port, target and workload of a verdict with a winner."""
    winner = verdict.winner
    assert winner is not None
    document = winner.ingress.document
    yield Step("Ingress", object_name(workspace, document), Place(document))
    served = f" ({verdict.controller})" if verdict.controller else ""
    yield Step("class", f"{verdict.scope.class_name or 'none known'}{served}")
    if winner.kind:
        rule = Place(document, (*winner.at[:3], "host") if winner.host else winner.at[:3])
        yield Step("rule", winner.host or "every host", rule)
        yield Step("path", f"{winner.path} ({winner.kind})", Place(document, winner.at))
    else:
        yield Step("default", "what no rule takes", Place(document, winner.at))
    yield from backend_steps(workspace, winner.ingress, winner.backend)
    yield certificate_step(workspace, verdict, host)


def backend_steps(workspace: Workspace, ingress: Ingress, backend: Backend) -> Iterator[Step]:
    """Service, port, target and workload of a backend."""
    if backend.resource is not None:
        yield Step(backend.resource.kind, backend.resource.name, Place(ingress.document, backend.resource.at))
    if backend.service is None:
        return
    reference = backend.service
    if reference.port_name == USE_ANNOTATION:
        key = f"alb.ingress.kubernetes.io/actions.{reference.name}"
        yield Step("action", key, Place(ingress.document, ("metadata", "annotations", key)))
        return
    service = workspace.service(ingress.document, reference.name)
    if service is None:
        yield Step("Service", f"{reference.name}, which is not in these files")
        yield Step("port", reference.port)
        return
    yield Step("Service", object_name(workspace, service.document), Place(service.document))
    yield from _port_steps(workspace, service, reference)


def _port_steps(workspace: Workspace, service: Service, reference: ServiceRef) -> Iterator[Step]:
    document = service.document
    if service.type == "ExternalName":
        yield Step("external", service.external_name, Place(document, ("spec", "externalName")))
        return
    index = port_index(service, reference)
    if index < 0:
        yield Step("port", f"{reference.port}, which the Service does not have", Place(document, ("spec", "ports")))
        return
    port = service.ports[index]
    yield Step(
        "port",
        f"{port.number} ({port.name})" if port.name else str(port.number),
        Place(document, ("spec", "ports", index)),
    )
    yield Step("target", str(port.target), Place(document, ("spec", "ports", index, "targetPort")))
    for workload in workloads_of(workspace, service):
        name = f"{workload.document.kind} {object_name(workspace, workload.document)}"
        yield Step("workload", name + _exposed(workload, port), Place(workload.document))


def _exposed(workload: Workload, port: ServicePort) -> str:
    """The container port behind a target that is a name."""
    if not isinstance(port.target, str):
        return ""
    number = next((p.number for p in workload.ports if p.name == port.target), None)
    return f", container port {number}" if number else f", which exposes no port `{port.target}`"


def certificate_step(workspace: Workspace, verdict: Verdict, host: str) -> Step:
    """The certificate for a host: that of the winning Ingress, else of another one of its class."""
    own = [verdict.winner.ingress] if verdict.winner else []
    others = [i for scope, i in known_ingresses(workspace) if scope == verdict.scope and i not in own]
    first = Certificates(own).of(host) or Certificates(others).of(host)
    if first is None:
        return Step("certificate", "no TLS entry has this host")
    place = Place(first.ingress.document, (*first.tls.at, "secretName") if first.secret else first.tls.at)
    return Step("certificate", f"Secret {first.secret}" if first.secret else "the controller's default", place)
