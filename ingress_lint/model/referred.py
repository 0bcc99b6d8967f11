"""What Ingresses lead to, as far as they need it: Services, Secrets and what makes them, workloads, any resource."""

from collections.abc import Mapping

from ingress_lint.model.document import Document
from ingress_lint.model.values import Unknown, integer, items, record, string_map, text
from ingress_lint.records import Record


class ServicePort(Record):
    """A port of a Service; `number` is None where it cannot be known."""

    name: str
    number: int | None
    target: str | int
    protocol: str


class Service(Record):
    """A Service, as far as an Ingress needs it."""

    document: Document
    type: str
    headless: bool
    ports: tuple[ServicePort, ...]
    selector: Mapping[str, str]
    external_name: str
    annotations: Mapping[str, str] = {}


class Secret(Record):
    """A Secret: its type and the names of its keys, never their values; `in_clear` if no key is under `data`."""

    document: Document
    type: str
    keys: tuple[str, ...]
    in_clear: bool = False


class SecretSource(Record):
    """Anything that makes a Secret in the cluster: a Certificate, an ExternalSecret, a SealedSecret."""

    document: Document
    secret_name: str


class Issuer(Record):
    """An Issuer or ClusterIssuer of cert-manager; `document.kind` says which.

    `http_only` says that it has solvers for ACME challenges, and all of them are of the kind HTTP-01.
    """

    document: Document
    http_only: bool = False


class FrontendConfig(Record):
    """A FrontendConfig of GKE; `redirects` says that it leads HTTP to HTTPS."""

    document: Document
    redirects: bool


class ContainerPort(Record):
    """A port that a container declares; `number` is None where it cannot be known."""

    name: str
    number: int | None


class Workload(Record):
    """Anything that runs pods: their labels and the ports of their containers.

    `readable` is false where the pod template has the wrong type, or is not there.
    """

    document: Document
    labels: Mapping[str, str]
    ports: tuple[ContainerPort, ...]
    readable: bool


class Resource(Record):
    """An object of any kind, read because a resource backend may name it; `document` says all of it."""

    document: Document

    @property
    def group(self) -> str:
        """The API group without the version; the core group is empty."""
        return self.document.api_version.rpartition("/")[0]


def service(document: Document, value: dict[str, object]) -> Service:
    """The model of a Service from its JSON value."""
    spec = record(value.get("spec"))
    return Service(
        document,
        text(spec.get("type")) or "ClusterIP",
        spec.get("clusterIP") == "None",
        tuple(_service_port(record(port)) for port in items(spec.get("ports"))),
        string_map(spec.get("selector")),
        text(spec.get("externalName")),
        string_map(record(value.get("metadata")).get("annotations")),
    )


def _service_port(port: dict[str, object]) -> ServicePort:
    number = integer(port.get("port"))
    return ServicePort(
        text(port.get("name")),
        number,
        _target_port(port.get("targetPort"), number),
        text(port.get("protocol")) or "TCP",
    )


def _target_port(value: object, number: int | None) -> str | int:
    """The port of the pods, the same as that of the Service unless it is said."""
    if value is None and number is not None:
        return number
    return value if isinstance(value, str | int) and not isinstance(value, bool) else Unknown(value)


def secret(document: Document, value: dict[str, object]) -> Secret:
    """The model of a Secret from its JSON value."""
    keys = (*record(value.get("data")), *record(value.get("stringData")))
    return Secret(document, text(value.get("type")) or "Opaque", keys, not record(value.get("data")))


def secret_source(document: Document, value: dict[str, object]) -> SecretSource:
    """The model of a Certificate, ExternalSecret or SealedSecret from its JSON value."""
    spec = record(value.get("spec"))
    target = text(record(spec.get("target")).get("name"))
    template = text(record(record(spec.get("template")).get("metadata")).get("name"))
    return SecretSource(document, text(spec.get("secretName")) or target or template or document.name)


def issuer(document: Document, value: dict[str, object]) -> Issuer:
    """The model of an Issuer or ClusterIssuer from its JSON value."""
    solvers = items(record(record(value.get("spec")).get("acme")).get("solvers"))
    return Issuer(document, bool(solvers) and all("http01" in record(s) and "dns01" not in record(s) for s in solvers))


def frontend_config(document: Document, value: dict[str, object]) -> FrontendConfig:
    """The model of a FrontendConfig from its JSON value."""
    redirect = record(record(value.get("spec")).get("redirectToHttps"))
    return FrontendConfig(document, redirect.get("enabled") is True)


def workload(document: Document, value: dict[str, object]) -> Workload:
    """The model of a Pod, or of what makes pods, from its JSON value."""
    spec = record(value.get("spec"))
    if document.kind == "CronJob":
        spec = record(record(spec.get("jobTemplate")).get("spec"))
    pod = value if document.kind == "Pod" else record(spec.get("template"))
    inner = record(pod.get("spec"))
    containers = [*items(inner.get("containers")), *items(inner.get("initContainers"))]
    ports = (record(port) for container in containers for port in items(record(container).get("ports")))
    return Workload(
        document,
        string_map(record(pod.get("metadata")).get("labels")),
        tuple(ContainerPort(text(port.get("name")), integer(port.get("containerPort"))) for port in ports),
        bool(inner),
    )
