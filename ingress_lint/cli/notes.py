"""What goes to standard error: what could not be linted, that there was nothing to lint, and totals."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

from ingress_lint.cli.failure import hint
from ingress_lint.discovery import KUSTOMIZATIONS
from ingress_lint.reporters import Problem, Run
from ingress_lint.reporters.summary import summary
from ingress_lint.terminal import not_built, plural, visible

_FEW = 3
"""Kustomizations whose bases are looked up; where more are named, their bases are mostly named as well."""

_NAMED = 10
"""Templates that are named one by one; the rest is counted, and listed in machine formats."""


def tell(run: Run, *, totals: bool) -> None:
    """Write everything that is no report; a quiet run tells of failures only."""
    for line in _lines(run, totals=totals):
        click.echo(visible(line), err=True)


def _lines(run: Run, *, totals: bool) -> Iterator[str]:
    problems = list(run.problems())
    yield from (_error(problem) for problem in problems if problem.fatal)
    if run.quiet:
        return
    yield from _templates([problem for problem in problems if problem.kind == "template"])
    for root, reason in run.project.unlisted:
        yield f"note: files that git ignores in {root} are looked at as well, because git does not list them: {reason}"
    for name in run.project.unmatched:
        yield f"note: project `{name}` of the configuration holds no file: no manifest of the repository matches its `files`"
    if run.project.overlays:
        yield f"note: {not_built(run.project.overlays)}: lint what `kustomize build` prints to see it patched"
    if unresolved := run.project.unresolved:
        yield _unresolved(list(dict.fromkeys(unresolved)))
    beyond = _beyond(run)
    if beyond:
        yield f"note: kustomizations of these files also take in {beyond}"
    if not run.project.files and not problems:
        yield "note: no files to lint"
    elif not run.objects and not run.result.diagnostics and len(run.project.templates) < run.project.files:
        yield f"note: no Ingress in {plural(run.project.files, 'file')}"
    elif totals and (closing := summary(run)):
        yield closing


def _beyond(run: Run) -> str:
    """Which Ingresses the few kustomizations that were named take in from elsewhere: `1 Ingress in base`; or nothing."""
    sources = run.project.report.sources
    if not run.project.arranged or not any(source.endswith(KUSTOMIZATIONS) for source in sources):
        return ""
    from ingress_lint.loader import Loader, load
    from ingress_lint.reaching import directories, reached
    from ingress_lint.workspace import DEFAULT_MINOR

    named = directories(sources)
    files = set(reached(named)) - sources if len(named) <= _FEW else set()
    objects = load(sorted(files), Loader(DEFAULT_MINOR), scope="files").workspace.objects if files else ()
    found = [o.document for o in objects if type(o).__name__ == "Ingress" and not o.document.fragment]
    where = sorted({os.path.dirname(document.source.path) or "." for document in found})
    return f"{plural(len(found), 'Ingress', 'es')} in {', '.join(where[:3])}" if found else ""


def _error(problem: Problem) -> str:
    """A path or a rule that failed; for a path that does not exist the nearest sibling is named."""
    if problem.kind == "crash":
        return f"error: {problem.message}"
    return f"error: {problem.path}: {problem.message}{sibling(problem.path)}"


def sibling(path: str) -> str:
    """`, did you mean ...?` with the name beside a path that does not exist; empty if none is near."""
    directory, name = os.path.split(path.rstrip("/"))
    if os.path.lexists(path):
        return ""
    try:
        return hint(name, os.listdir(directory or "."))
    except OSError:
        return ""


def _unresolved(named: list[tuple[str, str]]) -> str:
    """That objects are neither found nor missing, what may be the reason, and how to make it an error."""
    services = all(kind == "Service" for kind, _ in named)
    listed = ", ".join(f"`{name}`" if services else f"{kind} `{name}`" for kind, name in named[:3])
    more = f" and {len(named) - 3} more" if len(named) > 3 else ""
    what = f"Service{'s' if len(named) > 1 else ''} " if services else ""
    verb = "it is" if len(named) == 1 else "they are"
    return (
        f"note: nothing is known of {what}{listed}{more} here: that is fine if {verb} deployed from elsewhere; "
        "`complete: true` in `projects:` of the configuration makes it an error"
    )


def _templates(problems: list[Problem]) -> Iterator[str]:
    if not problems:
        return
    them = "it renders" if len(problems) == 1 else "they render"
    yield f"note: {plural(len(problems), 'template')} not linted (Helm, ytt): lint what {them}:"
    yield from (f"  {problem.path}" for problem in problems[:_NAMED])
    if len(problems) > _NAMED:
        yield f"  and {len(problems) - _NAMED} more"
