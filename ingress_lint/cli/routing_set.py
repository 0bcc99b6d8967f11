"""What `routes` and `resolve` look at: the files of the arguments, taken as deployed together."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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
from ingress_lint.terminal import not_built, plural, visible
from ingress_lint.workspace import DEFAULT_MINOR, Division, Workspace

_NAMED = 3
"""Ingresses that are named one by one in notes; the rest is counted."""


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


def read_sets(asked: Asked, about: Callable[[Ingress], bool] = lambda _: True) -> list[Workspace]:
    """What was asked for, one workspace for all that is deployed together; never empty.

    Notes on single Ingresses are written for those that the answer is `about`. Raises `Failure` for
    paths that cannot be read and for unknown classes.
    """
    project = _project(asked)
    for item in project.unreadable:
        raise Failure(f"{item.path}: {item.reason}")
    sets = _sets(project)
    left_out = [ingress for together in sets for ingress in _left_out(together, asked.class_name) if about(ingress)]
    notes = (*_templates(project), *_patched(project), *unread(project), *refused(project, about))
    for note in (*notes, *_repeated(left_out)):
        click.echo(f"note: {visible(note)}", err=True)
    if asked.class_name is not None:
        _refuse_unknown(sets, asked.class_name)
    return sets


def _sets(project: Project) -> list[Workspace]:
    """What is deployed apart among the files that were named, and has an Ingress; all of it if nothing has."""
    whole, named = project.workspace, project.report.sources
    divisions: dict[str, list[Workspace]] = {}
    for together in whole.sets:
        if any(o.document.source.path in named for o in together.objects):
            divisions.setdefault(together.division, []).append(together)
    apart = [each for name, found in divisions.items() for each in _of_division(whole, name, found)]
    return [together for together in apart if together.ingresses] or [whole]


def _of_division(whole: Workspace, division: str, found: Sequence[Workspace]) -> list[Workspace]:
    """What each kustomization of a project builds, and its other files as one set, because they are named as one."""
    written = [together.as_written() for together in found if together.built_by]
    built = [together for together in written if together.ingresses]
    if len(found) == 1:
        return built or [found[0]]
    inside = {o.document for together in built for o in together.objects}
    # What other kustomizations build is not among the other files.
    loose = (s for s in whole.sets if s.division == division and (s in found or not s.built_by))
    here = {o.document for together in loose for o in together.objects}
    others = [o for o in whole.objects if o.document in here and o.document not in inside]
    rest = Workspace(others, minor=whole.minor, default_namespace=whole.default_namespace)
    rest.controllers, rest.division = whole.controllers, division
    return [*built, rest]


def name_of(together: Workspace) -> str:
    """How a set is called: by its project, by the directory of its kustomization seen from the working directory, or both."""
    built_by = os.path.relpath(together.built_by) if together.built_by else ""
    if together.division:
        return f"{together.division} ({built_by})" if built_by else together.division
    return built_by or "the other files"


def _templates(project: Project) -> Iterator[str]:
    if project.templates:
        names = ", ".join(project.templates[:3])
        yield f"templates (Helm, ytt) are left out, pass what they render: {names}"


def _patched(project: Project) -> Iterator[str]:
    if project.overlays:
        what = "what it patches" if project.overlays == 1 else "what they patch"
        yield f"{not_built(project.overlays)}: {what} is shown as in its file; pass what `kustomize build` prints"


def _left_out(workspace: Workspace, class_name: str | None) -> Iterator[Ingress]:
    """The Ingresses that the answer does not take into account, because an earlier document holds the same object."""
    known = [pair for pair in known_ingresses(workspace) if class_name in (None, pair[0].class_name)]
    counted = {id(ingress) for _, ingress in distinct(workspace, known)}
    yield from (ingress for _, ingress in known if id(ingress) not in counted)


def _repeated(ingresses: Iterable[Ingress]) -> Iterator[str]:
    """That each of the Ingresses is defined before; of many the number is told."""
    documents = list(dict.fromkeys(ingress.document for ingress in ingresses))
    for document in documents[:_NAMED]:
        place = spot(Place(document, ("metadata", "name")))
        yield f"{place}: Ingress `{document.name}` is defined before, and is left out here"
    if len(documents) > _NAMED:
        more = plural(len(documents) - _NAMED, "more Ingress", "es")
        yield f"{more} {'is' if len(documents) == _NAMED + 1 else 'are'} defined before, and left out here"


def _project(asked: Asked) -> Project:
    root = root_of(asked.paths)
    config = configured(_options(asked), root, lambda _: "")
    refuse_mistaken(config)
    loader = Loader(
        config.minor or DEFAULT_MINOR,
        config.default_namespace,
        root=config.directory,
        divisions=[Division(section.name, section.files, section.complete) for section in config.projects],
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
