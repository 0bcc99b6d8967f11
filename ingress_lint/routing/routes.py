"""Routes: every path of every Ingress with what decides whom it meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingress_lint.model import Document, HttpPath, Ingress, IngressRule, Unknown
from ingress_lint.records import Record
from ingress_lint.routing.classes import Scope, scope_of
from ingress_lint.routing.paths import path_kind, path_text
from ingress_lint.routing.words import requests_of
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace


class Route(Record):
    """One path of one Ingress."""

    scope: Scope
    ingress: Ingress
    rule: IngressRule
    path: HttpPath

    @property
    def host(self) -> str:
        """The host in lower case, empty for every host."""
        return self.rule.host.lower()

    @property
    def text(self) -> str:
        """The path; `/` where it is absent."""
        return path_text(self.path)

    @property
    def kind(self) -> str:
        """The path type."""
        return path_kind(self.path)

    @property
    def request(self) -> str:
        """The requests it is for, as `shop.example.com/cart`."""
        return requests_of(self.host, self.text)

    @property
    def order(self) -> tuple[str, int, int, Path]:
        """Where the route stands: file, document, item of a List, path in the object."""
        return (*place_order(self.ingress.document), self.path.at)


def place_order(document: Document) -> tuple[str, int, int]:
    """The canonical order of documents: by file, then by place in it."""
    return document.source.path, document.index, document.item or 0


def known_ingresses(workspace: Workspace) -> Iterator[tuple[Scope, Ingress]]:
    """The Ingresses whose class can be known, in canonical order; patches are left out."""
    for ingress in sorted(workspace.ingresses, key=lambda i: place_order(i.document)):
        where = None if ingress.document.fragment else scope_of(workspace, ingress)
        if where is not None:
            yield where, ingress


def unplaced(workspace: Workspace) -> list[Ingress]:
    """The Ingresses whose class cannot be known, in canonical order; patches are left out."""
    found = (i for i in workspace.ingresses if not i.document.fragment and scope_of(workspace, i) is None)
    return sorted(found, key=lambda ingress: place_order(ingress.document))


def routes(workspace: Workspace) -> Iterator[Route]:
    """Every path whose class, host and text can be known, in canonical order."""
    for scope, ingress in known_ingresses(workspace):
        yield from _routes(scope, ingress)


def routes_of(workspace: Workspace, ingress: Ingress) -> Iterator[Route]:
    """The paths of one Ingress whose class, host and text can be known."""
    scope = scope_of(workspace, ingress)
    if scope is not None:
        yield from _routes(scope, ingress)


def _routes(scope: Scope, ingress: Ingress) -> Iterator[Route]:
    for rule, path in ingress.paths:
        if not any(isinstance(value, Unknown) for value in (rule.host, path.path, path.path_type)):
            yield Route(scope, ingress, rule, path)


def by_scope(workspace: Workspace) -> Mapping[Scope, Sequence[Ingress]]:
    """The Ingresses that one load balancer serves together; alternatives of an object count once."""
    return workspace.once(_scopes)


def _scopes(workspace: Workspace) -> Mapping[Scope, Sequence[Ingress]]:
    found: dict[Scope, list[Ingress]] = defaultdict(list)
    for scope, ingress in distinct(workspace, known_ingresses(workspace)):
        found[scope].append(ingress)
    return found


def distinct(workspace: Workspace, found: Iterable[tuple[Scope, Ingress]]) -> Iterator[tuple[Scope, Ingress]]:
    """The Ingresses without the later documents of an object that several hold: those are alternatives."""
    listed = list(found)
    chosen: dict[object, Document] = {}
    bare = {workspace.name(i.document) for _, i in listed if not workspace.namespace(i.document)}
    for scope, ingress in listed:
        document = ingress.document
        name = workspace.name(document)
        # An absent namespace may turn out to be any: the same name is then taken for the same object.
        named = name and not isinstance(name, Unknown)
        identity = ("" if name in bare else workspace.namespace(document), name) if named else id(document)
        if chosen.setdefault(identity, document) is document:
            yield scope, ingress
