"""Routes that meet: those which may get the same requests, and those which leave nothing over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from ingress_lint.model import Ingress, IngressRule, items, record
from ingress_lint.placeholders import is_placeholder
from ingress_lint.routing.backends import USE_ANNOTATION, same_target, target
from ingress_lint.routing.classes import Scope, is_canary
from ingress_lint.routing.paths import PREFIX
from ingress_lint.routing.routes import Route, distinct, routes, routes_of
from ingress_lint.workspace import Workspace

ACME_PATH = "/.well-known/acme-challenge/"
_PREDICATES = frozenset(
    (
        "traefik.ingress.kubernetes.io/router.entrypoints",
        "traefik.ingress.kubernetes.io/router.priority",
        "konghq.com/methods",
        "konghq.com/protocols",
        "konghq.com/snis",
        "konghq.com/regex-priority",
        "zalando.org/skipper-predicate",
        "alb.ingress.kubernetes.io/listen-ports",
        "appgw.ingress.kubernetes.io/override-frontend-port",
        "appgw.ingress.kubernetes.io/use-private-ip",
        "haproxy.org/ssl-passthrough",
        "haproxy-ingress.github.io/http-header-match",
        "haproxy-ingress.github.io/ssl-passthrough",
    )
)
"""Annotations by which controllers tell requests for one host and path apart, or choose who listens."""

_HEADERS = "konghq.com/headers."
_WEIGHTS = "zalando.org/backend-weights"

Key = tuple[Scope, str, tuple[tuple[str, str], ...]]


def rival_routes(workspace: Workspace) -> Mapping[Key, Sequence[Route]]:
    """Routes for the same requests as far as class, host and annotations go, in canonical order.

    Alternatives of one object count once. Left out are requests that cannot be known, and what shares a path by design: actions and conditions of the AWS Load Balancer
    Controller, weights, and the solvers of ACME challenges. Canaries only meet canaries.
    """
    return workspace.once(_rival_routes)


def _rival_routes(workspace: Workspace) -> Mapping[Key, Sequence[Route]]:
    found: dict[Key, list[Route]] = defaultdict(list)
    for route in routes(workspace):
        found[route.scope, route.host, _predicates(route.ingress)].append(route)
    groups = ((key, _rivals(workspace, group)) for key, group in found.items() if len(group) > 1)
    return {key: rivals for key, rivals in groups if len(rivals) > 1}


def _rivals(workspace: Workspace, group: list[Route]) -> list[Route]:
    kept = {id(i) for _, i in distinct(workspace, ((route.scope, route.ingress) for route in group))}
    return [
        route
        for route in group
        if id(route.ingress) in kept
        and route.ingress.document not in workspace.patched
        and not shares_by_design(route)
        and not is_placeholder(route.request)
    ]


def shares_by_design(route: Route) -> bool:
    """Whether a path is meant to share its requests: challenges, weights, and actions and conditions in annotations."""
    service = route.path.backend.service
    if route.path.path.startswith(ACME_PATH) or _WEIGHTS in route.ingress.annotations:
        return True
    if service is None:
        return False
    conditions = f"alb.ingress.kubernetes.io/conditions.{service.name}"
    return service.port_name == USE_ANNOTATION or conditions in route.ingress.annotations


def _predicates(ingress: Ingress) -> tuple[tuple[str, str], ...]:
    """What besides host and path decides which requests the Ingress takes."""
    if not ingress.annotations:
        return ()
    told = (item for item in ingress.annotations.items() if item[0] in _PREDICATES or item[0].startswith(_HEADERS))
    canary = (("canary", "true"),) if is_canary(ingress) else ()
    return (*sorted(told), *canary)


def agree(workspace: Workspace, left: Route, right: Route) -> bool:
    """Whether two routes go to the same backend, or nothing shows that they do not."""
    targets = (target(workspace, route.ingress, route.path.backend) for route in (left, right))
    return same_target(*targets) is not False


def takes_everything(workspace: Workspace, ingresses: Iterable[Ingress]) -> Route | None:
    """The route for `/` of every host, if each host with rules also has one; else None."""
    whole: dict[str, Route | None] = {}
    for ingress in ingresses:
        for rule in ingress.rules:
            whole.setdefault(rule.host.lower(), None)
            if rule.paths is None:
                return None
        for route in routes_of(workspace, ingress):
            certain = not shares_by_design(route) and not _predicates(ingress)
            if certain and route.kind == PREFIX and route.text == "/":
                whole[route.host] = route
    return whole.get("") if all(whole.values()) else None


def lists_no_paths(ingress: Ingress, rule: IngressRule) -> bool:
    """Whether a rule has no `http` at all; one of a wrong type is another mistake."""
    if rule.paths is not None:
        return False
    rules = items(record(ingress.document.value.get("spec")).get("rules"))
    return record(rules[int(rule.at[2])]).get("http") is None
