"""ObjectMeta: names, labels, annotations, finalizers and owners (M1 to M24).

Facts: apimachinery `pkg/api/validation/objectmeta.go`, `pkg/apis/core/validation/validation.go`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.apiserver.names import label, label_value, qualified_name, size, subdomain
from ingress_lint.facts import Fact
from ingress_lint.model import Document, Unknown, items, record, string_map, text
from ingress_lint.tree import Path

MAX_ANNOTATIONS = 262_144
"""Bytes of all annotation keys and values together."""

_FINALIZERS = ("kubernetes", "orphan", "foregroundDeletion")


def metadata_facts(document: Document, value: dict[str, object], namespaced: bool) -> Iterator[Fact]:
    """What the server refuses in `metadata`; the namespace of a cluster-wide kind is not looked at (M8)."""
    metadata = value.get("metadata")
    if not isinstance(metadata, dict | None):
        return
    metadata = record(metadata)
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
    if prefix:
        # A trailing hyphen is masked, because random characters follow it (M4).
        masked = prefix[:-2] + "a" if prefix.endswith("-") and len(prefix) > 1 else prefix
        problem = "" if isinstance(prefix, Unknown) else subdomain(masked)
        if problem:
            yield Fact(document, "generate-name-invalid", ("metadata", "generateName"), prefix, problem)
            if not name:
                here = ("metadata", "generateName")
                yield Fact(document, "metadata-name-invalid", here, f"{prefix}…", problem, field="metadata.name")
    if name:
        problem = subdomain(name)
        if problem:
            yield Fact(document, "metadata-name-invalid", at, name, problem)
    elif not prefix and not isinstance(name, Unknown):
        yield Fact(document, "field-missing", at, None, "or `generateName`")


def _labels(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    for key, value in string_map(metadata.get("labels")).items():
        at: Path = ("metadata", "labels", key)
        for problem in qualified_name(key):
            yield Fact(document, "label-invalid", at, key, f"key: {problem}", field="metadata.labels")
        problem = label_value(value)
        if problem:
            yield Fact(document, "label-invalid", at, value, problem, field="metadata.labels")


def _annotations(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    annotations = string_map(metadata.get("annotations"))
    for key in annotations:
        for problem in qualified_name(key.lower()):
            at: Path = ("metadata", "annotations", key)
            yield Fact(document, "annotation-key-invalid", at, key, problem, field="metadata.annotations")
    total = sum(size(key) + size(value) for key, value in annotations.items())
    if total > MAX_ANNOTATIONS:
        yield Fact(document, "annotations-too-long", ("metadata", "annotations"), total)


def _finalizers(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    names = [text(item) for item in items(metadata.get("finalizers"))]
    for i, name in enumerate(names):
        at: Path = ("metadata", "finalizers", i)
        problems = qualified_name(name)
        for problem in problems:
            yield Fact(document, "finalizer-invalid", at, name, problem, field="metadata.finalizers")
        if not isinstance(name, Unknown) and "/" not in name and name not in _FINALIZERS:
            yield Fact(document, "finalizer-invalid", at, name, "it has no `domain/` before it")
    if "orphan" in names and "foregroundDeletion" in names:
        why = "`orphan` and `foregroundDeletion` exclude each other"
        at = ("metadata", "finalizers", max(names.index("orphan"), names.index("foregroundDeletion")))
        yield Fact(document, "finalizer-invalid", at, names[at[-1]], why, field="metadata.finalizers")


def _owners(document: Document, metadata: dict[str, object]) -> Iterator[Fact]:
    owners = items(metadata.get("ownerReferences"))
    controllers = []
    for i, item in enumerate(owners):
        if not isinstance(item, dict | None):
            continue
        owner = record(item)
        at: Path = ("metadata", "ownerReferences", i)
        api_version, kind = text(owner.get("apiVersion")), text(owner.get("kind"))
        for key in ("apiVersion", "kind", "name", "uid"):
            given = text(owner.get(key))
            empty = not given and not isinstance(given, Unknown)
            no_version = key == "apiVersion" and (given.endswith("/") or given.count("/") > 1)
            if empty or no_version:
                why = "is empty" if empty else "has no version"
                yield Fact(
                    document,
                    "owner-reference-invalid",
                    (*at, key),
                    given,
                    f"`{key}` {why}",
                    field=f"metadata.ownerReferences.{key}",
                )
        if api_version == "v1" and kind == "Event":
            why = "an Event cannot own anything"
            yield Fact(document, "owner-reference-invalid", at, kind, why, field="metadata.ownerReferences")
        if owner.get("controller") is True:
            controllers.append(at)
    if len(controllers) > 1:
        why = "only one owner can have `controller: true`"
        yield Fact(
            document,
            "owner-reference-invalid",
            (*controllers[1], "controller"),
            True,
            why,
            field="metadata.ownerReferences",
        )
