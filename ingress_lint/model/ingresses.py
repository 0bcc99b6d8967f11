"""Ingress and IngressClass: one model for v1beta1 and v1."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ingress_lint.model.document import Document
from ingress_lint.model.values import Unknown, integer, items, pointer, record, string_map, text
from ingress_lint.records import Record
from ingress_lint.tree import Path

INGRESS_VERSIONS = ("networking.k8s.io/v1", "networking.k8s.io/v1beta1", "extensions/v1beta1")
CLASS_ANNOTATION = "kubernetes.io/ingress.class"
ISSUER_ANNOTATIONS = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer")
FRONTEND_ANNOTATION = "networking.gke.io/v1beta1.FrontendConfig"
DEFAULT_CLASS_ANNOTATION = "ingressclass.kubernetes.io/is-default-class"


class ServiceRef(Record):
    """A Service that a backend names; `name_at` and `port_at` are the paths of its parts."""

    name: str
    port_name: str
    port_number: int | None
    name_at: Path
    port_at: Path

    @property
    def port(self) -> str:
        """The port as people write it: its name, or its number."""
        return self.port_name or str(self.port_number)


class ResourceRef(Record):
    """An object of another kind that serves as a backend."""

    api_group: str | None
    kind: str
    name: str
    at: Path

    @property
    def group(self) -> str:
        """The API group; one that is not said is the core group, which is empty."""
        return self.api_group or ""


class Backend(Record):
    """Where traffic goes; `readable` is false where a part of it has the wrong type."""

    at: Path
    service: ServiceRef | None
    resource: ResourceRef | None
    readable: bool


class HttpPath(Record):
    """One path of a rule; `path_type` is None where it is absent and nothing defaults it."""

    at: Path
    path: str
    path_type: str | None
    backend: Backend


class IngressRule(Record):
    """One rule; `paths` is None for a rule without `http`."""

    at: Path
    host: str
    paths: tuple[HttpPath, ...] | None


class Tls(Record):
    """One TLS entry."""

    at: Path
    hosts: tuple[str, ...]
    secret_name: str


class Ingress(Record):
    """An Ingress of any version; `readable` is false where spec or its rules have the wrong type."""

    document: Document
    annotations: Mapping[str, str]
    class_name: str | None
    default_backend: Backend | None
    rules: tuple[IngressRule, ...]
    tls: tuple[Tls, ...]
    readable: bool

    @property
    def paths(self) -> Iterator[tuple[IngressRule, HttpPath]]:
        """Every path with its rule, in the order of the manifest."""
        for rule in self.rules:
            for path in rule.paths or ():
                yield rule, path

    @property
    def class_at(self) -> Path:
        """Where the class stands: the field, unless only the annotation is there."""
        only_annotated = self.class_name is None and CLASS_ANNOTATION in self.annotations
        return ("metadata", "annotations", CLASS_ANNOTATION) if only_annotated else ("spec", "ingressClassName")

    @property
    def backends(self) -> Iterator[Backend]:
        """The default backend, then the backend of every path."""
        if self.default_backend is not None:
            yield self.default_backend
        for _, path in self.paths:
            yield path.backend


class Parameters(Record):
    """Parameters of an IngressClass."""

    api_group: str | None
    kind: str
    name: str
    scope: str | None
    namespace: str | None


class IngressClass(Record):
    """An IngressClass; it has no namespace, whatever its manifest says."""

    document: Document
    controller: str
    parameters: Parameters | None
    is_default: bool
    readable: bool


def ingress(document: Document, value: dict[str, object]) -> Ingress:
    """The model of an Ingress from its JSON value."""
    legacy = document.api_version in INGRESS_VERSIONS[1:]
    spec = record(value.get("spec"))
    default_at: Path = ("spec", "backend" if legacy else "defaultBackend")
    default = spec.get(str(default_at[1]))
    rules = spec.get("rules")
    return Ingress(
        document,
        string_map(record(value.get("metadata")).get("annotations")),
        pointer(spec.get("ingressClassName")),
        None if default is None else _backend(default, default_at, legacy),
        tuple(_rule(item, _shared(("spec", "rules", i)), legacy) for i, item in enumerate(items(rules))),
        tuple(_tls(item, i) for i, item in enumerate(items(spec.get("tls")))),
        isinstance(value.get("spec"), dict | None) and isinstance(rules, list | None),
    )


@lru_cache(20_000)
def _shared(path: Path) -> Path:
    """One path for all that are equal: thousands of Ingresses have the same ones."""
    return path


def _rule(value: object, at: Path, legacy: bool) -> IngressRule:
    rule = record(value)
    http = rule.get("http")
    paths = None
    if isinstance(http, dict) and isinstance(http.get("paths"), list | None):
        listed = enumerate(items(http.get("paths")))
        paths = tuple(_http_path(item, _shared((*at, "http", "paths", j)), legacy) for j, item in listed)
    return IngressRule(at, text(rule.get("host")), paths)


def _http_path(value: object, at: Path, legacy: bool) -> HttpPath:
    if not isinstance(value, dict | None):
        return HttpPath(at, Unknown(), Unknown(), Backend((*at, "backend"), None, None, False))
    path = record(value)
    path_type = pointer(path.get("pathType"))
    if legacy and path_type is None:
        path_type = "ImplementationSpecific"
    backend = _backend(path.get("backend"), _shared((*at, "backend")), legacy)
    return HttpPath(at, text(path.get("path")), path_type, backend)


def _backend(value: object, at: Path, legacy: bool) -> Backend:
    backend = record(value)
    reference = backend.get("resource")
    resource = None
    if isinstance(reference, dict):
        resource = ResourceRef(
            pointer(reference.get("apiGroup")),
            text(reference.get("kind")),
            text(reference.get("name")),
            (*at, "resource"),
        )
    service = _legacy_service(backend, at) if legacy else _service_ref(backend.get("service"), at)
    readable = isinstance(value, dict | None) and isinstance(reference, dict | None)
    return Backend(at, service, resource, readable and isinstance(backend.get("service"), dict | None))


def _service_ref(value: object, at: Path) -> ServiceRef | None:
    if not isinstance(value, dict):
        return None
    port = value.get("port")
    if not isinstance(port, dict | None):
        return ServiceRef(text(value.get("name")), "", None, (*at, "service", "name"), (*at, "service", "port"))
    port = record(port)
    name = text(port.get("name"))
    return ServiceRef(
        text(value.get("name")),
        name,
        integer(port.get("number")),
        _shared((*at, "service", "name")),
        _shared((*at, "service", "port", "name" if name else "number")),
    )


def _legacy_service(backend: dict[str, object], at: Path) -> ServiceRef | None:
    service, port = text(backend.get("serviceName")), backend.get("servicePort")
    name = port if isinstance(port, str) else ""
    number = 0 if isinstance(port, str) else integer(port)
    if not service and number == 0 and not isinstance(port, str):
        return None  # nor does the server make a Service of nothing, or of the port 0
    return ServiceRef(service, name, number, (*at, "serviceName"), (*at, "servicePort"))


def _tls(value: object, index: int) -> Tls:
    entry = record(value)
    return Tls(
        _shared(("spec", "tls", index)),
        tuple(text(host) for host in items(entry.get("hosts"))),
        text(entry.get("secretName")),
    )


def ingress_class(document: Document, value: dict[str, object]) -> IngressClass:
    """The model of an IngressClass from its JSON value."""
    spec = record(value.get("spec"))
    annotations = string_map(record(value.get("metadata")).get("annotations"))
    given = spec.get("parameters")
    parameters = None
    if isinstance(given, dict):
        parameters = Parameters(
            pointer(given.get("apiGroup")),
            text(given.get("kind")),
            text(given.get("name")),
            pointer(given.get("scope")),
            pointer(given.get("namespace")),
        )
    return IngressClass(
        document,
        text(spec.get("controller")),
        parameters,
        annotations.get(DEFAULT_CLASS_ANNOTATION) == "true",
        isinstance(value.get("spec"), dict | None),
    )
