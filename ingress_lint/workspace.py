"""Workspace: the objects that are deployed together, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from ingress_lint import model
from ingress_lint.documents import Manifest
from ingress_lint.model import Document, Ingress, IngressClass, Object, Secret, Service

DEFAULT_MINOR = 35
"""The Kubernetes release (1.35) that is checked against unless another one is asked for."""

_BUILDERS: dict[str, Callable[[Document, dict[str, object]], Object]] = {
    "Service": model.service,
    "Secret": model.secret,
}


class Workspace:
    """All objects of one set, by kind and by (namespace, name).

    `minor` is the Kubernetes release checked against, `traits` are what the set holds (kinds, and
    `a tls entry` and the like): a rule that needs a trait the set lacks is not even loaded.
    """

    def __init__(self, objects: Iterable[Object], *, minor: int = DEFAULT_MINOR, default_namespace: str = "") -> None:
        self.minor = minor
        self.default_namespace = default_namespace
        self.objects = tuple(objects)
        self.ingresses = tuple(o for o in self.objects if isinstance(o, Ingress))
        self.ingress_classes = tuple(o for o in self.objects if isinstance(o, IngressClass))
        self._services: dict[tuple[str, str], Service] = {}
        self._secrets: dict[tuple[str, str], Secret] = {}
        self._namespaces: dict[str, list[Service]] = defaultdict(list)
        for item in self.objects:
            key = (self.namespace(item.document), item.document.name)
            if isinstance(item, Service):
                self._services.setdefault(key, item)
                self._namespaces[item.document.name].append(item)
            elif isinstance(item, Secret):
                self._secrets.setdefault(key, item)

    def namespace(self, document: Document) -> str:
        """The namespace an object is in; `""` where nothing says so."""
        return document.namespace or self.default_namespace

    def service(self, near: Document, name: str) -> Service | None:
        """The Service of this name in the namespace of `near`."""
        return self._services.get((self.namespace(near), name))

    def services_named(self, name: str) -> list[Service]:
        """Every Service of this name, whatever its namespace."""
        return self._namespaces.get(name, [])

    def secret(self, near: Document, name: str) -> Secret | None:
        """The Secret of this name in the namespace of `near`."""
        return self._secrets.get((self.namespace(near), name))

    @property
    def traits(self) -> frozenset[str]:
        """What the set holds, for rules that need it."""
        found = {type(item).__name__ for item in self.objects}
        if len(self.ingresses) > 1 or any(len(list(i.paths)) > 1 for i in self.ingresses):
            found.add("paths")
        if any(ingress.tls for ingress in self.ingresses):
            found.add("tls")
        return frozenset(found)


def build(document: Document, value: dict[str, object]) -> Object | None:
    """The model of a document, None for kinds that no rule looks at."""
    if document.ours:
        build_ours = model.ingress if document.ours == "Ingress" else model.ingress_class
        return build_ours(document, value)
    builder = _BUILDERS.get(document.kind) if document.api_version == "v1" else None
    return builder(document, value) if builder else None


def objects(manifest: Manifest) -> list[Object]:
    """The objects of a manifest that any rule looks at."""
    built = (build(document, value) for document, value in manifest.documents)
    return [item for item in built if item is not None]
