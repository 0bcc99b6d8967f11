"""Files to a workspace and a report: what is analysed, what is reported, what could not be linted."""

import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from ingress_lint.building import build
from ingress_lint.chunks import Chunk, Look
from ingress_lint.discovery import (
    LAYOUT,
    MAX_FILE,
    File,
    Files,
    Unreadable,
    foreign_encoding,
    may_be_context,
    may_be_ours,
    read_bytes,
)
from ingress_lint.documents import Manifest, read
from ingress_lint.engine import Report
from ingress_lint.facts import Fact
from ingress_lint.inspection import document_facts
from ingress_lint.model import Document, Ingress, IngressClass, Object
from ingress_lint.placeholders import unknown
from ingress_lint.records import Record
from ingress_lint.source import Source
from ingress_lint.workspace import Division, Workspace

_TEMPLATE = r"\{\{[-\s]*[^\s{}-][^{}\n]*\}\}"
_YTT = r"(?m)(?:^|[ \t])#@(?:$|[ \t]|[a-z]+/)"
"""What ytt runs: code, values and annotations such as `#@overlay/match`."""

Scope = Literal["project", "files"]

SPREAD_FROM = 150
"""Files for one more process to be worth its start."""


class Project(Record):
    """Everything a run looks at. `templates` are sources of Helm and ytt, which are not linted as they stand.

    `overlays` is how many kustomizations of the report set have patches, which are not applied.
    """

    workspace: Workspace
    report: Report
    unreadable: tuple[Unreadable, ...]
    templates: tuple[str, ...]
    files: int
    overlays: int = 0

    @property
    def unresolved(self) -> list[str]:
        """The Services of which nothing is known, one for each reference of the report set."""
        from ingress_lint.references import unresolved

        return unresolved(self.workspace, self.report.sources)


class Examined(Record):
    """What one file holds: objects of any kind, the facts about ours, and what could not be read."""

    objects: list[Object]
    subjects: list[tuple[Object, tuple[Fact, ...]]]
    broken: list[tuple[Document, Chunk]]
    template: bool


class Loader:
    """Takes files, then reads them in two steps: ours first, then what they refer to.

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
        seen: Callable[[int, int], None] = lambda _done, _total: None,
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
        self.ours: list[File] = []
        self.waiting: list[File] = []
        self.layout: list[File] = []
        self.taken: dict[str, str] = {}
        self.sources: set[str] = set()

    def add(self, path: str, data: bytes, *, reported: bool = True) -> None:
        """Take one file, of the report set or only as context; the first one of a path counts."""
        absolute = self.absolute(path)
        if absolute in self.taken:
            return
        self.taken[absolute] = path
        if reported:
            self.sources.add(path)
        file = File(absolute, path, data, reported)
        if path.endswith(LAYOUT):
            self.layout.append(file)
        if not may_be_ours(data):
            if may_be_context(data):
                self.waiting.append(file)
        elif foreign := foreign_encoding(data):
            if reported:
                self.unreadable.append(Unreadable(path, foreign))
        elif len(data) <= MAX_FILE:
            self.ours.append(file)
        elif reported:
            size, limit = len(data) // 1024 // 1024, MAX_FILE // 1024 // 1024
            self.unreadable.append(Unreadable(path, f"{size} MiB is more than the {limit} MiB a manifest may have"))

    def absolute(self, path: str) -> str:
        """The absolute path of a file; `os.path.abspath`, but fast for the many that need no tidying."""
        if path[:1] in ("/", ".", "") or "/." in path or "//" in path:
            return os.path.abspath(path)
        return f"{self.here}/{path}"

    def read(self, path: str, *, reported: bool = True) -> None:
        """Take one file from the disk; one that is only context may be missing."""
        data = read_bytes(path)
        if not isinstance(data, Unreadable):
            self.add(path, data, reported=reported)
        elif reported:
            self.unreadable.append(data)

    @property
    def idle(self) -> bool:
        """Whether nothing that was taken can mean anything to an Ingress."""
        return not self.ours and not self.waiting

    def project(self) -> Project:
        """What was taken, with the context that the Ingresses refer to."""
        alone = len(self.ours) < 2 and not (self.waiting or self.layout or self.divisions)
        workspace, overlays = (self._alone(), 0) if alone else self._among_others()
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
        self._ours(map(self._examined, self.ours))
        return Workspace([item for _, item in self.objects], minor=self.minor, default_namespace=self.default_namespace)

    def _among_others(self) -> tuple[Workspace, int]:
        """The workspace of many files, and how many kustomizations of the report set have patches."""
        from ingress_lint import context
        from ingress_lint.kustomize import graph_of
        from ingress_lint.parallel import spread
        from ingress_lint.sets import Layout, divide

        charts = tuple(os.path.dirname(file.absolute) for file in self.layout if file.path.endswith("Chart.yaml"))
        kustomizations = [file for file in self.layout if not file.path.endswith("Chart.yaml")] if self.ours else []
        graph = graph_of((file.absolute, Source.from_bytes(file.path, file.data)) for file in kustomizations)
        skimmed = [*self.waiting, *(file for file in self.ours if not file.reported)]

        def examine(file: File) -> Examined:
            return self._examined(file, file.absolute in graph.patch_files, _inside_templates(file.absolute, charts))

        self.ours.sort()
        self._ours(spread(examine, self.ours, worth=SPREAD_FROM, seen=self.seen))
        affixes = graph.affixes()
        self._context(context.referred(self.waiting, self._items, affixes), context.may_be_referred)
        self._context(context.workloads(skimmed, self._items, affixes, self.sources), context.may_be_workload)
        self.objects.sort(key=lambda pair: pair[0])
        paths = {path: absolute for absolute, path in self.taken.items()}
        layout = Layout(self.root, paths, graph, charts, self.divisions)
        workspace = divide(self._items, layout, minor=self.minor, default_namespace=self.default_namespace)
        named = (os.path.dirname(file.absolute) for file in kustomizations if file.reported)
        return workspace, sum(map(graph.patches, named))

    @property
    def _items(self) -> list[Object]:
        return [item for _, item in self.objects]

    def _ours(self, examined: Iterable[Examined]) -> None:
        """Take what was found in each file that may hold an Ingress."""
        for file, found in zip(self.ours, examined, strict=True):
            self.objects += [(file.absolute, item) for item in found.objects]
            if file.reported:
                self.subjects += found.subjects
                self.broken += found.broken
                self.templates += [file.path] if found.template else []
        self.ours.clear()

    def _examined(self, file: File, patch: bool = False, in_templates: bool = False) -> Examined:
        template = in_templates and b"{{" in file.data
        manifest = None if template else read(Source.from_bytes(file.path, file.data), _look_at(file))
        if manifest is None or _is_template(manifest):
            return Examined([], [], [], template=True)
        broken = [(Document(manifest.source, i, chunk.span, None), chunk) for i, chunk in manifest.broken]
        objects: list[Object] = []
        subjects: list[tuple[Object, tuple[Fact, ...]]] = []
        for document, content in manifest.documents:
            document.fragment = document.fragment or patch
            value = content if self.placeholders is None else unknown(content, self.placeholders)
            item = build(document, value)
            if item is not None:
                objects.append(item)
                if file.reported and isinstance(item, Ingress | IngressClass):
                    subjects.append((item, tuple(document_facts(document, value, item, self.minor))))
            document.drop_tree()
        return Examined(objects, subjects, broken, template=False)

    def _context(self, files: Iterable[File], wanted: Look) -> None:
        for file in files:
            for document, value in read(Source.from_bytes(file.path, file.data), wanted).documents:
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
        elif loader.absolute(path) not in loader.taken and wanted(path):
            loader.read(path)
    if scope == "project" and not loader.idle:
        for path in files.around(tuple(loader.sources)):
            if loader.absolute(path) not in loader.taken and wanted(path):
                loader.read(path, reported=False)
    return loader.project()


def _look_at(file: File) -> Look | None:
    """Which documents of a file are read: all that are reported, else what Ingresses can refer to."""
    if file.reported:
        return None
    from ingress_lint.context import may_be_referred

    return may_be_referred


def _inside_templates(absolute: str, charts: Iterable[str]) -> bool:
    return "/templates/" in absolute and any(absolute.startswith(f"{chart}/templates/") for chart in charts)


def _is_template(manifest: Manifest) -> bool:
    """Whether a file is the source of a template: of ytt, or one that parses only by the grace of `{{`, if at all."""
    text = manifest.source.text
    if "#@" in text and re.search(_YTT, text):
        return True
    if "{{" not in text or not re.search(_TEMPLATE, text):
        return False
    return any(chunk.error is not None for _, chunk in manifest.broken) or "{{-" in text
