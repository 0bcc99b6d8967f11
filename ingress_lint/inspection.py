"""All facts of a document: what the tree, the schemas and the API server's validation know about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint import schema
from ingress_lint.apiserver.ingress import ingress_facts
from ingress_lint.apiserver.metadata import metadata_facts
from ingress_lint.chunks import Chunk
from ingress_lint.documents import near_kind
from ingress_lint.facts import Fact
from ingress_lint.model import INGRESS_VERSIONS, Document, Ingress, IngressClass, Unknown, field_path, text
from ingress_lint.source import Span
from ingress_lint.tree import Mapping, Node, Path, Scalar, Sequence, effective

V1_SINCE = 19
"""Kubernetes 1.19 began to serve networking.k8s.io/v1, and to send warnings."""

V1BETA1_UNTIL = 21
"""Kubernetes 1.22 no longer serves the v1beta1 forms."""

MAX_OBJECT = 3 * 1024 * 1024
"""Bytes of a request body; the API server answers 413 to anything larger."""

MAX_STORED = 3 * 1024 * 1024 // 2
"""Bytes of a request that etcd takes unless it is told otherwise; objects are stored as protobuf."""

_PATCH_DIRECTIVE = r"\$(patch|retainKeys|setElementOrder/.*|deleteFromPrimitiveList/.*)"
_FLAT_KIND = r"""(?m)^kind:[ \t]*["']?(\w+)"""
_CHILDREN = frozenset(("name", "namespace", "rules", "tls", "defaultBackend", "ingressClassName", "controller"))
_INDENTED = r"(?m)^[ \t\u00a0]+[^\s#]"
_BARE_PARENT = r"(?m)^(metadata|spec):[ \t]*(#.*)?\r?$"


def document_facts(
    document: Document, value: dict[str, object], item: Ingress | IngressClass, minor: int
) -> Iterator[Fact]:
    """What is wrong with one of our documents for Kubernetes 1.`minor`; a fragment is only checked by schema."""
    if not document.plain:
        yield from _duplicates(document)
    yield from _schema_facts(document, value)
    if document.fragment:
        return
    flat = flattened(document.source.text[document.span.start : document.span.end])
    if flat and document.item is None:
        yield Fact(document, "indentation-lost", flat)
    yield from _version_facts(document, value, minor)
    yield from metadata_facts(document, value, isinstance(item, Ingress))
    if isinstance(item, Ingress):
        yield from ingress_facts(item, minor)
    else:
        from ingress_lint.apiserver.ingress_class import ingress_class_facts

        yield from ingress_class_facts(item)
    yield from _size_facts(document, value)


def broken_facts(document: Document, chunk: Chunk) -> Iterator[Fact]:
    """What is known about a chunk without a readable document; `document` only stands for its place."""
    content = document.source.text[chunk.span.start : chunk.span.end]
    if chunk.error is None:
        yield Fact(document, "text-after-document-end", (), span=chunk.hidden)
    elif (parent := re.search(_BARE_PARENT, content)) and flattened(content):
        start = chunk.span.start + parent.start(1)
        yield Fact(document, "indentation-lost", (), span=Span(start, start + len(parent[1])))
    else:
        from ingress_lint.syntax import cause

        found = cause(document.source.text, chunk.span, chunk.error)
        # The server reads a line indented with no-break spaces as a field of the top level.
        named = found.text if found.word == "hard-blank" else field_path(chunk.error.path)
        value = (found.word, found.text)
        yield Fact(document, "yaml-syntax", (), value, chunk.error.message, found.span, field=named or None)


def flattened(content: str) -> Path:
    """The first key that lost its children, if no line of a manifest of ours is indented; else `()`."""
    if re.search(_INDENTED, content):
        return ()
    parent = re.search(_BARE_PARENT, content)
    kind = re.search(_FLAT_KIND, content)
    if parent is None or kind is None or not near_kind(kind[1]):
        return ()
    keys = (line.lstrip("- ").partition(":")[0] for line in content.split("\n"))
    return () if _CHILDREN.isdisjoint(keys) else (parent[1],)


def _duplicates(document: Document) -> Iterator[Fact]:
    """Keys that stand twice in a mapping, and keys that meet another one through a merge key."""

    def walk(node: Node, path: Path) -> Iterator[Fact]:
        if isinstance(node, Sequence):
            for i, item in enumerate(node.items):
                yield from walk(item, (*path, i))
        elif isinstance(node, Mapping):
            names = {entry.name for entry in node.entries}
            if len(names) != len(node.entries) or "<<" in names:
                repeated = tuple(_repeated(document, node, path))
                yield from repeated if path else _run_together(repeated)
            for entry in node.entries:
                if not isinstance(entry.value, Scalar):
                    yield from walk(entry.value, (*path, entry.name))

    return walk(document.root, ())


def _repeated(document: Document, mapping: Mapping, path: Path) -> Iterator[Fact]:
    first: dict[tuple[str, type], tuple[object, bool]] = {}
    for entry, carrier in effective(mapping):
        # A plain 80 and a quoted "80" are two keys for YAML, and collapse in JSON without a word.
        identity = (entry.name, type(entry.key.value))
        through_merge = carrier is not entry
        if identity in first:
            earlier, merged_before = first[identity]
            detail = "merged" if through_merge else "overrides" if merged_before else ""
            span = carrier.key.span if not through_merge else carrier.value.span
            yield Fact(document, "duplicate-key", (*path, entry.name), earlier, detail, span)
        else:
            first[identity] = (carrier.key.span, through_merge)


def _run_together(repeated: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Keys that stand twice at the root; with `apiVersion` and `kind` among them these are two objects."""
    both = {fact.path[0]: fact for fact in repeated if not fact.detail}
    first = both.get("apiVersion")
    if first is None or "kind" not in both or first.span is None:
        return repeated
    start = min(first.span, both["kind"].span or first.span)
    lead = next(fact for fact in both.values() if fact.span == start)
    return (lead._replace(detail="separator"), *(fact for fact in repeated if fact.detail))


def _schema_facts(document: Document, value: dict[str, object]) -> Iterator[Fact]:
    name = schema_name(document)
    unknown = []
    for error in schema.errors(name, value):
        if isinstance(error.path[-1] if error.keyword == "unknown" else error.value, Unknown):
            continue  # what is filled in later may be of any type
        if error.keyword == "unknown":
            if not (document.fragment and re.fullmatch(_PATCH_DIRECTIVE, str(error.path[-1]))):
                unknown.append(error)
        elif not (document.fragment and error.path == ()):
            # Where a map of strings holds another type, the server names the map.
            in_map = error.path[:2] in (("metadata", "labels"), ("metadata", "annotations"))
            field = document.field(error.path[:2]) if in_map else None
            detail = error.keyword if error.keyword != "type" else _expected(error.expected)
            span = _scalar_span(document.root, error.path)
            yield Fact(document, "wrong-type", error.path, error.value, detail, span, field=field)
    if unknown:
        from ingress_lint.unknown_fields import unknown_facts

        yield from unknown_facts(document, name, value, unknown)


def _scalar_span(root: Node, path: Path) -> Span | None:
    """The span of a single value that stands where the path says, None behind an alias or merge key."""
    node = root
    for key in path:
        if isinstance(node, Mapping):
            found = [entry.value for entry in node.entries if entry.name == key]
            if not found:
                return None
            node = found[-1]
        elif isinstance(node, Sequence) and isinstance(key, int):
            node = node.items[key]
    return node.span if isinstance(node, Scalar) else None


def _expected(types: object) -> str:
    names = [str(name) for name in types if name != "null"] if isinstance(types, list) else [str(types)]
    return " or ".join(names)


def schema_name(document: Document) -> str:
    """The schema a document of ours is checked by: that of its version, else that of v1."""
    fallback = "ingress-v1" if document.ours == "Ingress" else "ingressclass-v1"
    return schema.SCHEMAS.get((document.api_version, document.ours), fallback)


def _version_facts(document: Document, value: dict[str, object], minor: int) -> Iterator[Fact]:
    for key in ("kind", "apiVersion"):
        given = value.get(key)
        if given is None or given == "":
            yield Fact(document, "field-missing", (key,), _miskeyed(value, key))
    kind, version = text(value.get("kind")), text(value.get("apiVersion"))
    if kind and not isinstance(kind, Unknown) and kind != document.ours:
        yield Fact(document, "kind-wrong-case", ("kind",), kind, document.ours)
    if not version or isinstance(version, Unknown):
        return
    if version in INGRESS_VERSIONS[1:] and not (document.ours == "IngressClass" and version[0] == "e"):
        if minor >= V1_SINCE:  # before that there is nothing else to write
            detail = "" if minor > V1BETA1_UNTIL else "old"
            yield Fact(document, "api-version-removed", ("apiVersion",), version, detail)
    elif version != INGRESS_VERSIONS[0] or minor < V1_SINCE:
        yield Fact(document, "api-version-unknown", ("apiVersion",), version)


def _miskeyed(value: dict[str, object], key: str) -> str | None:
    """A key that is `key` in another case, as `Kind` is."""
    return next((given for given in value if given != key and given.lower() == key.lower()), None)


def _size_facts(document: Document, value: dict[str, object]) -> Iterator[Fact]:
    # JSON is never longer than four times the YAML it comes from, aliases apart.
    if document.span.end - document.span.start < MAX_OBJECT // 8:
        return
    import json

    size = len(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))
    if size > MAX_OBJECT:
        yield Fact(document, "object-too-large", (), size)
    elif size > MAX_STORED and (stored := _text_size(value)) > MAX_STORED:
        yield Fact(document, "object-too-large", (), stored, "etcd")


def _text_size(value: object) -> int:
    """Bytes of all texts of an object: however it is stored, it is not smaller."""
    if isinstance(value, dict):
        return sum(map(_text_size, value.values()))
    if isinstance(value, list):
        return sum(map(_text_size, value))
    return len(value.encode("utf-8", "replace")) if isinstance(value, str) else 0
