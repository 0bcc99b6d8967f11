"""From v1beta1 to v1: what the API server's own conversion does to an object, done to its text."""

from __future__ import annotations

from ingress_lint.conversion import FIELDS, PATH_TYPE, converted, converted_backend, is_number
from ingress_lint.edits import block_step, first_step, plain_keys
from ingress_lint.finding import Change, Fix
from ingress_lint.layout import Layout, Patch, is_regular, layout
from ingress_lint.legacy import (
    Refused,
    children,
    entries,
    has_anchors,
    is_null,
    leftovers,
    may_have_anchors,
    paths,
    sources,
)
from ingress_lint.model import INGRESS_VERSIONS, Document, record
from ingress_lint.placeholders import is_placeholder
from ingress_lint.places import entry_at, node_at
from ingress_lint.records import Record
from ingress_lint.tree import Entry, Mapping, Node, Path, effective, plain, resolve
from ingress_lint.verification import part_refusal

V1 = INGRESS_VERSIONS[0]
_MAX_TRIAL, _MAX_ITEM_TRIAL = 500_000, 20_000
"""Characters of a document, and of a list with items, up to which a fix is tried out before it is
offered; the fixer tries it in any case."""


class Migration(Record):
    """The fix for an object, or the reason why there is none."""

    fixes: tuple[Fix, ...] = ()
    reason: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The reason as a note of a finding."""
        return (f"not migrated automatically: {self.reason}",) if self.reason else ()


def migrate(document: Document) -> Migration:
    """The fix that makes a v1beta1 Ingress or IngressClass a v1 one: all of it, or nothing."""
    rewriter = _Rewriter(document)
    try:
        rewriter.version()
        if document.ours == "Ingress":
            rewriter.spec(resolve(document.root))
    except Refused as refused:
        return Migration(reason=str(refused))
    value = {**document.value, "apiVersion": V1}
    if document.ours == "Ingress":
        value = converted(value)
    return rewriter.migration(f"migrate to {V1}", (Change(document, (), value),))


def rename_leftover(document: Document, path: Path) -> Migration:
    """The fix for a field of v1beta1 in a v1 object: `spec.backend`, or a part of a backend.

    Where backends may share their text through anchors, all of them are rewritten with the first one.
    """
    rewriter = _Rewriter(document, path_types=False)
    if may_have_anchors(document):
        return _rename_all(rewriter, path)
    whole = path == ("spec", "backend")
    at = path if whole else path[:-1]
    node = node_at(document, at)
    if not isinstance(node, Mapping):
        return Migration()
    if whole and "defaultBackend" in _keys(document, ("spec",)):
        return Migration(reason="its spec has both `backend` and `defaultBackend`")
    try:
        rewriter.backend(node, node_at(document, at[:-1]) or node)
    except Refused as refused:
        return Migration(reason=str(refused))
    value = converted_backend(plain(node))
    changes: tuple[Change, ...] = (Change(document, at, value),)
    if whole:
        entry = entry_at(document, path)
        assert entry is not None
        rewriter.patch.rename(entry, "defaultBackend")
        changes = (Change(document, path, gone=True), Change(document, ("spec", "defaultBackend"), value))
    return rewriter.migration("write the backend as networking.k8s.io/v1 does", changes)


def _rename_all(rewriter: _Rewriter, path: Path) -> Migration:
    document = rewriter.document
    try:
        if path != next(leftovers(document), None):
            return Migration()
        rewriter.spec(resolve(document.root))
    except Refused as refused:
        return Migration(reason=str(refused))
    value = converted(document.value, path_types=False).get("spec")
    return rewriter.migration("write the backends as networking.k8s.io/v1 does", (Change(document, ("spec",), value),))


class _Rewriter:
    """Gathers the edits of one object; each node is edited once, however many aliases lead to it."""

    def __init__(self, document: Document, *, path_types: bool = True) -> None:
        self.document = document
        self.path_types = path_types
        self.patch = Patch(document.source)
        self.done: set[int] = set()
        self.digits: list[str] = []
        self.step = first_step(document) or 2

    def migration(self, title: str, changes: tuple[Change, ...]) -> Migration:
        """The fix; one that touches anchors is tried out first, because others may use them."""
        edits = self.patch.edits()
        if self.digits:
            title += f", reading the port name `{self.digits[0]}` as a number"
        fix = Fix(title, edits, not self.digits, changes)
        start, end = self.document.span
        limit = _MAX_TRIAL if self.document.item is None else _MAX_ITEM_TRIAL
        if end - start < limit and has_anchors(self.document):
            reason = part_refusal(self.document.source, (fix,))
            if reason:
                return Migration(reason=f"anchors, aliases or merge keys stand in the way: {reason}")
        return Migration((fix,))

    def version(self) -> None:
        """Set apiVersion."""
        entry = entry_at(self.document, ("apiVersion",))
        if entry is None:
            where = "the list" if self.document.item is not None else "a merge key"
            raise Refused(f"its apiVersion comes from {where}")
        self.patch.set(entry.value, V1)

    def spec(self, root: Node) -> None:
        """Rewrite the spec of an Ingress."""
        for spec in children(root, "spec"):
            for entry in entries(spec, "backend"):
                if "defaultBackend" in {other.name for other, _ in effective(spec)}:  # type: ignore[arg-type]
                    raise Refused("its spec has both `backend` and `defaultBackend`")
                if self._first_time(entry):
                    self.patch.rename(entry, "defaultBackend")
            for name in ("backend", "defaultBackend"):
                for backend in children(spec, name):
                    self.backend(backend, spec)
            found = list(paths(spec))
            siblings = frozenset(map(id, found))
            for path in found:
                self._path(path, siblings)

    def _path(self, path: Node, siblings: frozenset[int]) -> None:
        if not isinstance(path, Mapping):
            raise Refused("one of its paths is no mapping")
        for backend in children(path, "backend"):
            self.backend(backend, path)
        if not self.path_types or not self._first_time(path) or record(plain(path)).get("pathType") is not None:
            return
        given = next((entry for entry, _ in effective(path) if entry.name == "pathType"), None)
        if given is not None:
            self.patch.set(given.value, PATH_TYPE)
        elif not any(id(source) in siblings for source in sources(path)):
            self._regular(path)
            how = layout(self.document.source.text, path)
            self.patch.insert(path, "pathType", how.scalar(PATH_TYPE), how, after="path")

    def backend(self, backend: Node, holder: Node) -> None:
        """Rewrite `serviceName` and `servicePort` of a backend in the mapping `holder`."""
        if not isinstance(backend, Mapping):
            if is_null(backend):
                return
            raise Refused("a backend is no mapping")
        if not self._first_time(backend):
            return
        for source in sources(backend):
            self.backend(source, holder)
        at = [i for i, entry in enumerate(backend.entries) if entry.name in FIELDS]
        if not at:
            return
        old = backend.entries[at[0] : at[-1] + 1]
        if any(entry.name == "service" for entry, _ in effective(backend)):
            raise Refused("a backend has both `service` and fields of v1beta1")
        if len(old) != len(at):
            raise Refused("`serviceName` and `servicePort` do not stand side by side")
        text = self.document.source.text
        self._regular(backend)
        if any(plain(entry.value) is None for entry in old):
            raise Refused("a `serviceName` or `servicePort` has no value")
        how = layout(text, backend, " " * (block_step(text, holder, backend) or self.step))
        self.patch.wrap(old[0], old[-1], "service", how)
        for entry in old:
            if entry.name == "serviceName":
                self.patch.rename(entry, "name")
            else:
                self._port(entry, how)

    def _port(self, entry: Entry, how: Layout) -> None:
        value = plain(entry.value)
        if not isinstance(value, int | str) or isinstance(value, bool):
            raise Refused("a `servicePort` is neither a number nor a name")
        if isinstance(value, str) and is_placeholder(value):
            raise Refused(f"whether the port `{value}` is a number or a name cannot be known")
        self.patch.wrap(entry, entry, "port", how, 1)
        if isinstance(value, str) and is_number(value):
            self.digits.append(value)
            self.patch.replace(entry.value.span, str(int(value)))
        self.patch.rename(entry, "name" if isinstance(value, str) and not is_number(value) else "number")

    def _regular(self, mapping: Mapping) -> None:
        if not is_regular(self.document.source.text, mapping):
            raise Refused("something stands before one of its keys, such as `?`, a tag or an anchor")

    def _first_time(self, item: Node | Entry) -> bool:
        fresh = id(item) not in self.done
        self.done.add(id(item))
        return fresh


def _keys(document: Document, path: Path) -> frozenset[str]:
    node = node_at(document, path)
    return plain_keys(node) if isinstance(node, Mapping) else frozenset()
