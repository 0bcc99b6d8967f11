"""Files to a workspace and a report: what is analysed, what is reported, what could not be linted."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Literal

from ingress_lint.chunks import Chunk, Look
from ingress_lint.discovery import LAYOUT, File, Files, Unreadable
from ingress_lint.documents import read
from ingress_lint.engine import Report
from ingress_lint.facts import Fact
from ingress_lint.glance import WORKLOAD, Glance, glance
from ingress_lint.model import Document, Ingress, Object, Resource
from ingress_lint.parallel import Seen, spread
from ingress_lint.project import Project
from ingress_lint.reading import Examined, context_objects, examined, source_of
from ingress_lint.source import relative
from ingress_lint.workspace import Division, Workspace

Scope = Literal["project", "files"]
Looked = tuple[Glance | Unreadable, Examined | None] | Literal["workload"] | None
"""What bytes tell of a file, and what it holds if that may be ours; most are a workload and no more, or nothing."""

FEW = 200
"""Files that are looked at only to learn whether it is worth looking around them."""


class Loader:
    """Takes files, then reads them: first what may be ours, then what that refers to.

    No content is kept: what turns out to be referred to is read again.

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
        here = os.getcwd()
        self.here = here if here == "/" else f"{here}/"
        self.root = root or here
        self.divisions = divisions
        self.placeholders = placeholders
        self.seen = seen
        self.objects: list[tuple[str, Object]] = []
        self.subjects: list[tuple[Object, tuple[Fact, ...]]] = []
        self.broken: list[tuple[Document, Chunk]] = []
        self.unreadable: list[Unreadable] = []
        self.templates: list[str] = []
        self.files: list[File] = []
        self.ours = 0
        self.waiting: dict[File, tuple[bytes, ...]] = {}
        self.workloads: list[File] = []
        self.layout: list[File] = []
        self.charts: tuple[str, ...] = ()
        self.taken: dict[str, str] = {}
        self.sources: frozenset[str] = frozenset()

    def add(self, path: str, data: bytes | None = None, *, reported: bool = True) -> None:
        """Take one file, of the report set or only as context, from the disk unless there are `data` for it.

        The first one of a path counts; one that is only context may be missing.
        """
        self.add_all((path,), data, reported=reported)

    def add_all(self, paths: Iterable[str], data: bytes | None = None, *, reported: bool = True) -> None:
        """The same for many files."""
        taken = self.taken
        for path in paths:
            absolute = self.absolute(path)
            if absolute not in taken:
                taken[absolute] = path
                self.files.append(File._make((absolute, path, reported, data)))

    def absolute(self, path: str) -> str:
        """The absolute path of a file; `os.path.abspath`, but fast for the many that need no tidying."""
        if path[:1] in (".", "") or "/." in path or "//" in path:
            return os.path.abspath(path)
        return path if path[0] == "/" else self.here + path

    @property
    def idle(self) -> bool:
        """Whether nothing that was taken can mean anything to an Ingress; so many that it takes time are not asked."""
        return len(self.files) <= FEW and not any(_means_something(file) for file in self.files)

    @property
    def reported(self) -> Iterator[str]:
        """The files that were asked about."""
        return (file.path for file in self.files if file.reported)

    def unmatched(self, roots: Iterable[str]) -> tuple[str, ...]:
        """The declared sets that no file belongs to, for all manifests of the repositories around them were taken."""
        if not any(f"{self.root}/".startswith(f"{root.rstrip('/')}/") for root in roots):
            return ()
        taken = [relative(path, self.root) for path in self.taken] if self.divisions else []
        return tuple(d.name for d in self.divisions if not any(map(d.files.match, taken)))

    def project(self) -> Project:
        """What was taken, with the context that the Ingresses refer to."""
        self.files.sort()
        self._arrange()
        looked = spread(self._look, self.files, seen=self.seen)[::-1]
        for file in self.files:
            seen = looked.pop()  # what is sorted in need not be there twice
            if seen == "workload":
                self.workloads.append(file)
            elif seen is not None:
                self._sort_in(file, *seen)
        self.sources = frozenset(file.path for file in self.files if file.reported)
        alone = self.ours < 2 and not (self.waiting or self.workloads or self.layout or self.divisions)
        workspace, overlays = (self._alone(), 0) if alone else self._among_others()
        for done in (self.files, self.waiting, self.workloads):
            done.clear()
        return Project(
            workspace,
            Report(tuple(self.subjects), tuple(self.broken), self.sources),
            tuple(self.unreadable),
            tuple(self.templates),
            len(self.sources),
            overlays,
            arranged=bool(self.layout),
        )

    def _arrange(self) -> None:
        """Read the files that say how others belong together."""
        self.layout = [file for file in self.files if file.path.endswith(LAYOUT)]
        if not self.layout:
            return
        from ingress_lint.kustomize import graph_of

        charts = [file for file in self.layout if file.path.endswith("Chart.yaml")]
        self.charts = tuple(os.path.dirname(file.absolute) for file in charts)
        kustomizations = ((file.absolute, source_of(file)) for file in self.layout if file not in charts)
        taken = {file.absolute: file for file in self.files}
        self.graph = graph_of(kustomizations, lambda path: source_of(taken[path]).text if path in taken else "")

    def _look(self, file: File) -> Looked:
        """Look at the bytes of a file, and examine it if it may hold something of ours."""
        data = file.content()
        if isinstance(data, Unreadable):
            return data, None
        seen = glance(data)
        if seen is None:
            return None
        if not seen.ours or seen.refused:
            return "workload" if seen is WORKLOAD else (seen, None)
        template = "/templates/" in file.absolute and file.absolute.startswith(
            tuple(f"{c}/templates/" for c in self.charts)
        )
        patch = bool(self.layout) and file.absolute in self.graph.patch_files
        overwrite = self.graph.overwrite(file.absolute) if self.layout else None
        found = examined(file, data, self.minor, self.placeholders, overwrite=overwrite, patch=patch, template=template)
        return seen, found

    def _sort_in(self, file: File, seen: Glance | Unreadable, found: Examined | None) -> None:
        if isinstance(seen, Unreadable) or seen.refused:
            lost = seen if isinstance(seen, Unreadable) else Unreadable(file.path, seen.refused)
            self.unreadable += [lost] if file.reported else []
            return
        if found is not None:
            self._take(file, found)
        elif seen.names:
            self.waiting[file] = seen.names
        if seen.workload and not (seen.ours and file.reported):
            self.workloads.append(file)

    def _take(self, file: File, found: Examined) -> None:
        """Take what was found in a file that may hold an Ingress."""
        if self._is_second_name(file):
            return
        self.ours += 1
        self.objects += [(file.absolute, item) for item in found.objects]
        if file.reported:
            self.subjects += found.subjects
            self.broken += found.broken
            self.templates += [file.path] if found.template else []

    def _is_second_name(self, file: File) -> bool:
        """Whether a file is a link to another one that is taken as well, and no kustomization asks for it by this name."""
        if not os.path.islink(file.absolute) or (self.layout and self.graph.holder(file.absolute)):
            return False
        known = self.reported if file.reported else self.taken.values()
        return os.path.realpath(file.absolute) in map(self.absolute, known)

    def _alone(self) -> Workspace:
        """The workspace of a single file: nothing of what it takes to bring files together is imported."""
        self._resources(frozenset(), frozenset())
        return Workspace([item for _, item in self.objects], minor=self.minor, default_namespace=self.default_namespace)

    def _among_others(self) -> tuple[Workspace, int]:
        """The workspace of many files, and how many kustomizations of the report set have patches."""
        from ingress_lint import context
        from ingress_lint.kustomize import Graph
        from ingress_lint.sets import Layout, divide

        graph = self.graph if self.layout else Graph({})
        affixes = graph.affixes()
        self._resources(graph.patch_files, affixes)
        self._context(context.referred(self.waiting, self._items, affixes), context.may_be_referred)
        self._context(context.workloads(self.workloads, self._items, affixes, self.sources), context.may_be_workload)
        self.objects.sort(key=lambda pair: pair[0])
        paths = {item.document.source.path: absolute for absolute, item in self.objects}
        layout = Layout(self.root, paths, graph, self.charts, self.divisions)
        workspace = divide(self._items, layout, minor=self.minor, default_namespace=self.default_namespace)
        named = {os.path.dirname(file.absolute) for file in self.layout if file.reported and self.ours}
        return workspace, sum(map(graph.patches, named))

    @property
    def _items(self) -> list[Object]:
        return [item for _, item in self.objects]

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
        found = list(files)
        for file, objects in zip(found, spread(lambda file: context_objects(file, wanted), found), strict=True):
            self.objects += [(file.absolute, item) for item in objects]


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
    named = list(files.named(paths))
    loader.unreadable += [path for path in named if isinstance(path, Unreadable)]
    loader.add_all(path for path in named if isinstance(path, str) and wanted(path))
    roots = files.repositories(loader.reported) if scope == "project" else []
    unmatched: tuple[str, ...] = ()
    if roots and not loader.idle:
        loader.add_all(filter(wanted, files.inside(roots)), reported=False)
        unmatched = loader.unmatched(roots)
    return loader.project()._replace(unlisted=tuple(files.unlisted), unmatched=unmatched)


def _means_something(file: File) -> bool:
    content = file.content()
    return not isinstance(content, Unreadable) and glance(content) is not None
