"""From v1beta1 to v1: what the API server's own conversion does to an object, done to its text.

Facts: kubernetes `pkg/apis/networking/v1beta1/conversion.go` and `defaults.go`: `backend` becomes
`defaultBackend`, `serviceName` and `servicePort` become `service.name` and `service.port`, and an
absent `pathType` is `ImplementationSpecific`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ingress_lint.edits import block_step, first_step, plain_keys
from ingress_lint.finding import Change, Fix
from ingress_lint.layout import Layout, Patch, layout
from ingress_lint.model import INGRESS_VERSIONS, Document, record
from ingress_lint.placeholders import is_placeholder
from ingress_lint.places import entry_at, node_at
from ingress_lint.tree import (
    Alias,
    Entry,
    Mapping,
    Node,
    Path,
    Scalar,
    Sequence,
    effective,
    is_merge,
    merged,
    plain,
    resolve,
)
from ingress_lint.verification import edited, refusal

V1 = INGRESS_VERSIONS[0]
PATH_TYPE = "ImplementationSpecific"
_FIELDS = {"serviceName": "name", "servicePort": "port"}


class Migration(NamedTuple):
    """The fix for an object, or the reason why there is none."""

    fixes: tuple[Fix, ...] = ()
    reason: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """The reason as a note of a finding."""
        return (f"not migrated automatically: {self.reason}",) if self.reason else ()


class _Refused(Exception):
    """The text cannot be migrated; the message says why."""


def migrate(document: Document) -> Migration:
    """The fix that makes a v1beta1 Ingress or IngressClass a v1 one: all of it, or nothing."""
    rewriter = _Rewriter(document)
    try:
        rewriter.version()
        if document.ours == "Ingress":
            rewriter.spec(resolve(document.root))
    except _Refused as refused:
        return Migration(reason=str(refused))
    value = {**document.value, "apiVersion": V1}
    if document.ours == "Ingress":
        value = converted(value)
    return rewriter.migration(f"migrate to {V1}", (Change(document, (), value),))


def rename_leftover(document: Document, path: Path) -> Migration:
    """The fix for a field of v1beta1 in a v1 object: `spec.backend`, or a part of a backend.

    Where backends may share their text through anchors, all of them are rewritten at once.
    """
    rewriter = _Rewriter(document, path_types=False)
    if _has_anchors(document.root):
        return _rename_all(rewriter)
    whole = path == ("spec", "backend")
    at = path if whole else path[:-1]
    node = node_at(document, at)
    if not isinstance(node, Mapping):
        return Migration()
    if whole and "defaultBackend" in _keys(document, ("spec",)):
        return Migration(reason="its spec has both `backend` and `defaultBackend`")
    try:
        rewriter.backend(node, node_at(document, at[:-1]) or node)
    except _Refused as refused:
        return Migration(reason=str(refused))
    value = converted_backend(plain(node))
    changes: tuple[Change, ...] = (Change(document, at, value),)
    if whole:
        entry = entry_at(document, path)
        assert entry is not None
        rewriter.patch.rename(entry, "defaultBackend")
        changes = (Change(document, path, gone=True), Change(document, ("spec", "defaultBackend"), value))
    return rewriter.migration("write the backend as networking.k8s.io/v1 does", changes)


def _rename_all(rewriter: _Rewriter) -> Migration:
    document = rewriter.document
    try:
        rewriter.spec(resolve(document.root))
    except _Refused as refused:
        return Migration(reason=str(refused))
    value = converted(document.value, path_types=False).get("spec")
    return rewriter.migration("write the backends as networking.k8s.io/v1 does", (Change(document, ("spec",), value),))


def converted(value: dict[str, object], *, path_types: bool = True) -> dict[str, object]:
    """The v1 form of a v1beta1 Ingress; a port name of digits, which v1 refuses, becomes a number.

    `path_types` gives a path without `pathType` the one that v1beta1 meant.
    """
    spec = value.get("spec")
    if not isinstance(spec, dict):
        return value
    spec = {("defaultBackend" if key == "backend" else key): item for key, item in spec.items()}
    if "defaultBackend" in spec:
        spec["defaultBackend"] = converted_backend(spec["defaultBackend"])
    if isinstance(spec.get("rules"), list):
        spec["rules"] = [_converted_rule(rule, path_types) for rule in spec["rules"]]
    return {**value, "spec": spec}


def _converted_rule(rule: object, path_types: bool) -> object:
    http = record(rule).get("http")
    paths = record(http).get("paths")
    if not isinstance(paths, list):
        return rule
    return {**record(rule), "http": {**record(http), "paths": [_converted_path(path, path_types) for path in paths]}}


def _converted_path(path: object, path_types: bool) -> object:
    if not isinstance(path, dict):
        return path
    path = dict(path)
    if "backend" in path:
        path["backend"] = converted_backend(path["backend"])
    if path_types and path.get("pathType") is None:
        path["pathType"] = PATH_TYPE
    return path


def converted_backend(value: object) -> object:
    """The v1 form of a backend; anything but a mapping is left alone."""
    backend = record(value)
    if not backend.keys() & _FIELDS.keys():
        return value
    service = {}
    for old, new in _FIELDS.items():
        if old in backend:
            given = backend[old]
            service[new] = _converted_port(given) if new == "port" else given
    return {"service": service, **{key: item for key, item in backend.items() if key not in _FIELDS}}


def _converted_port(value: object) -> dict[str, object]:
    if isinstance(value, str):
        return {"number": int(value)} if _is_number(value) else {"name": value}
    return {"number": value}


def _is_number(value: str) -> bool:
    return value.isascii() and value.isdigit()


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
        if _has_anchors(self.document.root):
            source = self.document.source
            reason = refusal(source, (fix,), edited(source.text, edits))
            if reason:
                return Migration(reason=f"anchors, aliases or merge keys stand in the way: {reason}")
        return Migration((fix,))

    def version(self) -> None:
        """Set apiVersion."""
        entry = entry_at(self.document, ("apiVersion",))
        if entry is None:
            where = "the list" if self.document.item is not None else "a merge key"
            raise _Refused(f"its apiVersion comes from {where}")
        self.patch.set(entry.value, V1)

    def spec(self, root: Node) -> None:
        """Rewrite the spec of an Ingress."""
        for spec in _children(root, "spec"):
            for entry in _entries(spec, "backend"):
                if "defaultBackend" in {other.name for other, _ in effective(spec)}:  # type: ignore[arg-type]
                    raise _Refused("its spec has both `backend` and `defaultBackend`")
                if self._first_time(entry):
                    self.patch.rename(entry, "defaultBackend")
            for name in ("backend", "defaultBackend"):
                for backend in _children(spec, name):
                    self.backend(backend, spec)
            paths = list(_paths(spec))
            for path in paths:
                self._path(path, frozenset(map(id, paths)))

    def _path(self, path: Node, siblings: frozenset[int]) -> None:
        if not isinstance(path, Mapping):
            raise _Refused("one of its paths is no mapping")
        for backend in _children(path, "backend"):
            self.backend(backend, path)
        if not self.path_types or not self._first_time(path) or record(plain(path)).get("pathType") is not None:
            return
        given = next((entry for entry, _ in effective(path) if entry.name == "pathType"), None)
        if given is not None:
            self.patch.set(given.value, PATH_TYPE)
        elif not any(id(source) in siblings for source in _sources(path)):
            how = layout(self.document.source.text, path)
            self.patch.insert(path, "pathType", how.scalar(PATH_TYPE), how, after="path")

    def backend(self, backend: Node, holder: Node) -> None:
        """Rewrite `serviceName` and `servicePort` of a backend in the mapping `holder`."""
        if not isinstance(backend, Mapping):
            if _is_null(backend):
                return
            raise _Refused("a backend is no map of fields")
        if not self._first_time(backend):
            return
        for source in _sources(backend):
            self.backend(source, holder)
        at = [i for i, entry in enumerate(backend.entries) if entry.name in _FIELDS]
        if not at:
            return
        old = backend.entries[at[0] : at[-1] + 1]
        if any(entry.name == "service" for entry, _ in effective(backend)):
            raise _Refused("a backend has both `service` and fields of v1beta1")
        if len(old) != len(at):
            raise _Refused("`serviceName` and `servicePort` do not stand side by side")
        text = self.document.source.text
        if any(plain(entry.value) is None for entry in old):
            raise _Refused("a `serviceName` or `servicePort` has no value")
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
            raise _Refused("a `servicePort` is neither a number nor a name")
        if isinstance(value, str) and is_placeholder(value):
            raise _Refused(f"whether the port `{value}` is a number or a name cannot be known")
        self.patch.wrap(entry, entry, "port", how, 1)
        if isinstance(value, str) and _is_number(value):
            self.digits.append(value)
            self.patch.replace(entry.value.span, str(int(value)))
        self.patch.rename(entry, "name" if isinstance(value, str) and not _is_number(value) else "number")

    def _first_time(self, item: Node | Entry) -> bool:
        fresh = id(item) not in self.done
        self.done.add(id(item))
        return fresh


def _keys(document: Document, path: Path) -> frozenset[str]:
    node = node_at(document, path)
    return plain_keys(node) if isinstance(node, Mapping) else frozenset()


def _entries(node: Node, name: str) -> Iterator[Entry]:
    """The entries of a name that a mapping ends up with, through merge keys, too."""
    if isinstance(node, Mapping):
        yield from (entry for entry, _ in effective(node) if entry.name == name)
    elif not _is_null(node):
        raise _Refused(f"a part that may have `{name}` is no map of fields")


def _children(node: Node, name: str) -> Iterator[Node]:
    yield from (resolve(entry.value) for entry in _entries(node, name))


def _items(node: Node, name: str) -> Iterator[Node]:
    for listed in _children(node, name):
        if isinstance(listed, Sequence):
            yield from map(resolve, listed.items)
        elif not _is_null(listed):
            raise _Refused(f"`{name}` is no list")


def _is_null(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None


def _paths(spec: Node) -> Iterator[Node]:
    """Every path of a spec, once for each way that leads to it."""
    for rule in _items(spec, "rules"):
        for http in _children(rule, "http"):
            yield from _items(http, "paths")


def _sources(mapping: Mapping) -> Iterator[Mapping]:
    """The mappings that merge keys bring in, at any depth."""
    for entry in mapping.entries:
        if is_merge(entry):
            for source in merged(entry):
                yield source
                yield from _sources(source)


def _has_anchors(root: Node) -> bool:
    """Whether a part of the tree can be shared; what aliases lead to is not looked at."""
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Alias) or node.anchor:
            return True
        if isinstance(node, Mapping):
            stack.extend(entry.value for entry in node.entries)
        elif isinstance(node, Sequence):
            stack.extend(node.items)
    return False
