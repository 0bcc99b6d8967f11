"""`resolve`: which backend serves a URL, and why."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click

from ingress_lint.cli.failure import CLEAN, FOUND, Failure
from ingress_lint.cli.options import option
from ingress_lint.cli.routing_set import (
    Asked,
    backend_json,
    line_of,
    name_of,
    object_json,
    read_sets,
    set_options,
    spot,
)
from ingress_lint.finding import Place
from ingress_lint.routing.backends import backend_text, is_known
from ingress_lint.routing.chain import chain
from ingress_lint.routing.decide import Candidate, Decision, Verdict, decide
from ingress_lint.routing.hosts import concerns
from ingress_lint.routing.request import BadUrl, Request, read_url
from ingress_lint.routing.unspecified import TOPICS, behaviour
from ingress_lint.routing.words import null, requests_of, shortened
from ingress_lint.terminal import visible
from ingress_lint.workspace import Workspace

_NAMED = 3
"""Sets that are named one by one; the rest is counted."""

_LISTED = 20
"""Candidates that the answer for people lists, those first that could take the request."""


@click.command("resolve", context_settings={"auto_envvar_prefix": "INGRESS_LINT"})
@click.argument("url")
@set_options
@option("--output-format", "form", type=click.Choice(("text", "json")), default="text", help="text or json.")
@click.pass_context
def command(context: click.Context, /, url: str, form: str, **given: Any) -> None:
    """Tell which backend serves a URL.

    PATHS (default: the working directory) are taken as deployed together. Exit codes: 0 a backend
    serves it, 1 none does or it depends on the class, 2 a mistake in how we were called.
    """
    try:
        request = read_url(url)
    except BadUrl as error:
        raise Failure(str(error)) from error
    asked = Asked(**given)
    _refuse_urls(asked.paths)
    sets = read_sets(asked, lambda ingress: concerns(ingress, request.host))
    found = _serving([(together, decide(together, request, asked.class_name)) for together in sets])
    workspace, decision = found[0]
    if len({_answer(decision) for _, decision in found}) > 1:
        _tell_apart(request, found, form)
        context.exit(FOUND)
    if form == "json":
        import json

        click.echo(json.dumps(as_json(workspace, request, decision), indent=2))
    else:
        where = [together for together, _ in found] if len(sets) > 1 else []
        click.echo("\n".join(map(visible, as_text(workspace, request, decision, where))))
    if decision.outcome == "not-found" and os.path.isfile(url):
        click.echo(f"note: `{visible(url)}` is a file, but was read as the URL, because the URL comes first", err=True)
    context.exit(CLEAN if decision.outcome == "backend" else FOUND)


def _refuse_urls(paths: Iterable[str]) -> None:
    """Refuse what is a URL where files belong."""
    for path in paths:
        if "://" in path and not os.path.lexists(path):
            raise Failure(f"`{shortened(path)}` is no file; write one URL first, and then files and directories")


def _serving(found: Sequence[tuple[Workspace, Decision]]) -> Sequence[tuple[Workspace, Decision]]:
    """The sets that count: a host that is served in one only leads there, wherever the others are deployed.

    If none serves it, the first one that says why.
    """
    served = [pair for pair in found if pair[1].outcome != "not-found"]
    return served or [next((pair for pair in found if any(_losers(pair[1]))), found[0])]


def _answer(decision: Decision) -> tuple[object, ...]:
    """What is compared between sets that are deployed apart; a backend that cannot be known equals no other."""
    winners = [verdict.winner for verdict in decision.verdicts if verdict.winner is not None]
    known = (backend_text(w.backend) if is_known(w.backend) else id(w) for w in winners)
    return decision.outcome, *known


def _tell_apart(request: Request, found: Sequence[tuple[Workspace, Decision]], form: str) -> None:
    """Print who serves a request in each of the sets that are deployed apart."""
    if form == "json":
        import json

        shared = as_json(found[0][0], request, Decision("ambiguous", ()))
        shared["candidates"] = [c for together, decision in found for c in _in_set(together, decision)]
        click.echo(json.dumps(shared, indent=2))
        return
    asked = requests_of(request.host or "(no host)", request.path)
    click.echo(visible(f"{asked} is ambiguous: these are deployed apart, pass the files of one"))
    rows = ((name_of(together), next(_headline(request, decision)), "") for together, decision in found)
    click.echo("\n".join(map(visible, ("", *_columns(rows)))))


def _in_set(together: Workspace, decision: Decision) -> Iterator[dict[str, object]]:
    for verdict in decision.verdicts:
        if verdict.winner is not None:
            reason = f"serves it in `{name_of(together)}`: {verdict.winner.reason}"
            yield _candidate_json(together, verdict.winner._replace(reason=reason))


def as_json(workspace: Workspace, request: Request, decision: Decision) -> dict[str, object]:
    """The answer as JSON; where load balancers disagree, the backend of each is a candidate."""
    winner = decision.verdicts[0].winner if decision.outcome == "backend" else None
    place = Place(winner.ingress.document, winner.at) if winner else None
    return {
        "url": request.url,
        "outcome": decision.outcome,
        "backend": backend_json(winner.backend) if winner else None,
        "ingress": object_json(workspace, winner.ingress.document) if winner else None,
        "field": place.document.field(place.path) if place else None,
        "path": place.document.source.path if place else None,
        "line": line_of(place) if place else None,
        "candidates": [_candidate_json(workspace, candidate) for candidate in _losers(decision)],
        "unspecified": [
            {"topic": TOPICS[key].title, "behaviour": behaviour(TOPICS[key], verdict.controller)}
            for key, verdict in _topics(decision)
        ],
    }


def _candidate_json(workspace: Workspace, candidate: Candidate) -> dict[str, object]:
    document = candidate.ingress.document
    return {
        "ingress": object_json(workspace, document),
        "field": document.field(candidate.at),
        "host": null(candidate.host),
        "path": null(candidate.path),
        "pathType": null(candidate.kind),
        "backend": backend_json(candidate.backend),
        "reason": candidate.reason,
    }


def _losers(decision: Decision) -> Iterator[Candidate]:
    """Who does not serve the request; of an ambiguous one also who would in each class."""
    for verdict in decision.verdicts:
        if verdict.winner and decision.outcome == "ambiguous":
            yield verdict.winner._replace(reason=f"serves it in {_balancer(verdict)}: {verdict.winner.reason}")
        elif verdict.winner and decision.outcome == "not-found":
            yield verdict.winner._replace(reason="it takes the request, and names no backend")
    for verdict in decision.verdicts:
        yield from verdict.losers
    yield from decision.doubtful


def _balancer(verdict: Verdict) -> str:
    name = f"class `{verdict.scope.class_name}`" if verdict.scope.class_name else "the Ingresses without class"
    return name if verdict.scope.merged else f"{name}, load balancer of {verdict.scope.share}"


def _topics(decision: Decision) -> Iterator[tuple[str, Verdict]]:
    raised = {key: verdict for verdict in reversed(decision.verdicts) for key in verdict.topics}
    return ((key, raised[key]) for key in TOPICS if key in raised)


def as_text(
    workspace: Workspace, request: Request, decision: Decision, where: Sequence[Workspace] = ()
) -> Iterator[str]:
    """The answer for people: the outcome, the chain, who lost, and what is not specified.

    `where` are the sets that it holds for, if there are others.
    """
    first = decision.verdicts[0]
    yield from _headline(request, decision)
    if decision.outcome == "backend" and first.winner:
        steps = list(chain(workspace, first, request.host))
        rows = [(step.name, step.text, spot(step.place) if step.place else "") for step in steps]
        yield from _columns([*_deployed(where), *rows])
        yield from ("", f"Why: {first.winner.reason}")
    losers = list(_losers(decision))
    if losers:
        yield from ("", "Other candidates" if decision.outcome == "ambiguous" else "Not chosen")
    yield from _columns(_loser_row(candidate) for candidate in losers[:_LISTED])
    if len(losers) > _LISTED:
        yield f"  and {len(losers) - _LISTED} more; --output-format json lists all of them"
    topics = list(_topics(decision))
    if topics:
        yield from ("", "Left open by the Ingress specification")
    yield from (f"  {TOPICS[key].title}: {behaviour(TOPICS[key], verdict.controller)}" for key, verdict in topics)


def _deployed(where: Sequence[Workspace]) -> Iterator[tuple[str, str, str]]:
    """Where the answer holds, of all that is deployed apart."""
    names = [name_of(together) for together in where]
    if names:
        more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
        first = where[0]
        what = "project" if first.division else "kustomization" if first.built_by else "files"
        yield what, ", ".join(names[:_NAMED]) + more, ""


def _headline(request: Request, decision: Decision) -> Iterator[str]:
    asked = requests_of(request.host or "(no host)", request.path)
    winner = decision.verdicts[0].winner
    if decision.outcome == "ambiguous":
        classes = list(dict.fromkeys(v.scope.class_name for v in decision.verdicts))
        hint = "; say which with --class" if len(classes) > 1 else ""
        yield f"{asked} is ambiguous: the answer depends on the {'class' if hint else 'load balancer'}{hint}"
    elif decision.outcome == "not-found":
        yield f"{asked} is served by no backend"
    elif winner is not None:
        yield f"{asked} is served by {backend_text(winner.backend)}"
        yield ""


def _loser_row(candidate: Candidate) -> tuple[str, str, str]:
    claim = requests_of(candidate.host, candidate.path) if candidate.kind else "default backend"
    kind = f" ({candidate.kind.strip('()')})" if candidate.kind else ""
    place = spot(Place(candidate.ingress.document, candidate.at))
    return f"{claim}{kind} to {backend_text(candidate.backend)}", candidate.reason, place


def _columns(rows: Iterable[tuple[str, str, str]]) -> Iterator[str]:
    """Rows of three columns, indented and aligned."""
    listed = list(rows)
    left = max((len(row[0]) for row in listed), default=0)
    middle = max((len(row[1]) for row in listed), default=0)
    for row in listed:
        yield f"  {row[0]:<{left}}  {row[1]:<{middle}}  {row[2]}".rstrip()
