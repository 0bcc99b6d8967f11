"""Files to a workspace and a report: what is analysed, what is reported, what could not be linted."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from ingress_lint.building import build
from ingress_lint.chunks import Chunk, Look
from ingress_lint.discovery import LAYOUT, File, Files, Unreadable
from ingress_lint.documents import read
from ingress_lint.engine import Report
from ingress_lint.facts import Fact
from ingress_lint.glance import Glance, glance
from ingress_lint.model import Document, Ingress, Object, Resource
from ingress_lint.parallel import Seen, spread
from ingress_lint.project import Project
from ingress_lint.reading import Examined, examined, source_of
from ingress_lint.workspace import Division, Workspace

Scope = Literal["project", "files"]
MANY_GLANCES, MANY_READINGS = 1_500, 150
"""Files to glance at, and files to read, for one more process to be worth its start."""


class Loader:
    """Takes files, then reads them in two steps: ours first, then what they refer to.

    No content is kept: what turns out to be of use is read again.

    `divisions` are sets that the configuration declares, with patterns on paths relative to `root`.
    Texts with a match of `placeholders` cannot be known. `seen` is told how far the reading is.
    """

    def __init__(
        self,
        minor: int,
        default_namespace: str = "",
        *,
        root: str = "",
        divisions: Sequence[Division] = (),
        placeholders: re.Pattern[str] | None = None,
        seen: Seen | None = None,
    ) -> None:
        self.minor = minor
        self.default_namespace = default_namespace
        self.here = os.getcwd()
        self.root = root or self.here
        self.divisions = divisions
        self.placeholders = placeholders
        self.seen = seen
        self.objects: list[tuple[str, Object]] = []
        self.subjects: list[tuple[Object, tuple[Fact, ...]]] = []
        self.broken: list[tuple[Document, Chunk]] = []
        self.unreadable: list[Unreadable] = []
        self.templates: list[str] = []
        self.new: list[File] = []
        self.files: list[File] = []
        self.ours: list[File] = []
        self.waiting: dict[File, tuple[bytes, ...]] = {}
        self.workloads: list[File] = []
        self.layout: list[File] = []
        self.taken: dict[str, str] = {}
        self.sources: set[str] = set()

    def add(self, path: str, data: bytes | None = None, *, reported: bool = True) -> None:
        """Take one file, of the report set or only as context, from the disk unless there are `data` for it.

        The first one of a path counts; one that is only context may be missing.
        """
        absolute = self.absolute(path)
        if absolute not in self.taken:
            self.taken[absolute] = path
            self.new.append(File(absolute, path, reported, data))

    def absolute(self, path: str) -> str:
        """The absolute path of a file; `os.path.abspath`, but fast for the many that need no tidying."""
        if path[:1] in (".", "") or "/." in path or "//" in path:
            return os.path.abspath(path)
        return path if path[0] == "/" else f"{self.here}/{path}"

    @property
    def idle(self) -> bool:
        """Whether nothing that was taken can mean anything to an Ingress."""
        self.look()
        return not (self.ours or self.waiting or self.workloads)

    def look(self) -> None:
        """Glance at every file that was taken since the last time."""
        new, self.new = self.new, []
        self.files += new
        for file, seen in zip(new, spread(_glance, new, worth=MANY_GLANCES), strict=True):
            if not isinstance(seen, Unreadable):
                self._sort_in(file, seen)
            elif file.reported:
                self.unreadable.append(seen)

    def _sort_in(self, file: File, seen: Glance | None) -> None:
        if file.reported:
            self.sources.add(file.path)
        if file.path.endswith(LAYOUT):
            self.layout.append(file)
        if seen is None:
            return
        if seen.refused:
            self.unreadable += [Unreadable(file.path, seen.refused)] if file.reported else []
            return
        if seen.ours:
            self.ours.append(file)
        elif seen.names:
            self.waiting[file] = seen.names
        if seen.workload and not (seen.ours and file.reported):
            self.workloads.append(file)

    def project(self) -> Project:
        """What was taken, with the context that the Ingresses refer to."""
        self.look()
        alone = len(self.ours) < 2 and not (self.waiting or self.workloads or self.layout or self.divisions)
        workspace, overlays = (self._alone(), 0) if alone else self._among_others()
        for done in (self.files, self.waiting, self.workloads):
            done.clear()
        return Project(
            workspace,
            Report(tuple(self.subjects), tuple(self.broken), frozenset(self.sources)),
            tuple(self.unreadable),
            tuple(self.templates),
            len(self.sources),
            overlays,
        )

    def _alone(self) -> Workspace:
        """The workspace of a single file: nothing of what it takes to bring files together is imported."""
        self._ours(examined(file, self.minor, self.placeholders) for file in self.ours)
        self._resources(frozenset(), frozenset())
        return Workspace([item for _, item in self.objects], minor=self.minor, default_namespace=self.default_namespace)

    def _among_others(self) -> tuple[Workspace, int]:
        """The workspace of many files, and how many kustomizations of the report set have patches."""
        from ingress_lint import context
        from ingress_lint.kustomize import graph_of
        from ingress_lint.sets import Layout, divide

        charts = tuple(os.path.dirname(file.absolute) for file in self.layout if file.path.endswith("Chart.yaml"))
        kustomizations = [file for file in self.layout if not file.path.endswith("Chart.yaml")] if self.ours else []
        graph = graph_of((file.absolute, source_of(file)) for file in kustomizations)

        def examine(file: File) -> Examined:
            template = _inside_templates(file.absolute, charts)
            return examined(
                file, self.minor, self.placeholders, patch=file.absolute in graph.patch_files, template=template
            )

        self.ours.sort()
        self._ours(spread(examine, self.ours, worth=MANY_READINGS, seen=self.seen))
        affixes = graph.affixes()
        self._resources(graph.patch_files, affixes)
        self._context(context.referred(self.waiting, self._items, affixes), context.may_be_referred)
        self._context(context.workloads(self.workloads, self._items, affixes, self.sources), context.may_be_workload)
        self.objects.sort(key=lambda pair: pair[0])
        paths = {path: absolute for absolute, path in self.taken.items()}
        layout = Layout(self.root, paths, graph, charts, self.divisions)
        workspace = divide(self._items, layout, minor=self.minor, default_namespace=self.default_namespace)
        named = (os.path.dirname(file.absolute) for file in kustomizations if file.reported)
        return workspace, sum(map(graph.patches, named))

    @property
    def _items(self) -> list[Object]:
        return [item for _, item in self.objects]

    def _ours(self, files: Iterable[Examined]) -> None:
        """Take what was found in each file that may hold an Ingress."""
        for file, found in zip(self.ours, files, strict=True):
            self.objects += [(file.absolute, item) for item in found.objects]
            if file.reported:
                self.subjects += found.subjects
                self.broken += found.broken
                self.templates += [file.path] if found.template else []
                self.unreadable += [found.lost] if found.lost else []
        self.ours.clear()

    def _resources(self, patch_files: AbstractSet[str], affixes: AbstractSet[tuple[str, str]]) -> None:
        """Read the objects that resource backends name, of whatever kind: almost always there are none."""
        ingresses = (item for item in self._items if isinstance(item, Ingress))
        named = [b.resource for ingress in ingresses for b in ingress.backends if b.resource is not None]
        if not named:
            return
        from ingress_lint.context import resources

        found, wanted = resources(self.files, named, affixes)
        kinds = {reference.kind for reference in named}
        for file in found:
            for document, _ in read(source_of(file), wanted).documents:
                document.drop_tree()
                document.fragment = document.fragment or file.absolute in patch_files
                if document.kind in kinds:
                    self.objects.append((file.absolute, Resource(document)))

    def _context(self, files: Iterable[File], wanted: Look) -> None:
        for file in files:
            for document, value in read(source_of(file), wanted).documents:
                item = build(document, value)
                document.drop_tree()
                if item is not None:
                    self.objects.append((file.absolute, item))


def load(
    paths: Iterable[str],
    loader: Loader,
    *,
    scope: Scope = "project",
    handed: Mapping[str, bytes] = {},
    wanted: Callable[[str], bool] = lambda _: True,
) -> Project:
    """The project of some arguments: they are reported, and their repositories are analysed.

    `handed` holds contents by the name of the file that they stand for, standard input for one;
    `wanted` says which paths are looked at at all.
    """
    files = Files()
    for name, data in handed.items():
        if wanted(name):
            loader.add(name, data)
    for path in files.named(paths):
        if isinstance(path, Unreadable):
            loader.unreadable.append(path)
        elif wanted(path):
            loader.add(path)
    if scope == "project" and not loader.idle:
        for path in files.around(tuple(loader.sources)):
            if wanted(path):
                loader.add(path, reported=False)
    return loader.project()._replace(unlisted=tuple(files.unlisted))


def _glance(file: File) -> Glance | Unreadable | None:
    content = file.content()
    return content if isinstance(content, Unreadable) else glance(content)


def _inside_templates(absolute: str, charts: Iterable[str]) -> bool:
    return "/templates/" in absolute and any(absolute.startswith(f"{chart}/templates/") for chart in charts)
