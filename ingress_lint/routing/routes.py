"""Routes: every path of every Ingress with what decides whom it meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingress_lint.model import Document, HttpPath, Ingress, IngressRule, Unknown
from ingress_lint.routing.backends import USE_ANNOTATION
from ingress_lint.routing.classes import Scope, is_canary, scope_of
from ingress_lint.routing.paths import path_kind, path_text
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace

ACME_PATH = "/.well-known/acme-challenge/"
_PREDICATES = (
    "traefik.ingress.kubernetes.io/router.entrypoints",
    "traefik.ingress.kubernetes.io/router.priority",
    "konghq.com/methods",
    "konghq.com/protocols",
    "konghq.com/snis",
    "konghq.com/regex-priority",
    "zalando.org/skipper-predicate",
    "haproxy.org/ssl-passthrough",
    "haproxy-ingress.github.io/http-header-match",
    "haproxy-ingress.github.io/ssl-passthrough",
)
"""Annotations by which controllers tell requests for one host and path apart."""

_HEADERS = "konghq.com/headers."


class Route(NamedTuple):
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


def routes(workspace: Workspace) -> Iterator[Route]:
    """Every path whose host and text can be known."""
    for where, ingress in known_ingresses(workspace):
        for rule, path in ingress.paths:
            if not any(isinstance(value, Unknown) for value in (rule.host, path.path, path.path_type)):
                yield Route(where, ingress, rule, path)


def rival_routes(workspace: Workspace) -> dict[tuple[object, ...], list[Route]]:
    """Routes for the same requests as far as class, host and annotations go, in canonical order.

    Alternatives of one object count once. Left out is what shares a path by design: actions and
    conditions of the AWS Load Balancer Controller, and the solvers of ACME challenges. Canaries
    only meet canaries.
    """
    found: dict[tuple[object, ...], list[Route]] = defaultdict(list)
    for route in routes(workspace):
        if not _shares_by_design(route):
            found[route.scope, route.host, _predicates(route.ingress)].append(route)
    return {key: kept for key, group in found.items() if len(kept := _one_of_each(workspace, group)) > 1}


def _shares_by_design(route: Route) -> bool:
    service = route.path.backend.service
    if route.path.path.startswith(ACME_PATH):
        return True
    if service is None:
        return False
    conditions = f"alb.ingress.kubernetes.io/conditions.{service.name}"
    return service.port_name == USE_ANNOTATION or conditions in route.ingress.annotations


def _predicates(ingress: Ingress) -> tuple[tuple[str, str], ...]:
    """What besides host and path decides which requests the Ingress takes."""
    if not ingress.annotations:
        return ()
    told = [item for item in ingress.annotations.items() if item[0] in _PREDICATES or item[0].startswith(_HEADERS)]
    return (*sorted(told), ("canary", "true")) if is_canary(ingress) else tuple(sorted(told))


def _one_of_each(workspace: Workspace, group: list[Route]) -> list[Route]:
    kept = {id(i) for _, i in distinct(workspace, ((route.scope, route.ingress) for route in group))}
    return [route for route in group if id(route.ingress) in kept]


def distinct(workspace: Workspace, found: Iterable[tuple[Scope, Ingress]]) -> Iterator[tuple[Scope, Ingress]]:
    """The Ingresses without the later documents of an object that several hold: those are alternatives."""
    listed = list(found)
    chosen: dict[object, Document] = {}
    bare = {workspace.name(i.document) for _, i in listed if not workspace.namespace(i.document)}
    for scope, ingress in listed:
        document = ingress.document
        name = workspace.name(document)
        # An absent namespace may turn out to be any: the same name is then taken for the same object.
        identity = ("" if name in bare else workspace.namespace(document), name) if name else id(document)
        if chosen.setdefault(identity, document) is document:
            yield scope, ingress
