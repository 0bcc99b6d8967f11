"""What is deployed together: kustomizations, charts, alternatives, and what the configuration says.

Copies of an object for dev and prod never meet in one cluster, so nothing may be concluded from one
about the other. Every set is a workspace; the files that no other set claims are shared by all.
"""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingress_lint.alternatives import Parts, alternatives, parts_of
from ingress_lint.discovery import KUSTOMIZATIONS
from ingress_lint.kustomize import Graph, Patch, Root
from ingress_lint.model import Document, Ingress, Object
from ingress_lint.records import Record
from ingress_lint.workspace import Division, Placement, Workspace


class Layout(Record):
    """What is known of the files beside their objects; all paths are absolute.

    `absolute` is by path of a source, `charts` are directories with a `Chart.yaml`.
    """

    root: str
    absolute: Mapping[str, str]
    graph: Graph
    charts: tuple[str, ...] = ()
    divisions: Sequence[Division] = ()


def divide(objects: Sequence[Object], layout: Layout, *, minor: int, default_namespace: str) -> Workspace:
    """The workspace of a project, divided into the sets that are deployed together."""
    sets = _Divider(objects, layout, minor, default_namespace).sets()
    if len(sets) == 1 and len(sets[0].objects) == len(objects):
        return sets[0]
    return Workspace(objects, minor=minor, default_namespace=default_namespace, sets=sets)


class _Divider:
    """Takes objects out of the heap, set by set."""

    def __init__(self, objects: Sequence[Object], layout: Layout, minor: int, default_namespace: str) -> None:
        self.layout = layout
        self.minor = minor
        self.default_namespace = default_namespace
        self.files: dict[str, list[Object]] = defaultdict(list)
        for item in objects:
            self.files[layout.absolute[item.document.source.path]].append(item)
        self.roots = layout.graph.roots()
        self.unclaimed = frozenset(self.files)
        self.homes: dict[str, list[Division]] = {}

    def sets(self) -> list[Workspace]:
        """Every set: those of the files that no division claims, then those of each division."""
        declared = [(division, self._declared(division)) for division in self.layout.divisions]
        claimed = {file for _, files in declared for file in files}
        self.unclaimed = frozenset(file for file in self.files if file not in claimed)
        found = self._apart([file for file in self.files if file in self.unclaimed], None)
        for division, files in declared:
            apart = self._apart(files, division)
            for together in apart:
                together.division = division.name
            found += apart
        return [together for together in found if together.objects]

    def _declared(self, division: Division) -> list[str]:
        root = self.layout.root
        named = ((os.path.relpath(file, root).replace(os.sep, "/"), file) for file in self.files)
        return [file for path, file in named if division.files.match(path)]

    def _homes(self, root: Root) -> list[Division]:
        """The divisions that a kustomization is part of: it brings along what it takes in from outside of any."""
        if root.directory not in self.homes:
            where = os.path.relpath(root.directory, self.layout.root).replace(os.sep, "/")
            names = [f"{where}/{name}".removeprefix("./") for name in KUSTOMIZATIONS]
            found = [division for division in self.layout.divisions if any(map(division.files.match, names))]
            self.homes[root.directory] = found
        return self.homes[root.directory]

    def _parts(self, root: Root, here: frozenset[str], division: Division | None) -> frozenset[str]:
        """The files of a division, or of none, that a kustomization may put into a set there."""
        homes = self._homes(root)
        if not homes:
            return here
        return here | self.unclaimed if division in homes else here - self.unclaimed

    def _apart(self, files: Sequence[str], division: Division | None) -> list[Workspace]:
        """The sets of some files; the loose ones come first, because the others may look things up in them."""
        complete = division is not None and division.complete
        here = frozenset(files)
        reached = {file for root in self.roots for file in root.files if file in here}
        charts = self._charts([file for file in files if file not in reached])
        claimed = reached.union(*charts.values())
        loose = self._loose([file for file in files if file not in claimed], complete=complete)
        parts = ((root, self._parts(root, here, division)) for root in self._all_roots())
        built = (self._built(root, held, loose[0], complete=complete) for root, held in parts)
        packed = (self._workspace(listed, shared=loose[0], complete=complete) for listed in charts.values())
        return [*loose, *built, *packed]

    def _charts(self, files: Sequence[str]) -> dict[str, list[str]]:
        charts: dict[str, list[str]] = defaultdict(list)
        for file in files:
            chart = next((c for c in self.layout.charts if file.startswith(f"{c}/")), None)
            if chart is not None:
                charts[chart].append(file)
        return charts

    def _all_roots(self) -> Iterator[Root]:
        """The roots, and the bases of Ingresses that every root changes: what they say is judged there."""
        yield from self.roots
        homeless: set[str] = set()
        for root in self.roots:
            homeless.update(self._changed_ingresses(root))
        for root in self.roots:
            homeless -= set(root.files) - set(self._changed_ingresses(root))
        bases = {self.layout.graph.holder(file) for file in homeless} - {root.directory for root in self.roots}
        yield from (self.layout.graph.root(base) for base in sorted(bases) if base)

    def _changed_ingresses(self, root: Root) -> list[str]:
        changed = self._patched(root)
        return [
            file
            for file in root.files
            if any(isinstance(o, Ingress) and o.document in changed for o in self.files.get(file, ()))
        ]

    def _built(self, root: Root, here: frozenset[str], shared: Workspace, *, complete: bool) -> Workspace:
        files = [file for file in root.files if file in here]
        placed = {o.document: root.place(file, o.document) for file in files for o in self.files[file]}
        return self._workspace(
            files,
            shared=shared,
            complete=complete,
            placed=placed,
            patched=self._patched(root),
            generated=frozenset(name for member in root.members for name in member.secrets),
            built_by=root.directory if any(root.directory == other.directory for other in self.roots) else "",
        )

    def _patched(self, root: Root) -> frozenset[Document]:
        patches = [patch for member in root.members for patch in member.patches]
        targets = [target for patch in patches for target in self._targets(patch)]
        return frozenset(
            o.document
            for file in root.files
            for o in self.files.get(file, ())
            if any(_aims_at(target, o.document) for target in targets)
        )

    def _targets(self, patch: Patch) -> Iterator[Patch]:
        """What a patch is for; one without a target names it in its own documents."""
        if patch.kind or patch.name or not patch.file:
            yield patch
        else:
            for item in self.files.get(patch.file, ()):
                yield Patch(patch.file, item.document.kind, re.escape(item.document.name))

    def _loose(self, files: list[str], *, complete: bool) -> list[Workspace]:
        """What is shared, then one set for each directory or file that is an alternative to another one."""
        branches = alternatives({file: self.files[file] for file in files})
        grouped: dict[Parts, list[str]] = defaultdict(list)
        for file in files:
            parts = parts_of(file)
            grouped[next((parts[:i] for i in range(len(parts), 0, -1) if parts[:i] in branches), ())].append(file)
        # What is shared is deployed with one of its branches, and may refer to what is there.
        inner = {branch[:i] for branch in branches for i in range(len(branch))}
        made: dict[Parts, Workspace] = {(): self._workspace(grouped.pop((), []), complete=complete and () not in inner)}
        if not branches:
            return [made[()]]
        hosts = _Hosts()
        hosts.add((), made[()])
        for branch in sorted(branches, key=lambda parts: (len(parts), parts)):
            parents = [branch[:i] for i in range(len(branch) - 1, -1, -1) if branch[:i] in made]
            here = self._workspace(grouped.get(branch, []), shared=made[parents[0]])
            made[branch] = self._workspace(
                grouped.get(branch, []),
                shared=made[parents[0]],
                beside=hosts.beside(here, frozenset(parents)),
                complete=complete and branch not in inner,
            )
            hosts.add(branch, here)
        return list(made.values())

    def _workspace(
        self,
        files: Iterable[str],
        *,
        shared: Workspace | None = None,
        complete: bool = False,
        beside: Sequence[Ingress] = (),
        placed: Mapping[Document, Placement] | None = None,
        patched: frozenset[Document] = frozenset(),
        generated: frozenset[str] = frozenset(),
        built_by: str = "",
    ) -> Workspace:
        return Workspace(
            (o for file in files for o in self.files[file] if not o.document.fragment),
            minor=self.minor,
            default_namespace=self.default_namespace,
            complete=complete,
            shared=shared,
            beside=beside,
            placed=placed,
            patched=patched,
            generated=generated,
            built_by=built_by,
        )


def _aims_at(patch: Patch, document: Document) -> bool:
    if patch.kind and patch.kind != document.kind:
        return False
    try:
        return not patch.name or re.fullmatch(patch.name, document.name) is not None
    except re.error:
        return True


class _Hosts:
    """Ingresses by host, to find those of enclosing sets that an alternative can meet."""

    def __init__(self) -> None:
        self._by_host: dict[str, list[tuple[Parts, Ingress]]] = defaultdict(list)

    def add(self, branch: Parts, together: Workspace) -> None:
        """Take in the Ingresses of a set."""
        for ingress in together.ingresses:
            for host in _hosts(ingress):
                self._by_host[host].append((branch, ingress))

    def beside(self, together: Workspace, parents: frozenset[Parts]) -> tuple[Ingress, ...]:
        """The Ingresses of the enclosing sets that serve a host of these."""
        hosts = {host for ingress in together.ingresses for host in _hosts(ingress)}
        found = (ingress for host in sorted(hosts) for branch, ingress in self._by_host[host] if branch in parents)
        return tuple({id(ingress): ingress for ingress in found}.values())


def _hosts(ingress: Ingress) -> set[str]:
    """The hosts that an Ingress serves or has certificates for, and the wildcards around them; `""` is any host."""
    hosts = {rule.host for rule in ingress.rules} | {host for tls in ingress.tls for host in tls.hosts}
    if ingress.default_backend is not None or not hosts:
        hosts.add("")
    around = {f"*.{host.partition('.')[2]}" for host in hosts if "." in host}
    return hosts | around
