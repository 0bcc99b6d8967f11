"""What `routes` and `resolve` look at: the files of the arguments, taken as deployed together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.cli.options import STDIN, minor, one_of
from ingress_lint.discovery import expand
from ingress_lint.finding import Place
from ingress_lint.places import locate
from ingress_lint.project import Loader, Project
from ingress_lint.routing.classes import scope_of
from ingress_lint.terminal import visible
from ingress_lint.workspace import DEFAULT_MINOR, Workspace

_DECORATORS = (
    click.argument("paths", nargs=-1),
    click.option("--class", "class_name", metavar="NAME", help="Only Ingresses of this class."),
    click.option("--kubernetes-version", metavar="1.N", callback=minor, help="Release to read for. Default: 1.35."),
    click.option(
        "--scope",
        metavar="SCOPE",
        callback=one_of("files", "project"),
        help="What is deployed together: the files of PATHS (default), or the project around them.",
    ),
    click.option("--isolated", is_flag=True, help="Read no configuration file."),
)


def set_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare PATHS and the options that decide what is looked at."""
    for decorate in reversed(_DECORATORS):
        command = decorate(command)
    return command


def read_set(paths: Iterable[str], minor_release: int | None, class_name: str | None) -> Workspace:
    """The workspace of some paths; raises `Failure` for paths that cannot be read and unknown classes."""
    project = _load(tuple(paths) or (".",), minor_release)
    for item in project.unreadable:
        raise Failure(f"{item.path}: {item.reason}")
    if project.templates:
        names = ", ".join(project.templates[:3])
        click.echo(visible(f"note: Helm templates are left out, pass what `helm template` renders: {names}"), err=True)
    workspace = project.workspace
    together = workspace.sets[0] if len(workspace.sets) == 1 else workspace
    if class_name is not None:
        _refuse_unknown(together, class_name)
    return together


def _load(paths: tuple[str, ...], minor_release: int | None) -> Project:
    import sys

    loader = Loader(minor_release or DEFAULT_MINOR)
    if STDIN in paths:
        loader.add("<stdin>", sys.stdin.buffer.read())
    return loader.load(expand(path for path in paths if path != STDIN))


def _refuse_unknown(workspace: Workspace, class_name: str) -> None:
    scopes = (scope_of(workspace, ingress) for ingress in workspace.ingresses)
    known = sorted({scope.class_name for scope in scopes if scope is not None})
    if class_name not in known:
        listed = ", ".join(f"`{name}`" if name else "no class" for name in known) or "no Ingress at all"
        raise Failure(f"no Ingress has the class `{class_name}`; there are: {listed}")


def line_of(place: Place) -> int:
    """The 1-based line of a place."""
    location = next(locate(place))
    return location.source.position(location.span.start).line


def spot(place: Place) -> str:
    """A place as `file:line`."""
    return f"{place.document.source.path}:{line_of(place)}"
