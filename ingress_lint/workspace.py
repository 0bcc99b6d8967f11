"""Workspace: the objects that are deployed together, indexed once and only when asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeVar

from ingress_lint import model
from ingress_lint.controllers import Profile, profile, traits
from ingress_lint.documents import Manifest
from ingress_lint.model import Document, Ingress, IngressClass, Object, Secret, Service
from ingress_lint.similar import Spellings

DEFAULT_MINOR = 35
"""The Kubernetes release (1.35) that is checked against unless another one is asked for."""

_Builder = Callable[[Document, dict[str, object]], Object]
_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "Job", "CronJob")
_BUILDERS: dict[str, tuple[str, _Builder]] = {
    "Service": ("", model.service),
    "Secret": ("", model.secret),
    "Certificate": ("cert-manager.io", model.secret_source),
    "ExternalSecret": ("external-secrets.io", model.secret_source),
    "SealedSecret": ("bitnami.com", model.secret_source),
    "Issuer": ("cert-manager.io", model.issuer),
    "ClusterIssuer": ("cert-manager.io", model.issuer),
    "Pod": ("", model.workload),
    "ReplicationController": ("", model.workload),
    **dict.fromkeys(_WORKLOADS, ("*", model.workload)),
}
"""By kind: the API group (`*` is any) and what makes the model of it."""

_Kind = TypeVar("_Kind", bound=Object)


class Placement(NamedTuple):
    """Namespace and name that a kustomization gives to an object."""

    namespace: str
    name: str


class Workspace:
    """Objects that are deployed together, by kind, namespace and name.

    `minor` is the Kubernetes release checked against, `traits` are what there is (kinds, and `tls`
    and the like): a rule that needs a trait that is not there is not even loaded. `complete` says
    that an object which is not here does not exist. `shared` is looked up, too, for what is not
    here. The workspace of a whole project consists of `sets`, each a workspace. `controllers` holds
    what the configuration says of a class: by class name its `controller` and settings.
    """

    def __init__(
        self,
        objects: Iterable[Object],
        *,
        minor: int = DEFAULT_MINOR,
        default_namespace: str = "",
        complete: bool = False,
        sets: Sequence[Workspace] = (),
        shared: Workspace | None = None,
        beside: Sequence[Ingress] = (),
        placed: Mapping[Document, Placement] | None = None,
        patched: frozenset[Document] = frozenset(),
        controllers: Mapping[str, Mapping[str, object]] | None = None,
    ) -> None:
        self.objects = tuple(objects)
        self.minor = minor
        self.default_namespace = default_namespace
        self.complete = complete
        self.sets: tuple[Workspace, ...] = tuple(sets) or (self,)
        self.shared = shared
        self.beside = tuple(beside)
        self.patched = patched
        self.controllers = controllers or {}
        self._placed = placed or {}
        self._spellings: dict[tuple[type, str], Spellings] = {}
        self.project = self
        for together in sets:
            together.project = self

    @cached_property
    def ingresses(self) -> tuple[Ingress, ...]:
        """The Ingresses of the set that no patch changes, and shared ones that have a host in common with them."""
        own = (o for o in self.objects if isinstance(o, Ingress) and o.document not in self.patched)
        return (*(o for o in own if not o.document.fragment), *self.beside)

    @cached_property
    def ingress_classes(self) -> tuple[IngressClass, ...]:
        """The IngressClasses of the set, and the shared ones."""
        shared = self.shared.ingress_classes if self.shared else ()
        return (*(o for o in self.objects if isinstance(o, IngressClass)), *shared)

    @cached_property
    def _index(self) -> dict[type, dict[str, tuple[Object, ...]]]:
        index: dict[type, dict[str, tuple[Object, ...]]] = {}
        for item in self.objects:
            names = index.setdefault(type(item), {})
            for name in {item.document.name, self.name(item.document)}:
                names[name] = (*names.get(name, ()), item)
        return index

    def named(self, kind: type[_Kind], name: str) -> tuple[_Kind, ...]:
        """Every object of a kind and a name, whatever its namespace; the shared ones come last."""
        found: tuple[_Kind, ...] = self._index.get(kind, {}).get(name, ())  # type: ignore[assignment]
        return (*found, *self.shared.named(kind, name)) if self.shared else found

    def find(self, kind: type[_Kind], near: Document, name: str) -> _Kind | None:
        """The object of a kind and a name in the namespace of `near`."""
        namespace = self.namespace(near)
        return next((o for o in self.named(kind, name) if self.namespace(o.document) == namespace), None)

    def may_find(self, kind: type[_Kind], near: Document, name: str) -> bool:
        """Whether there is such an object, or one that might be it because nobody states its namespace."""
        namespace = self.namespace(near)
        found = (self.namespace(o.document) for o in self.named(kind, name))
        return any(not namespace or not given or given == namespace for given in found)

    def similar(self, kind: type[_Kind], near: Document, name: str) -> tuple[_Kind, ...]:
        """Objects of a kind in the namespace of `near` whose name may be meant by this one."""
        namespace = self.namespace(near)
        key = (kind, namespace)
        if key not in self._spellings:
            names = self._index.get(kind, {})
            here = (n for n, found in names.items() if any(self.namespace(o.document) == namespace for o in found))
            self._spellings[key] = Spellings(here)
        found = (self.find(kind, near, other) for other in self._spellings[key].similar(name))
        return tuple(item for item in found if item is not None)

    def namespace(self, document: Document) -> str:
        """The namespace an object is in; `""` where nothing says so."""
        placement = self._placed.get(document)
        return placement.namespace if placement else document.namespace or self.default_namespace

    def name(self, document: Document) -> str:
        """The name an object ends up with."""
        placement = self._placed.get(document)
        return placement.name if placement else document.name

    def service(self, near: Document, name: str) -> Service | None:
        """The Service of this name in the namespace of `near`."""
        return self.find(Service, near, name)

    def services_named(self, name: str) -> tuple[Service, ...]:
        """Every Service of this name, whatever its namespace."""
        return self.named(Service, name)

    def secret(self, near: Document, name: str) -> Secret | None:
        """The Secret of this name in the namespace of `near`."""
        return self.find(Secret, near, name)

    def homes(self, document: Document) -> Sequence[Workspace]:
        """The sets that an object belongs to; never empty."""
        return (self,) if self.sets == (self,) else self._homes.get(document, (self,))

    @cached_property
    def _homes(self) -> dict[Document, tuple[Workspace, ...]]:
        homes: dict[Document, tuple[Workspace, ...]] = {}
        for together in self.sets:
            for item in together.objects:
                homes[item.document] = (*homes.get(item.document, ()), together)
        return homes

    def touches(self, sources: frozenset[str]) -> bool:
        """Whether an object of the set, or a shared one, stands in one of these files."""
        if any(item.document.source.path in sources for item in self.objects):
            return True
        return self.shared is not None and self.shared.touches(sources)

    def profile(self, ingress: Ingress) -> Profile:
        """Which controller serves an Ingress, as far as its class, the set and the configuration tell."""
        known = self._profiles.get(ingress.document)
        if known is None:
            configured = self.controllers or self.project.controllers
            known = profile(ingress, self._class_controllers, self._default_class, configured)
            self._profiles[ingress.document] = known
        return known

    @cached_property
    def _profiles(self) -> dict[Document, Profile]:
        return {}

    @cached_property
    def _class_controllers(self) -> dict[str, str]:
        return {c.document.name: c.controller for c in self.ingress_classes}

    @cached_property
    def _default_class(self) -> str:
        names = [c.document.name for c in self.ingress_classes if c.is_default]
        return names[0] if len(names) == 1 else ""

    @cached_property
    def traits(self) -> frozenset[str]:
        """What the set holds, for rules that need it: kinds, annotation keys, controllers and more."""
        found = {type(item).__name__ for item in self.objects}
        found |= traits(self.ingresses, map(self.profile, self.ingresses))
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
    group, builder = _BUILDERS.get(document.kind, ("", None))
    given = document.api_version.rpartition("/")[0]
    return builder(document, value) if builder is not None and group in ("*", given) else None


def objects(manifest: Manifest) -> list[Object]:
    """The objects of a manifest that any rule looks at."""
    built = (build(document, value) for document, value in manifest.documents)
    return [item for item in built if item is not None]
