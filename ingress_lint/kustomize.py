"""Kustomizations: which files they put together, what they rename, and what their patches change.

Facts: kubernetes-sigs/kustomize `api/types/kustomization.go`, `api/types/replacement.go`. Nothing is built: what a patch does to
an object is not computed, the object only counts as changed, and what is written over cannot be known (`filling`).
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from ingress_lint.documents import read
from ingress_lint.filling import Filled, fillings, with_unknown
from ingress_lint.model import Document, items, record, text
from ingress_lint.records import Record
from ingress_lint.source import Source
from ingress_lint.workspace import Placement


class Patch(Record):
    """A patch: the file it stands in, and the kind and name it is for, as far as they are said.

    `file` is empty for an inline patch; `name` is a regular expression, as kustomize reads it.
    """

    file: str
    kind: str
    name: str


class Kustomization(Record):
    """One kustomization; `entries` are the files and directories it takes in, all paths absolute."""

    directory: str
    entries: tuple[str, ...]
    patches: tuple[Patch, ...]
    namespace: str
    prefix: str
    suffix: str
    secrets: tuple[str, ...]

    def place(self, placement: Placement) -> Placement:
        """Where an object ends up that an inner kustomization has put somewhere."""
        return Placement(self.namespace or placement.namespace, f"{self.prefix}{placement.name}{self.suffix}")


def kustomization(directory: str, value: Mapping[str, object]) -> Kustomization:
    """What a kustomization file in `directory` (absolute) says."""
    listed = [*items(value.get("resources")), *items(value.get("bases")), *items(value.get("components"))]
    secrets = (text(record(item).get("name")) for item in items(value.get("secretGenerator")))
    return Kustomization(
        directory,
        tuple(_inside(directory, text(entry)) for entry in listed if text(entry)),
        tuple(_patches(directory, value)),
        text(value.get("namespace")),
        text(value.get("namePrefix")),
        text(value.get("nameSuffix")),
        tuple(name for name in secrets if name),
    )


def _inside(directory: str, entry: str) -> str:
    return os.path.normpath(os.path.join(directory, entry))


def _patches(directory: str, value: Mapping[str, object]) -> Iterator[Patch]:
    for entry in items(value.get("patchesStrategicMerge")):
        yield from _patch(directory, text(entry), {})
    for entry in [*items(value.get("patches")), *items(value.get("patchesJson6902"))]:
        patch = record(entry)
        target = record(patch.get("target"))
        yield from _patch(directory, text(patch.get("path")) or text(patch.get("patch")), target)
    for entry in items(value.get("replacements")):
        yield from _replaced(record(entry))


def _replaced(replacement: Mapping[str, object]) -> Iterator[Patch]:
    """What values are copied into, which changes it as a patch does; a file of replacements may say any Ingress or Service."""
    if text(replacement.get("path")):
        yield from (Patch("", kind, "") for kind in ("Ingress", "Service"))
    for target in items(replacement.get("targets")):
        select = record(record(target).get("select"))
        yield Patch("", text(select.get("kind")), text(select.get("name")))


def _patch(directory: str, given: str, target: Mapping[str, object]) -> Iterator[Patch]:
    """The patches of one entry: a file name, or YAML text, as kustomize tells them apart."""
    inline = "\n" in given or ": " in given
    if target:
        yield Patch("" if inline else _inside(directory, given), text(target.get("kind")), text(target.get("name")))
    elif not inline:
        yield Patch(_inside(directory, given), "", "")
    else:
        kind = re.search(r"^kind:[ \t]*['\"]?(\w+)", given, re.MULTILINE)
        name = re.search(r"^[ \t]+name:[ \t]*['\"]?([-\w.]+)", given, re.MULTILINE)
        yield Patch("", kind[1] if kind else "", re.escape(name[1]) if name else "")


def graph_of(files: Iterable[tuple[str, Source]], text_of: Callable[[str], str] = lambda _: "") -> "Graph":
    """The graph of kustomization files, given with their absolute paths; `text_of` is what a patch file of such a path holds."""
    found, filled = {}, {}
    for absolute, source in files:
        directory = os.path.dirname(absolute)
        for _, value in read(source).documents[:1]:
            found[directory] = kustomization(directory, value)
            filled[directory] = tuple(fillings(directory, value, text_of))
    return Graph(found, filled)


class Root(Record):
    """What one kustomization builds: every file it reaches with the kustomizations it passes, the innermost first."""

    directory: str
    files: Mapping[str, tuple[Kustomization, ...]]
    members: tuple[Kustomization, ...]

    def place(self, file: str, document: Document) -> Placement:
        """Namespace and name of a document of a file it reaches."""
        placement = Placement(document.namespace, document.name)
        for member in self.files[file]:
            placement = member.place(placement)
        return placement


class Graph:
    """All kustomizations of a project, by directory; `filled` says for each which values it writes over."""

    def __init__(
        self, found: Mapping[str, Kustomization], filled: Mapping[str, tuple[Filled, ...]] | None = None
    ) -> None:
        self._by_directory = found
        self._filled: dict[str, tuple[Filled, ...]] = {}
        for directory, fills in (filled or {}).items():
            for file in self.root(directory).files if fills else ():
                self._filled[file] = (*self._filled.get(file, ()), *fills)
        self.patch_files = frozenset(p.file for k in found.values() for p in k.patches if p.file)

    def patches(self, directory: str) -> bool:
        """Whether the kustomization of a directory has patches."""
        return directory in self._by_directory and bool(self._by_directory[directory].patches)

    def overwrite(self, file: str) -> Callable[[dict[str, object], Document], dict[str, object]] | None:
        """What makes those values of a file unknown that are written over; None if there are none."""
        filled = self._filled.get(file)
        return partial(with_unknown, filled=filled) if filled else None

    def affixes(self) -> set[tuple[str, str]]:
        """Every prefix and suffix that is added to names."""
        return {(k.prefix, k.suffix) for k in self._by_directory.values() if k.prefix or k.suffix}

    def roots(self) -> list[Root]:
        """The kustomizations that no other one takes in, each with all that it reaches."""
        reached = {entry for member in self._by_directory.values() for entry in member.entries}
        return [self.root(directory) for directory in sorted(self._by_directory) if directory not in reached]

    def root(self, directory: str) -> Root:
        """What the kustomization of a directory builds."""
        files: dict[str, tuple[Kustomization, ...]] = {}
        members: dict[str, Kustomization] = {}
        stack: list[tuple[str, tuple[Kustomization, ...]]] = [(directory, ())]
        while stack:
            path, outer = stack.pop()
            member = self._by_directory.get(path)
            if member is None:
                files.setdefault(path, outer)
            elif path not in members:
                members[path] = member
                stack.extend((entry, (member, *outer)) for entry in member.entries)
        return Root(directory, files, tuple(members.values()))

    def holder(self, file: str) -> str:
        """The directory of the kustomization that lists a file itself; empty if none does."""
        return next((d for d, member in sorted(self._by_directory.items()) if file in member.entries), "")
