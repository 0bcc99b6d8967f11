"""Which backend serves a request, and why the others do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from ingress_lint.controllers import Profile
from ingress_lint.model import Backend, HttpPath, Ingress, IngressRule, Unknown
from ingress_lint.records import Record
from ingress_lint.routing.backends import deployed, leads_nowhere, same_target, target
from ingress_lint.routing.classes import Scope, is_canary
from ingress_lint.routing.hosts import host_matches, host_rank
from ingress_lint.routing.listener import listener_order
from ingress_lint.routing.matching import Matcher, matcher
from ingress_lint.routing.paths import EXACT, OTHER, PREFIX, path_kind, path_rank, path_text
from ingress_lint.routing.request import Request
from ingress_lint.routing.routes import Route, by_scope, unplaced
from ingress_lint.routing.tls import passes_through
from ingress_lint.routing.words import shortened, shown
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace

_SPECIAL = frozenset("*?()[]{}|^$+\\")


class Candidate(Record):
    """A backend that could have served the request, or does; `reason` says why it does or does not.

    `at` is the path of the entry in its Ingress. A default backend has no `host`, `path` and `kind`;
    what cannot be known of them is `UNKNOWN`.
    """

    ingress: Ingress
    at: Path
    host: str
    path: str
    kind: str
    backend: Backend
    reason: str


class Verdict(Record):
    """What one load balancer does with a request. `topics` are keys of `TOPICS`; `hosted` if it has rules for the host."""

    scope: Scope
    controller: str
    winner: Candidate | None
    losers: tuple[Candidate, ...]
    topics: tuple[str, ...]
    hosted: bool = False


class Decision(Record):
    """The outcome for a request; `verdicts` has more than one entry only if load balancers disagree.

    `doubtful` could serve the request, but their class cannot be known.
    """

    outcome: Literal["backend", "not-found", "ambiguous"]
    verdicts: tuple[Verdict, ...]
    doubtful: tuple[Candidate, ...] = ()


def decide(workspace: Workspace, request: Request, class_name: str | None = None) -> Decision:
    """Where a request goes in a class, or in all that know its host if that makes no difference."""
    decision = _decision(workspace, request, class_name)
    return decision._replace(doubtful=tuple(_without_class(workspace, request))) if class_name is None else decision


def _decision(workspace: Workspace, request: Request, class_name: str | None) -> Decision:
    scopes = by_scope(workspace).items()
    found = [verdict(workspace, s, ingresses, request) for s, ingresses in scopes if class_name in (None, s.class_name)]
    verdicts = tuple(_that_count(found))
    first = next((v for v in verdicts if v.winner is not None), verdicts[0] if verdicts else None)
    if first is None:
        return Decision("not-found", (Verdict(Scope(""), "", None, (), (*request.topics, "nothing-matches")),))
    if any(not _agree(workspace, first, other) for other in verdicts):
        return Decision("ambiguous", verdicts)
    served = first.winner is not None and not leads_nowhere(first.winner.backend)
    return Decision("backend" if served else "not-found", (first,))


def _without_class(workspace: Workspace, request: Request) -> Iterator[Candidate]:
    """What the Ingresses hold for a request whose class cannot be known."""
    for ingress in unplaced(workspace):
        for rule, path in ingress.paths:
            if isinstance(rule.host, Unknown) or host_matches(rule.host, request.host):
                found = _doubtful(ingress, rule, path, "the class of its Ingress cannot be known")
                yield _named(workspace, found)
        if ingress.default_backend is not None:
            default = Candidate(ingress, ingress.default_backend.at, "", "", "", ingress.default_backend, "")
            yield _named(workspace, default._replace(reason="the class of its Ingress cannot be known"))


def _that_count(found: Iterable[Verdict]) -> Sequence[Verdict]:
    """The verdicts that count: DNS leads to a class that knows the host, or takes whatever is left."""
    listed = list(_of_class(found))
    return [each for each in listed if each.hosted or each.winner is not None] or listed[:1]


def _of_class(found: Iterable[Verdict]) -> Iterator[Verdict]:
    """One verdict a class; where each Ingress has a load balancer, DNS leads to one that serves the request."""
    served: dict[str, list[Verdict]] = {}
    for each in found:
        served.setdefault(each.scope.class_name, []).append(each)
    for verdicts in served.values():
        serving = [each for each in verdicts if each.winner is not None]
        yield from serving or sorted(verdicts, key=lambda each: not each.hosted)[:1]


def _agree(workspace: Workspace, left: Verdict, right: Verdict) -> bool:
    if left is right:
        return True
    if left.winner is None or right.winner is None:
        return left.winner is right.winner
    targets = (target(workspace, c.ingress, c.backend) for c in (left.winner, right.winner))
    return same_target(*targets) is True


def verdict(workspace: Workspace, scope: Scope, ingresses: Sequence[Ingress], request: Request) -> Verdict:
    """What the load balancer that serves these Ingresses does with a request."""
    served_by = workspace.profile(ingresses[0]) if ingresses else Profile("")
    controller = served_by.controller
    rules = [(i, rule) for i in ingresses for rule in _rules(controller, i) if not isinstance(rule.host, Unknown)]
    matching = [(i, rule) for i, rule in rules if host_matches(rule.host, request.host)]
    best = max((host_rank(rule.host) for _, rule in matching), default=-1)
    # A load balancer of AWS tries its rules one after the other, whatever their hosts.
    least = 0 if controller == "alb" and served_by.certain else best
    chosen = [(i, rule) for i, rule in matching if host_rank(rule.host) >= least]
    beaten = [(i, rule) for i, rule in matching if host_rank(rule.host) < least]
    compare = matcher(controller, (i for i, _ in chosen), certain=served_by.certain)
    routes = list(_routes(scope, chosen))
    taking = [route for route in routes if _takes(compare, route, request.path)]
    ranked = _ranked(workspace, compare, (r for r in taking if not is_canary(r.ingress)))
    defaults = _defaults(ingresses, chosen)
    winner = _route(ranked[0], _won(compare, ranked)) if ranked else next(iter(defaults), None)
    taken = {id(route) for route in taking}
    missing = [route for route in routes if id(route) not in taken]
    others = [*_routes(scope, beaten)]
    losers = (
        *(_route(r, _lost(compare, ranked, r)) for r in taking if all(r is not first for first in ranked[:1])),
        *(_route(r, _missed(compare, r, request.path)) for r in missing),
        *(_route(r, _less_specific(chosen)) for r in others),
        *(_route(r, "the `*` of a wildcard host stands for exactly one label") for r in _near(scope, rules, request)),
        *(d._replace(reason="a rule takes the request") if ranked else d for d in defaults[0 if ranked else 1 :]),
        *_unreadable(ingresses, chosen),
    )
    elsewhere = any(_takes(compare, r, request.path) for r in others)
    listed = [rule for i in ingresses for rule in i.rules if any(rule.host == served.host for _, served in chosen)]
    topics = (
        *request.topics,
        *(("host-repeated",) if controller == "gke" and len(listed) > len(chosen) else ()),
        *_path_topics(compare, ranked, routes, taking),
        *_host_topics(chosen, taken=bool(ranked), elsewhere=elsewhere),
        *(() if ranked else _default_topics(workspace, defaults, chosen)),
        *_tls_topics(request, chosen),
    )
    named = _named(workspace, winner) if winner else None
    return Verdict(scope, controller, named, tuple(_named(workspace, loser) for loser in losers), topics, bool(chosen))


def _named(workspace: Workspace, candidate: Candidate) -> Candidate:
    return candidate._replace(backend=deployed(workspace, candidate.ingress, candidate.backend))


def _rules(controller: str, ingress: Ingress) -> Iterable[IngressRule]:
    """The rules that count: for GKE the later of two with the same host replaces the earlier one.

    Source: ingress-gce `pkg/controller/translator/translator.go`.
    """
    return {rule.host: rule for rule in ingress.rules}.values() if controller == "gke" else ingress.rules


def _tls_topics(request: Request, chosen: Iterable[tuple[Ingress, IngressRule]]) -> Iterator[str]:
    if request.scheme not in ("http", "ws") and any(passes_through(ingress) for ingress, _ in chosen):
        yield "passthrough"


def _takes(compare: Matcher, route: Route, requested: str) -> bool | None:
    """Whether a route takes a path; one that is absent is not the same as `/` where that stands for itself only."""
    written = "/*" if compare.way in ("whole", "listener") and not route.path.path else route.text
    return compare.takes(route.kind, written, requested)


def _ranked(workspace: Workspace, compare: Matcher, taking: Iterable[Route]) -> list[Route]:
    """The routes that take a request, the one that answers first."""
    if compare.way == "listener":
        return sorted(taking, key=lambda route: listener_order(workspace, route))
    return sorted(taking, key=lambda route: _negated(compare, route))


def _negated(compare: Matcher, route: Route) -> tuple[int, bool]:
    length, exact = compare.rank(route.kind, route.text)
    return -length, not exact


def _routes(scope: Scope, rules: Iterable[tuple[Ingress, IngressRule]]) -> Iterator[Route]:
    for ingress, rule in rules:
        for path in rule.paths or ():
            if not isinstance(path.path, Unknown) and not isinstance(path.path_type, Unknown):
                yield Route(scope, ingress, rule, path)


def _unreadable(ingresses: Iterable[Ingress], chosen: Iterable[tuple[Ingress, IngressRule]]) -> Iterator[Candidate]:
    """What might serve the request, if its host, path or path type could be known."""
    for ingress, rule in chosen:
        for path in rule.paths or ():
            if isinstance(path.path, Unknown):
                yield _doubtful(ingress, rule, path, "its path cannot be known")
            elif isinstance(path.path_type, Unknown):
                yield _doubtful(ingress, rule, path, "its path type cannot be known")
    for ingress in ingresses:
        for rule, path in ingress.paths:
            if isinstance(rule.host, Unknown):
                yield _doubtful(ingress, rule, path, "its host cannot be known")


def _doubtful(ingress: Ingress, rule: IngressRule, path: HttpPath, reason: str) -> Candidate:
    host, text, kind = shown(rule.host), shown(path_text(path)), shown(path_kind(path))
    return Candidate(ingress, path.at, host, text, kind, path.backend, reason)


def _near(scope: Scope, rules: Iterable[tuple[Ingress, IngressRule]], request: Request) -> Iterator[Route]:
    """Routes of wildcards that only fail because they stand for one label."""
    near = ((i, r) for i, r in rules if r.host.startswith("*.") and f".{request.host}".endswith(r.host[1:].lower()))
    return _routes(scope, ((i, r) for i, r in near if not host_matches(r.host, request.host)))


def _route(route: Route, reason: str) -> Candidate:
    return Candidate(route.ingress, route.path.at, route.host, route.text, route.kind, route.path.backend, reason)


def _defaults(ingresses: Iterable[Ingress], chosen: Sequence[tuple[Ingress, IngressRule]]) -> list[Candidate]:
    """Default backends, those of Ingresses with the host first, then those of Ingresses without rules."""
    own = {id(ingress) for ingress, _ in chosen}
    found = [i for i in ingresses if i.default_backend is not None]
    found.sort(key=lambda i: (id(i) not in own, bool(i.rules)))
    return [
        Candidate(i, i.default_backend.at, "", "", "", i.default_backend, "no rule takes the request")
        for i in found
        if i.default_backend is not None
    ]


def _won(compare: Matcher, ranked: Sequence[Route]) -> str:
    first = ranked[0]
    if compare.way == "listener" and len(ranked) > 1:
        return "it is the first rule of the load balancer that takes the request"
    if len(ranked) > 1 and len(ranked[1].text) < len(first.text):
        return f"`{first.text}` is the longest path that takes the request"
    if len(ranked) > 1 and (ranked[1].kind == EXACT) < (first.kind == EXACT):
        return _exact_wins(first, ranked[1])
    if len(ranked) > 1:
        return "it comes first among equal paths"
    return f"only `{first.text}` ({first.kind}) takes the request"


def _lost(compare: Matcher, ranked: Sequence[Route], route: Route) -> str:
    if is_canary(route.ingress):
        return "it is a canary, which takes a share of the requests of " + ("its primary" if ranked else "no primary")
    winner = ranked[0]
    if compare.way == "listener":
        return f"the load balancer tries `{winner.request}` before it"
    if len(route.text) < len(winner.text):
        return f"`{winner.text}` is longer"
    if winner.kind == EXACT and route.kind != EXACT:
        return _exact_wins(winner, route)
    return "it claims the same path; which of them answers is not specified"


def _exact_wins(exact: Route, other: Route) -> str:
    return "Exact wins over Prefix" + (
        " where the paths are equally long" if len(exact.text) == len(other.text) else ""
    )


def _missed(compare: Matcher, route: Route, requested: str) -> str:
    if _takes(compare, route, requested) is None:
        return f"the regular expression `{route.text}` was not evaluated"
    if compare.way not in ("specified", "location"):
        return f"`{route.text}` does not match `{shortened(requested)}`"
    if route.kind == EXACT and route.text.rstrip("/") == requested.rstrip("/"):
        return "an Exact path must be equal to the last slash"
    if route.text.lower() == requested.lower():
        return "paths are case sensitive"
    if route.kind != EXACT and requested.startswith(route.text):
        return f"`{route.text}` is compared by whole path elements"
    return f"`{route.text}` ({route.kind}) does not take `{shortened(requested)}`"


def _less_specific(chosen: Sequence[tuple[Ingress, IngressRule]]) -> str:
    return f"the rule for `{chosen[0][1].host}` is more specific"


def _path_topics(
    compare: Matcher, ranked: Sequence[Route], routes: Iterable[Route], taking: Sequence[Route]
) -> Iterator[str]:
    if compare.way == "regex":
        yield "regex"
    elif any(r.kind == OTHER for r in taking) or any(r.kind == OTHER and _SPECIAL.intersection(r.text) for r in routes):
        yield "implementation-specific"
    if not ranked:
        return
    first = ranked[0]
    if compare.way == "listener" and _specified(first) < max(map(_specified, ranked)):
        yield "listener-order"
    exact, prefixes = ({r.text for r in ranked if r.kind == kind} for kind in (EXACT, PREFIX))
    if any(f"{text}/" in prefixes for text in exact):
        yield "exact-beside-longer-prefix"
    equal = [r for r in ranked[1:] if compare.rank(r.kind, r.text) == compare.rank(first.kind, first.text)]
    if any(r.ingress is first.ingress for r in equal):
        yield "repeated-path"
    if any(r.ingress is not first.ingress for r in equal):
        yield "shared-path"


def _specified(route: Route) -> tuple[int, int, bool]:
    """What decides by the specification: the larger wins."""
    return (host_rank(route.host), *path_rank(route.kind, route.text))


def _host_topics(chosen: Iterable[tuple[Ingress, IngressRule]], *, taken: bool, elsewhere: bool) -> Iterator[str]:
    if not taken and elsewhere:
        yield "no-fall-through"
    if not taken and any(rule.paths is None for _, rule in chosen):
        yield "rule-without-http"


def _default_topics(
    workspace: Workspace, defaults: Sequence[Candidate], chosen: Iterable[tuple[Ingress, IngressRule]]
) -> Iterator[str]:
    if not defaults:
        yield "nothing-matches"
        return
    first, *others = defaults
    if first.ingress.rules and all(ingress is not first.ingress for ingress, _ in chosen):
        yield "default-of-other-host"
    served = target(workspace, first.ingress, first.backend)
    if any(same_target(served, target(workspace, d.ingress, d.backend)) is not True for d in others):
        yield "default-shared"
