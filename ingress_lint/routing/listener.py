"""Load balancers of AWS: rules are tried one after the other, and the first that takes a request answers.

Source: aws-load-balancer-controller `pkg/ingress/model_build_listener_rules.go` (sortIngressPaths,
buildPathPatterns) and `pkg/ingress/group_loader.go` (sortGroupMembers).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from ingress_lint.model import Ingress
from ingress_lint.routing.paths import EXACT, PREFIX
from ingress_lint.routing.rivals import shares_by_design
from ingress_lint.routing.routes import Route, routes_of
from ingress_lint.workspace import Workspace

GROUP_ORDER = "alb.ingress.kubernetes.io/group.order"
PORTS = "alb.ingress.kubernetes.io/listen-ports"
_TYPES = (EXACT, PREFIX)

Order = tuple[int, str, str, int, int, int]


def listener_order(workspace: Workspace, route: Route) -> Order:
    """What decides which rule is tried first; rules that are equal in it stay as they are listed.

    Ingresses come by their `group.order`, then by name; the paths of a rule Exact first, then Prefix
    from long to short, then all others. Hosts play no part.
    """
    kind = _TYPES.index(route.kind) if route.kind in _TYPES else len(_TYPES)
    length = len(route.text) if route.kind == PREFIX else 0
    return (*_member_order(workspace, route.ingress), int(route.rule.at[2]), kind, -length)


def _member_order(workspace: Workspace, ingress: Ingress) -> tuple[int, str, str]:
    given = ingress.annotations.get(GROUP_ORDER, "")
    order = int(given) if re.fullmatch(r"[+-]?[0-9]{1,9}", given) else 0
    return order, workspace.namespace(ingress.document), workspace.name(ingress.document)


def patterns(route: Route) -> Sequence[str]:
    """The patterns that a path becomes; `*` in them stands for any characters, slashes included."""
    if route.kind == PREFIX:
        bare = route.text.removesuffix("/")
        return (bare, f"{bare}/*") if bare else ("/*",)
    return (route.path.path or "/*",)


def hidden(workspace: Workspace, ingresses: Iterable[Ingress]) -> Iterator[tuple[Route, Route]]:
    """Routes of one load balancer that never get a request, each with the earlier one that takes all of them.

    Left out are rules whose annotations say more about which requests they take, or what becomes of these.
    """
    found = (route for ingress in ingresses for route in routes_of(workspace, ingress) if not shares_by_design(route))
    before: dict[tuple[str, str], list[Route]] = defaultdict(list)
    for route in sorted(found, key=lambda route: listener_order(workspace, route)):
        near = (each for key in _wider(route.host, patterns(route)[0]) for each in before.get(key, ()))
        takers = [each for each in near if _is_before(workspace, each, route) and _takes_all(each, route)]
        if takers:
            yield route, min(takers, key=lambda taker: listener_order(workspace, taker))
        for pattern in patterns(route):
            before[route.host, pattern].append(route)


def _wider(host: str, pattern: str) -> Iterator[tuple[str, str]]:
    """Hosts with patterns that take all that a host with a pattern takes."""
    labels = host.split(".") if host else []
    hosts = {"", host, *(f"*.{'.'.join(labels[i:])}" for i in range(1, len(labels)))}
    starts = (pattern[:i] for i in range(len(pattern) + 1))
    wide = {pattern, *(f"{start}*" for start in starts if not {"*", "?"} & {*start})}
    return product(sorted(hosts), sorted(wide))


def _is_before(workspace: Workspace, earlier: Route, later: Route) -> bool:
    """Whether one rule is certainly tried before another on the same ports: names decide only where namespaces are known."""
    if earlier.ingress is later.ingress:
        return True
    (order, namespace, _), (other, elsewhere, _) = (_member_order(workspace, r.ingress) for r in (earlier, later))
    same_ports = earlier.ingress.annotations.get(PORTS) == later.ingress.annotations.get(PORTS)
    return same_ports and (order != other or bool(namespace) == bool(elsewhere))


def _takes_all(earlier: Route, later: Route) -> bool:
    given = {("", pattern) for pattern in patterns(earlier)}
    return all(not given.isdisjoint(_wider("", pattern)) for pattern in patterns(later))
