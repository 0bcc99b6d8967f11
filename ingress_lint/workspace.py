"""Workspace: the objects that are deployed together, indexed once and only when asked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from ingress_lint import traits
from ingress_lint.controllers import Profile, profile
from ingress_lint.model import Document, Ingress, IngressClass, Object, Secret, SecretSource, Service, Workload
from ingress_lint.records import Record
from ingress_lint.similar import Spellings, is_similar

DEFAULT_MINOR = 35
"""The Kubernetes release (1.35) that is checked against unless another one is asked for."""

_Kind = TypeVar("_Kind", bound=Object)
_Made = TypeVar("_Made")


class Placement(Record):
    """Namespace and name that a kustomization gives to an object."""

    namespace: str
    name: str


class Division(Record):
    """A set that the configuration declares: files by a pattern on paths relative to the root.

    `complete` says that what these files do not hold does not exist.
    """

    name: str
    files: re.Pattern[str]
    complete: bool = False


class Workspace:
    """Objects that are deployed together, by kind, namespace and name.

    `minor` is the Kubernetes release checked against, `traits` are what there is (kinds, and `tls` and
    the like): a rule that needs a trait that is not there is not even loaded. `complete` says that an
    object which is not here does not exist. `shared` is looked up, too, for what is not here;
    `built_by` is the directory of the kustomization that makes the set, if one does, and `division` the
    name of the project of the configuration that it belongs to. The workspace of a
    whole project consists of `sets`, each a workspace. `controllers` holds what the configuration says
    of a class: the name of its controller, or its settings. `recent` is what was last found out about
    an Ingress, for rules that ask for it one after the other.
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
        generated: frozenset[str] = frozenset(),
        built_by: str = "",
        controllers: Mapping[str, object] | None = None,
    ) -> None:
        self.objects = tuple(objects)
        self.minor = minor
        self.default_namespace = default_namespace
        self.complete = complete
        self.sets: tuple[Workspace, ...] = tuple(sets) or (self,)
        self.shared = shared
        self.beside = tuple(beside)
        self.patched = patched
        self.generated = generated
        self.built_by = built_by
        self.division = ""
        self.controllers = controllers or {}
        self.recent: tuple[Ingress, tuple[Any, ...]] | None = None
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

    def as_written(self) -> Workspace:
        """The same set, in which objects that patches change are taken as they stand in their files."""
        made = Workspace(
            self.objects,
            minor=self.minor,
            default_namespace=self.default_namespace,
            complete=self.complete,
            shared=self.shared,
            beside=self.beside,
            placed=self._placed,
            generated=self.generated,
            built_by=self.built_by,
            controllers=self.controllers,
        )
        made.project = self.project
        made.division = self.division
        return made

    @cached_property
    def ingress_classes(self) -> tuple[IngressClass, ...]:
        """The IngressClasses of the set, and the shared ones."""
        shared = self.shared.ingress_classes if self.shared else ()
        return (*(o for o in self.objects if isinstance(o, IngressClass)), *shared)

    @cached_property
    def made_secrets(self) -> frozenset[str]:
        """Names of Secrets that something makes in the cluster."""
        shared: frozenset[str] = self.shared.made_secrets if self.shared else frozenset()
        return self.generated | shared | {o.secret_name for o in self.objects if isinstance(o, SecretSource)}

    def labelled(self, key: str, value: str) -> tuple[Workload, ...]:
        """The workloads whose pods bear a label, the shared ones last."""
        found = self._by_label.get((key, value), ())
        return (*found, *self.shared.labelled(key, value)) if self.shared else tuple(found)

    @cached_property
    def _by_label(self) -> dict[tuple[str, str], list[Workload]]:
        found: dict[tuple[str, str], list[Workload]] = defaultdict(list)
        for item in self.objects:
            if isinstance(item, Workload):
                for label in item.labels.items():
                    found[label].append(item)
        return dict(found)

    @cached_property
    def _by_place(self) -> dict[tuple[type, str, str], Object]:
        """The first object of each kind, namespace and name."""
        found: dict[tuple[type, str, str], Object] = {}
        for item in self.objects:
            document = item.document
            namespace = self.namespace(document)
            found.setdefault((type(item), namespace, document.name), item)
            if document in self._placed:
                found.setdefault((type(item), namespace, self.name(document)), item)
        return found

    @cached_property
    def _by_name(self) -> dict[tuple[type, str], list[Object]]:
        found: dict[tuple[type, str], list[Object]] = defaultdict(list)
        for item in self.objects:
            document = item.document
            found[type(item), document.name].append(item)
            if document in self._placed and self.name(document) != document.name:
                found[type(item), self.name(document)].append(item)
        return dict(found)

    def named(self, kind: type[_Kind], name: str) -> tuple[_Kind, ...]:
        """Every object of a kind and a name, whatever its namespace; the shared ones come last."""
        found: list[_Kind] = self._by_name.get((kind, name), [])  # type: ignore[assignment]
        return (*found, *self.shared.named(kind, name)) if self.shared else tuple(found)

    def find(self, kind: type[_Kind], near: Document, name: str) -> _Kind | None:
        """The object of a kind and a name in the namespace of `near`."""
        return self.at(kind, self.namespace(near), name)

    def at(self, kind: type[_Kind], namespace: str, name: str) -> _Kind | None:
        """The object of a kind, a namespace and a name."""
        found: _Kind | None = self._by_place.get((kind, namespace, name))  # type: ignore[assignment]
        if found is None and self.shared is not None:
            return self.shared.at(kind, namespace, name)
        return found

    def may_find(self, kind: type[_Kind], near: Document, name: str) -> bool:
        """Whether there is such an object, or one that might be it because nobody states its namespace."""
        named = self.named(kind, name)
        if not named:
            return False
        namespace = self.namespace(near)
        if not namespace or self.find(kind, near, name) is not None:
            return True
        return any(not self.namespace(item.document) for item in named)

    def similar(
        self, kind: type[_Kind], near: Document, name: str, alike: Callable[[str, str], bool] = is_similar
    ) -> tuple[_Kind, ...]:
        """Objects of a kind in the namespace of `near` whose name may be meant by this one; `alike` says whether two are."""
        key = (kind, self.namespace(near))
        if key not in self._names:
            return ()
        if key not in self._spellings:
            self._spellings[key] = Spellings(self._names[key])
        found = (self.find(kind, near, other) for other in self._spellings[key].similar(name, alike))
        return tuple(item for item in found if item is not None)

    @cached_property
    def _names(self) -> dict[tuple[type, str], list[str]]:
        """Names by kind and namespace."""
        found: dict[tuple[type, str], list[str]] = defaultdict(list)
        for kind, namespace, name in self._by_place:
            found[kind, namespace].append(name)
        return dict(found)

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
        return not self._paths.isdisjoint(sources) or (self.shared is not None and self.shared.touches(sources))

    @cached_property
    def _paths(self) -> frozenset[str]:
        return frozenset(item.document.source.path for item in self.objects)

    def once(self, derive: Callable[[Workspace], _Made]) -> _Made:
        """What a function makes of the set, made when it is first asked for."""
        if derive not in self._derived:
            self._derived[derive] = derive(self)
        return self._derived[derive]  # type: ignore[return-value]

    @cached_property
    def _derived(self) -> dict[Callable[[Workspace], object], object]:
        return {}

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
        found = {self.name(c.document): c.controller for c in self.ingress_classes}
        return found | {c.document.name: c.controller for c in self.ingress_classes}

    @cached_property
    def _default_class(self) -> str:
        names = [c.document.name for c in self.ingress_classes if c.is_default]
        return names[0] if len(names) == 1 else ""

    @cached_property
    def traits(self) -> frozenset[str]:
        """What the set holds, for rules that need it: kinds, annotation keys, controllers and more.

        Ingresses that a patch changes count as well, because rules look at them one by one.
        """
        own = (item for item in self.objects if isinstance(item, Ingress))
        return self.common_traits.union(*map(self._own_traits, (*own, *self.beside)))

    def traits_of(self, ingress: Ingress) -> frozenset[str]:
        """The traits that count for one Ingress: its own, and those of the set as a whole."""
        return self.common_traits | self._own_traits(ingress)

    @cached_property
    def common_traits(self) -> frozenset[str]:
        """The traits that are not those of a single Ingress, of the set and of what it shares."""
        found = {type(item).__name__ for item in self.objects} | traits.of_ingresses(self.ingresses)
        if len(self.ingresses) + len(self.ingress_classes) > 1:
            found.add("several")
        return frozenset(found) | (self.shared.common_traits if self.shared else frozenset())

    def _own_traits(self, ingress: Ingress) -> frozenset[str]:
        """Its own traits, kept once for all Ingresses that have the same."""
        known = self._traits_by_document.get(ingress.document)
        if known is None:
            found = traits.of_ingress(ingress, self.profile(ingress).controller)
            known = self._traits_by_document[ingress.document] = self._distinct_traits.setdefault(found, found)
        return known

    @cached_property
    def _traits_by_document(self) -> dict[Document, frozenset[str]]:
        return {}

    @cached_property
    def _distinct_traits(self) -> dict[frozenset[str], frozenset[str]]:
        return {}
