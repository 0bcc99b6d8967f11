"""ObjectMeta: names, labels, annotations, finalizers and owners (M1 to M24).

Facts: apimachinery `pkg/api/validation/objectmeta.go`, `pkg/apis/core/validation/validation.go`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.apiserver.names import label, label_value, qualified_name, size, subdomain, together
from ingress_lint.facts import Fact
from ingress_lint.model import Document, Unknown, items, record, string_map, text
from ingress_lint.tree import Path

MAX_ANNOTATIONS = 262_144
"""Bytes of all annotation keys and values together."""

MAX_PREFIX = 58
"""Bytes of `generateName` that end up in the name."""

_OWNER_KEYS = ("apiVersion", "kind", "name", "uid")
_FINALIZERS = ("kubernetes", "orphan", "foregroundDeletion")


def metadata_facts(document: Document, value: dict[str, object], namespaced: bool) -> Iterator[Fact]:
    """What the server refuses in `metadata`; the namespace of a cluster-wide kind is not looked at (M8)."""
    given = value.get("metadata")
    if not isinstance(given, dict | None):
        return
    metadata = record(given)
    yield from _names(document, metadata)
    namespace = text(metadata.get("namespace"))
    problem = label(namespace) if namespace and namespaced else ""
    if problem:
        yield Fact(document, "namespace-invalid", ("metadata", "namespace"), namespace, problem)
    yield from _labels(document, metadata)
    yield from _annotations(document, metadata)
    yield from _finalizers(document, metadata)
    yield from _owners(document, metadata)


def _names(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    at: Path = ("metadata", "name")
    name, prefix = text(metadata.get("name")), text(metadata.get("generateName"))
    if prefix and not isinstance(prefix, Unknown):
        yield from _generated(document, prefix, name)
    if name:
        problem = subdomain(name)
        if problem:
            yield Fact(document, "metadata-name-invalid", at, name, problem)
    elif not prefix and not isinstance(name, Unknown):
        yield Fact(document, "field-missing", at, None, "or `generateName`")


def _generated(document: Document, prefix: str, name: str) -> Iterator[Fact]:
    """M4: the prefix itself, and the name made of it: its first 58 bytes and 5 random characters."""
    at: Path = ("metadata", "generateName")
    raw = prefix.encode("utf-8", "surrogatepass")
    masked = raw[:-2] + b"a" if raw.endswith(b"-") and len(raw) > 1 else raw
    problem = subdomain(masked.decode("utf-8", "replace"))
    if problem:
        yield Fact(document, "generate-name-invalid", at, prefix, problem)
    if name:
        return
    problem = subdomain((raw[:MAX_PREFIX] + b"x7x7x").decode("utf-8", "replace"))
    if problem:
        field = document.field(("metadata", "name"))
        yield Fact(document, "metadata-name-invalid", at, prefix, problem, field=field)


def _labels(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    here: Path = ("metadata", "labels")
    for key, value in string_map(metadata.get("labels")).items():
        problem = together(qualified_name(key))
        if problem:
            yield Fact(document, "label-invalid", (*here, key), key, f"key: {problem}", field=document.field(here))
        problem = label_value(value)
        if problem:
            yield Fact(document, "label-invalid", (*here, key), value, problem, field=document.field(here))


def _annotations(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    annotations = string_map(metadata.get("annotations"))
    here: Path = ("metadata", "annotations")
    for key in annotations:
        if isinstance(key, Unknown):
            continue
        # Go lower-cases the dotted capital I to a plain i, Python to two characters.
        problem = together(qualified_name(key.replace("\u0130", "i").lower()))
        if problem:
            yield Fact(document, "annotation-key-invalid", (*here, key), key, problem, field=document.field(here))
    known = ((key, "" if isinstance(value, Unknown) else value) for key, value in annotations.items())
    total = sum(size(key) + size(value) for key, value in known)
    if total > MAX_ANNOTATIONS:
        yield Fact(document, "annotations-too-long", here, total)


def _finalizers(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    names = [text(item) for item in items(metadata.get("finalizers"))]
    if not names:
        return
    field = document.field(("metadata", "finalizers"))
    for i, name in enumerate(names):
        at: Path = ("metadata", "finalizers", i)
        problem = together(qualified_name(name))
        if problem:
            yield Fact(document, "finalizer-invalid", at, name, problem, field=field)
        if not isinstance(name, Unknown) and "/" not in name and name not in _FINALIZERS:
            yield Fact(document, "finalizer-invalid", at, name, "it has no `domain/` before it")
    if "orphan" in names and "foregroundDeletion" in names:
        why = "`orphan` and `foregroundDeletion` exclude each other"
        at = ("metadata", "finalizers", max(names.index("orphan"), names.index("foregroundDeletion")))
        yield Fact(document, "finalizer-invalid", at, names[at[-1]], why, field=field)


def _owners(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    owners = items(metadata.get("ownerReferences"))
    if not owners:
        return
    field = document.field(("metadata", "ownerReferences"))
    controllers = []
    seen: set[tuple[object, ...]] = set()
    for i, item in enumerate(owners):
        if not isinstance(item, dict | None):
            continue
        owner = record(item)
        at: Path = ("metadata", "ownerReferences", i)
        identity = _identity(owner)
        if identity in seen:  # M19: dropped before anything is checked
            yield Fact(document, "owner-reference-duplicate", at, field=field)
            continue
        seen.add(identity)
        yield from _owner(document, owner, at)
        if owner.get("apiVersion") in ("v1", "/v1") and owner.get("kind") == "Event":
            why = "an Event cannot own anything"
            yield Fact(document, "owner-reference-invalid", (*at, "kind"), "Event", why, field=field)
        if owner.get("controller") is True:
            controllers.append(at)
    for at in controllers[1:2]:
        why = "only one owner can have `controller: true`"
        yield Fact(document, "owner-reference-invalid", (*at, "controller"), True, why, field=field)


def _identity(owner: dict[str, object]) -> tuple[object, ...]:
    """All that an owner says: an empty text is an absent one, but `controller: false` is not an absent one."""
    texts = (text(owner.get(key)) for key in _OWNER_KEYS)
    return (*texts, repr(owner.get("controller")), repr(owner.get("blockOwnerDeletion")))


def _owner(document: Document, owner: dict[str, object], at: Path) -> Iterator[Fact]:
    for key in _OWNER_KEYS:
        given = text(owner.get(key))
        if isinstance(given, Unknown):
            continue
        no_version = key == "apiVersion" and (given.endswith("/") or given.count("/") > 1)
        if not given or no_version:
            why = f"`{key}` has no version" if given else f"`{key}` is empty"
            field = document.field(("metadata", "ownerReferences", key))
            yield Fact(document, "owner-reference-invalid", (*at, key), given, why, field=field)
