"""The way of a request from the Ingress down to the workload, as far as the manifests tell."""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.finding import Place
from ingress_lint.model import Backend, Ingress, Service, ServicePort, ServiceRef, Unknown, Workload
from ingress_lint.records import Record
from ingress_lint.references import port_index, workloads_of
from ingress_lint.routing.backends import USE_ANNOTATION, port_text, service_of, service_text
from ingress_lint.routing.certificates import Certificates
from ingress_lint.routing.decide import Verdict
from ingress_lint.routing.routes import known_ingresses
from ingress_lint.routing.words import UNKNOWN, object_name, shown
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
        place = Place(ingress.document, backend.resource.at)
        yield Step(shown(backend.resource.kind), shown(backend.resource.name), place)
    if backend.service is None:
        return
    reference = backend.service
    if reference.port_name == USE_ANNOTATION:
        key = f"alb.ingress.kubernetes.io/actions.{reference.name}"
        yield Step("action", key, Place(ingress.document, ("metadata", "annotations", key)))
        return
    service = service_of(workspace, ingress, reference)
    if service is None:
        absent = reference.name and not isinstance(reference.name, Unknown)
        yield Step("Service", service_text(reference) + (", which is not in these files" if absent else ""))
        yield Step("port", port_text(reference))
        return
    yield Step("Service", object_name(workspace, service.document), Place(service.document))
    yield from _port_steps(workspace, service, reference)


def _port_steps(workspace: Workspace, service: Service, reference: ServiceRef) -> Iterator[Step]:
    document = service.document
    if service.type == "ExternalName":
        yield Step("external", shown(service.external_name) or "(no name)", Place(document, ("spec", "externalName")))
        return
    asked = port_text(reference)
    index = -1 if isinstance(asked, Unknown) else port_index(service, reference)
    if index < 0:
        lacking = asked if isinstance(asked, Unknown) else f"{asked}, which the Service does not have"
        yield Step("port", lacking, Place(document, ("spec", "ports")))
        return
    port = service.ports[index]
    number = UNKNOWN if port.number is None else str(port.number)
    named = f"{number} ({shown(port.name)})" if port.name else number
    yield Step("port", named, Place(document, ("spec", "ports", index)))
    yield Step(
        "target",
        shown(port.target) if isinstance(port.target, str) else str(port.target),
        Place(document, ("spec", "ports", index, "targetPort")),
    )
    for workload in workloads_of(workspace, service):
        name = f"{workload.document.kind} {object_name(workspace, workload.document)}"
        yield Step("workload", name + _exposed(workload, port), Place(workload.document))


def _exposed(workload: Workload, port: ServicePort) -> str:
    """The container port behind a target that is a name."""
    if not isinstance(port.target, str) or isinstance(port.target, Unknown):
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
    return Step("certificate", f"Secret {shown(first.secret)}" if first.secret else "the controller's default", place)
