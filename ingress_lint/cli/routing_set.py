"""What `routes` and `resolve` look at: the files of the arguments, taken as deployed together."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import click

from ingress_lint.cli.configured import configured, refuse_mistaken
from ingress_lint.cli.failure import Failure, hint
from ingress_lint.cli.options import STDIN, Options, minor, namespace, no_empty, one_of, option
from ingress_lint.cli.refused import refused, unread
from ingress_lint.cli.run import root_of
from ingress_lint.config import Config
from ingress_lint.discovery import Files
from ingress_lint.finding import Place
from ingress_lint.globs import compiled
from ingress_lint.loader import Loader, load
from ingress_lint.model import Backend, Document, Ingress, Unknown
from ingress_lint.places import locate
from ingress_lint.project import Project
from ingress_lint.reaching import directories, reached
from ingress_lint.records import Record
from ingress_lint.routing.classes import scope_of
from ingress_lint.routing.routes import distinct, known_ingresses
from ingress_lint.routing.words import null, object_name
from ingress_lint.source import relative
from ingress_lint.terminal import not_built, visible
from ingress_lint.workspace import DEFAULT_MINOR, Division, Workspace


class Asked(Record):
    """What decides which objects are looked at."""

    paths: tuple[str, ...]
    class_name: str | None
    kubernetes_version: int | None
    scope: str | None
    config: str | None
    isolated: bool
    default_namespace: str | None


_DECORATORS = (
    click.argument("paths", nargs=-1, callback=no_empty),
    option("--class", "class_name", metavar="NAME", help="Only Ingresses of this class; empty for those without."),
    option("--kubernetes-version", metavar="1.N", callback=minor, help="Release to read for. Default: 1.35."),
    option(
        "--scope",
        metavar="SCOPE",
        callback=one_of("files", "project"),
        help="What is deployed together: `files` (default) are those of PATHS, `project` is the repository around them.",
    ),
    option("--config", metavar="FILE", help="Configuration to use in place of the one that is found."),
    option("--isolated", is_flag=True, help="Read no configuration file."),
    option("--default-namespace", metavar="NAME", callback=namespace, help="Namespace of the objects that name none."),
)


def set_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare PATHS and the options that decide what is looked at: the fields of `Asked`."""
    for decorate in reversed(_DECORATORS):
        command = decorate(command)
    return command


def read_sets(asked: Asked) -> list[Workspace]:
    """What was asked for, one workspace for all that is deployed together; never empty.

    Raises `Failure` for paths that cannot be read and for unknown classes.
    """
    project = _project(asked)
    for item in project.unreadable:
        raise Failure(f"{item.path}: {item.reason}")
    sets = _sets(project)
    left_out = dict.fromkeys(note for together in sets for note in _left_out(together))
    for note in (*_templates(project), *_patched(project), *unread(project), *refused(project), *left_out):
        click.echo(f"note: {visible(note)}", err=True)
    if asked.class_name is not None:
        _refuse_unknown(sets, asked.class_name)
    return sets


def _sets(project: Project) -> list[Workspace]:
    """What each kustomization builds, and the other files as one set, because they are named as one."""
    whole, named = project.workspace, project.report.sources
    found = [s for s in whole.sets if any(o.document.source.path in named for o in s.objects)]
    written = [together.as_written() for together in found if together.built_by]
    built = [together for together in written if together.ingresses]
    if not built:
        return [found[0] if len(found) == 1 else whole]
    inside = {o.document for together in built for o in together.objects}
    others = [o for o in whole.objects if o.document not in inside and not o.document.fragment]
    if any(isinstance(o, Ingress) for o in others):
        rest = Workspace(others, minor=whole.minor, default_namespace=whole.default_namespace)
        rest.controllers = whole.controllers
        built.append(rest)
    return built


def name_of(together: Workspace) -> str:
    """How a set is called: by the directory of its kustomization, seen from the working directory."""
    return os.path.relpath(together.built_by) if together.built_by else "the other files"


def _templates(project: Project) -> Iterator[str]:
    if project.templates:
        names = ", ".join(project.templates[:3])
        yield f"templates (Helm, ytt) are left out, pass what they render: {names}"


def _patched(project: Project) -> Iterator[str]:
    if project.overlays:
        what = "what it patches" if project.overlays == 1 else "what they patch"
        yield f"{not_built(project.overlays)}: {what} is shown as in its file; pass what `kustomize build` prints"


def _left_out(workspace: Workspace) -> Iterator[str]:
    """What the answer does not take into account."""
    known = list(known_ingresses(workspace))
    counted = {id(ingress) for _, ingress in distinct(workspace, known)}
    for _, ingress in known:
        if id(ingress) not in counted:
            place = spot(Place(ingress.document, ("metadata", "name")))
            yield f"{place}: Ingress `{ingress.document.name}` is defined before, and is left out here"


def _project(asked: Asked) -> Project:
    root = root_of(asked.paths)
    config = configured(_options(asked), root, lambda _: "")
    refuse_mistaken(config)
    loader = Loader(
        config.minor or DEFAULT_MINOR,
        config.default_namespace,
        root=config.directory,
        divisions=[Division(*section) for section in config.projects],
        placeholders=re.compile("|".join(config.placeholders)) if config.placeholders else None,
    )
    wanted = _wanted(config)
    paths = [path for path in asked.paths or (".",) if path != STDIN]
    listed = (path for path in Files().named(paths) if isinstance(path, str) and wanted(path))
    project = load(
        [*paths, *reached(directories(listed))],
        loader,
        scope="project" if asked.scope == "project" else "files",
        handed={"<stdin>": sys.stdin.buffer.read()} if STDIN in asked.paths else {},
        wanted=wanted,
    )
    project.workspace.controllers = config.controllers
    return project


def _wanted(config: Config) -> Callable[[str], bool]:
    excluded = compiled(config.exclude)
    return lambda path: not excluded.match(relative(path, config.directory))


def _options(asked: Asked) -> Options:
    """The options of `check` that say the same."""
    given: dict[str, Any] = dict.fromkeys(Options._fields) | asked._asdict()
    return Options(**{name: value for name, value in given.items() if name in Options._fields})


def _refuse_unknown(sets: Sequence[Workspace], class_name: str) -> None:
    scopes = (scope_of(together, ingress) for together in sets for ingress in together.ingresses)
    known = sorted({scope.class_name for scope in scopes if scope is not None})
    if class_name not in known:
        listed = ", ".join(f"`{name}`" if name else "no class" for name in known) or "no Ingress at all"
        raise Failure(f"no Ingress has the class `{class_name}`{hint(class_name, known)}; there are: {listed}")


def line_of(place: Place) -> int:
    """The 1-based line of a place."""
    location = next(locate(place))
    return location.source.position(location.span.start).line


def spot(place: Place) -> str:
    """A place as `file:line`."""
    return f"{place.document.source.path}:{line_of(place)}"


def backend_json(backend: Backend) -> dict[str, object] | None:
    """A backend as JSON: a Service with its port, a resource, or nothing; what cannot be known is null."""
    if backend.service is not None:
        name, port = backend.service.port_name, null(backend.service.port_name)
        number = None if name else backend.service.port_number or None
        return {"service": {"name": null(backend.service.name), "port": port or number}}
    if backend.resource is None:
        return None
    resource = backend.resource
    group = null(resource.api_group) if resource.api_group else resource.api_group
    return {"resource": {"apiGroup": group, "kind": null(resource.kind), "name": null(resource.name)}}


def object_json(workspace: Workspace, document: Document) -> str | None:
    """An object as `namespace/name`; null where one of both cannot be known."""
    words = (document.name, document.generate_name, workspace.namespace(document))
    return None if any(isinstance(word, Unknown) for word in words) else object_name(workspace, document)
