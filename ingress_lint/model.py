"""What manifests say, as plain values: one model for v1beta1 and v1, ready to be judged.

The model never judges. Kubernetes treats null as the zero value, so an absent string is `""`, an
absent number 0 and an absent list `()`; where presence matters the absent value is `None`. A value
that cannot be known (wrong type, placeholder) is an `Unknown`. Nothing here holds spans or nodes:
values know their path in the object, and `Document.root` gives the tree back when a place is
needed, so that a workspace of 100,000 objects stays small.
"""

from collections.abc import Iterator, Mapping

from ingress_lint.parser import parse
from ingress_lint.records import Record
from ingress_lint.source import Source, Span
from ingress_lint.tree import Mapping as MappingNode
from ingress_lint.tree import Node, Path, TreeError, plain, resolve
from ingress_lint.tree import Sequence as SequenceNode

INGRESS_VERSIONS = ("networking.k8s.io/v1", "networking.k8s.io/v1beta1", "extensions/v1beta1")


class Unknown(str):
    """A string whose value cannot be known, so that nothing is concluded from it."""

    __slots__ = ()


def text(value: object) -> str:
    """A string field: null is empty, anything that is no string is unknown."""
    if value is None:
        return ""
    return value if isinstance(value, str) else Unknown(value)


def pointer(value: object) -> str | None:
    """A string field where absent and empty differ."""
    return None if value is None else text(value)


def integer(value: object) -> int | None:
    """An integer field: null is 0, anything that is no 32-bit integer is unknown (None)."""
    if value is None:
        return 0
    if isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31:
        return value
    return None


def record(value: object) -> dict[str, object]:
    """An object field; anything else reads as empty."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """A list field; anything else reads as empty."""
    return value if isinstance(value, list) else []


def string_map(value: object) -> dict[str, str]:
    """Labels or annotations; a null value is present and empty."""
    return {key: text(item) for key, item in value.items()} if isinstance(value, dict) else {}


class Whole:
    """The text of a document and its tree, made when it is needed; the items of a List share one.

    Each of them looking for its tree in a text of its own would take the square of their number.
    """

    __slots__ = ("_root", "source", "span")

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        self.span = span
        self._root: Node | None = None

    @property
    def root(self) -> Node:
        """The tree of the text; raises `TreeError` if unreadable."""
        if self._root is None:
            root = self._json() or parse(self.source.text, *self.span)[0]
            assert root is not None
            self._root = root
        return self._root

    def _json(self) -> Node | None:
        text, start = self.source.text, self.span.start
        if text[start : start + 1] != "{":
            return None
        from ingress_lint.json_tree import parse_json

        try:
            root = parse_json(text, start)
        except TreeError:
            return None
        return root if root.span == self.span else None


class Document:
    """One Kubernetes object: an entry of a multi-document file, or an item of a `List`.

    `index` counts the documents of the file from 0, `item` is the position inside a List or None.
    `fragment` marks a patch, which is only part of an object; `plain` one without anchors, tags, merge
    keys and repeated keys.
    """

    __slots__ = (
        "_root",
        "api_version",
        "fragment",
        "generate_name",
        "index",
        "item",
        "kind",
        "name",
        "namespace",
        "ours",
        "plain",
        "source",
        "span",
        "whole",
    )

    def __init__(self, source: Source, index: int, span: Span, root: Node | None, item: int | None = None) -> None:
        self.source = source
        self.index = index
        self.span = span
        self.item = item
        self._root = root
        self.whole: Whole | None = None
        self.api_version = self.kind = self.name = self.generate_name = self.namespace = ""
        self.ours = ""
        self.fragment = self.plain = False

    def __repr__(self) -> str:
        return f"Document({self.source.path!r}, {self.crumb!r})"

    @property
    def root(self) -> Node:
        """The tree of this object; parsed again if it was dropped. Raises `TreeError` if unreadable."""
        if self._root is None:
            root = (self.whole or Whole(self.source, self.span)).root
            if self.item is not None:
                root = resolve(root)
                assert isinstance(root, MappingNode)
                value = resolve(next(e.value for e in reversed(root.entries) if e.name == "items"))
                assert isinstance(value, SequenceNode)
                root = value.items[self.item]
            self._root = root
        return self._root

    def drop_tree(self) -> None:
        """Forget the tree, to keep memory small; `root` makes it again."""
        self._root = None

    @property
    def value(self) -> dict[str, object]:
        """The object as JSON would hold it."""
        return record(plain(self.root))

    @property
    def known_name(self) -> str:
        """The name, or the start of a generated one."""
        return self.name or (f"{self.generate_name}…" if self.generate_name else "")

    @property
    def crumb(self) -> str:
        """How reports name the object: `Ingress shop/web`."""
        name = self.known_name or "(no name)"
        return (
            f"{self.kind or 'object'} {self.namespace}/{name}" if self.namespace else f"{self.kind or 'object'} {name}"
        )

    def field(self, path: Path) -> str:
        """A path as the API server prints it, prefixed with `items[i].` inside a List."""
        return field_path(path if self.item is None else ("items", self.item, *path))


def field_path(path: Path) -> str:
    """`("spec", "rules", 0, "host")` as `spec.rules[0].host`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")


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


CLASS_ANNOTATION = "kubernetes.io/ingress.class"
ISSUER_ANNOTATIONS = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer")
FRONTEND_ANNOTATION = "networking.gke.io/v1beta1.FrontendConfig"
DEFAULT_CLASS_ANNOTATION = "ingressclass.kubernetes.io/is-default-class"


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


Object = Ingress | IngressClass | Service | Secret | SecretSource | Issuer | FrontendConfig | Workload | Resource


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
        tuple(_rule(item, ("spec", "rules", i), legacy) for i, item in enumerate(items(rules))),
        tuple(_tls(item, i) for i, item in enumerate(items(spec.get("tls")))),
        isinstance(value.get("spec"), dict | None) and isinstance(rules, list | None),
    )


def _rule(value: object, at: Path, legacy: bool) -> IngressRule:
    rule = record(value)
    http = rule.get("http")
    paths = None
    if isinstance(http, dict) and isinstance(http.get("paths"), list | None):
        listed = enumerate(items(http.get("paths")))
        paths = tuple(_http_path(item, (*at, "http", "paths", j), legacy) for j, item in listed)
    return IngressRule(at, text(rule.get("host")), paths)


def _http_path(value: object, at: Path, legacy: bool) -> HttpPath:
    if not isinstance(value, dict | None):
        return HttpPath(at, Unknown(), Unknown(), Backend((*at, "backend"), None, None, False))
    path = record(value)
    path_type = pointer(path.get("pathType"))
    if legacy and path_type is None:
        path_type = "ImplementationSpecific"
    return HttpPath(at, text(path.get("path")), path_type, _backend(path.get("backend"), (*at, "backend"), legacy))


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
        (*at, "service", "name"),
        (*at, "service", "port", "name" if name else "number"),
    )


def _legacy_service(backend: dict[str, object], at: Path) -> ServiceRef | None:
    if backend.get("serviceName") is None and backend.get("servicePort") is None:
        return None
    port = backend.get("servicePort")
    name = port if isinstance(port, str) else ""
    number = 0 if isinstance(port, str) else integer(port)
    return ServiceRef(text(backend.get("serviceName")), name, number, (*at, "serviceName"), (*at, "servicePort"))


def _tls(value: object, index: int) -> Tls:
    entry = record(value)
    return Tls(
        ("spec", "tls", index),
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
    target = port.get("targetPort")
    return ServicePort(
        text(port.get("name")),
        number,
        target if isinstance(target, str | int) else number or 0,
        text(port.get("protocol")) or "TCP",
    )


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
