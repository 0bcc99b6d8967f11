"""Files to a workspace and a report: what is analysed, what is reported, what could not be linted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ingress_lint.chunks import Chunk
from ingress_lint.discovery import MAX_FILE, Unreadable, may_be_context, may_be_ours, read_bytes
from ingress_lint.documents import Manifest, read
from ingress_lint.engine import Report
from ingress_lint.facts import Fact
from ingress_lint.inspection import document_facts
from ingress_lint.model import Document, Ingress, IngressClass, Object
from ingress_lint.source import Source
from ingress_lint.workspace import Workspace, build

_TEMPLATE = re.compile(r"\{\{[-\s]*[^{}\n]+\}\}")


class Project(NamedTuple):
    """Everything a run looks at. `templates` are Helm templates, which are not linted as they stand."""

    workspace: Workspace
    report: Report
    unreadable: tuple[Unreadable, ...]
    templates: tuple[str, ...]
    files: int


class Loader:
    """Reads files once, in two steps: ours first, then what they refer to."""

    def __init__(self, minor: int, default_namespace: str = "") -> None:
        self.minor = minor
        self.default_namespace = default_namespace
        self.objects: list[Object] = []
        self.subjects: list[tuple[Object, tuple[Fact, ...]]] = []
        self.broken: list[tuple[Document, Chunk]] = []
        self.unreadable: list[Unreadable] = []
        self.templates: list[str] = []
        self.waiting: list[tuple[str, bytes]] = []
        self.sources: set[str] = set()
        self.files = 0

    def load(self, paths: Iterable[str | Unreadable]) -> Project:
        """The project of these files."""
        for path in paths:
            data = path if isinstance(path, Unreadable) else read_bytes(path)
            if isinstance(data, Unreadable):
                self.unreadable.append(data)
            else:
                assert isinstance(path, str)
                self.add(path, data)
        return self.project()

    def add(self, path: str, data: bytes) -> None:
        """Take one file of the report set."""
        self.files += 1
        self.sources.add(path)
        if not may_be_ours(data):
            self.waiting.append((path, data))
        elif len(data) > MAX_FILE:
            reason = (
                f"{len(data) // 1024 // 1024} MiB is more than the {MAX_FILE // 1024 // 1024} MiB a manifest may have"
            )
            self.unreadable.append(Unreadable(path, reason))
        else:
            self._ours(Source.from_bytes(path, data))

    def _ours(self, source: Source) -> None:
        manifest = read(source)
        if _is_template(manifest):
            self.templates.append(source.path)
            return
        for index, chunk in manifest.broken:
            self.broken.append((Document(source, index, chunk.span, None), chunk))
        for document, value in manifest.documents:
            item = build(document, value)
            if item is None:
                document.drop_tree()
                continue
            self.objects.append(item)
            if isinstance(item, Ingress | IngressClass):
                self.subjects.append((item, tuple(document_facts(document, value, item, self.minor))))
            document.drop_tree()

    def project(self) -> Project:
        """What was read, with the context that the Ingresses refer to."""
        names = self._wanted()
        for path, data in self.waiting if names else ():
            if may_be_context(data, names):
                self._context(Source.from_bytes(path, data))
        workspace = Workspace(self.objects, minor=self.minor, default_namespace=self.default_namespace)
        report = Report(tuple(self.subjects), tuple(self.broken), frozenset(self.sources))
        return Project(workspace, report, tuple(self.unreadable), tuple(self.templates), self.files)

    def _context(self, source: Source) -> None:
        for document, value in read(source).documents:
            item = build(document, value)
            if item is not None:
                document.drop_tree()
                self.objects.append(item)

    def _wanted(self) -> frozenset[bytes]:
        """Names of the objects that Ingresses refer to."""
        names: set[str] = set()
        for item in self.objects:
            if isinstance(item, Ingress):
                names.update(b.service.name for b in item.backends if b.service is not None)
                names.update(tls.secret_name for tls in item.tls)
        return frozenset(name.encode("utf-8", "replace") for name in names if name)


def _is_template(manifest: Manifest) -> bool:
    """Whether a file is the source of a template: it does not parse, or only by the grace of `{{`."""
    text = manifest.source.text
    if "{{" not in text or not _TEMPLATE.search(text):
        return False
    return any(chunk.error is not None for _, chunk in manifest.broken) or "{{-" in text
