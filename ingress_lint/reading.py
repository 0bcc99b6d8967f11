"""Files to objects and facts: everything that is known of one file by itself."""

import re
from bisect import bisect_left
from collections.abc import Callable

from ingress_lint.building import build
from ingress_lint.chunks import Chunk, Look
from ingress_lint.discovery import File, Unreadable
from ingress_lint.documents import Manifest, read
from ingress_lint.facts import Fact
from ingress_lint.inspection import document_facts
from ingress_lint.model import Document, Ingress, IngressClass, Object
from ingress_lint.placeholders import unknown
from ingress_lint.records import Record
from ingress_lint.source import Source, Span

_TEMPLATE = r"\{\{[-\s]*[^\s{}-][^{}\n]*\}\}"
_YTT = r"(?m)(?:^|[ \t])#@(?:$|[ \t]|[a-z]+/)"
"""What ytt runs: code, values and annotations such as `#@overlay/match`."""


Overwrite = Callable[[dict[str, object], Document], dict[str, object]]
"""Makes what will be written over in the value of a document unknown."""


class Examined(Record):
    """What one file holds: objects of any kind, the facts about ours, and what could not be read."""

    objects: list[Object]
    subjects: list[tuple[Object, tuple[Fact, ...]]]
    broken: list[tuple[Document, Chunk]]
    template: bool


def examined(
    file: File,
    data: bytes,
    minor: int,
    placeholders: re.Pattern[str] | None = None,
    *,
    overwrite: Overwrite | None = None,
    patch: bool = False,
    template: bool = False,
) -> Examined:
    """What the `data` of a file hold, for Kubernetes 1.`minor`; texts with a match of `placeholders` cannot be known.

    `overwrite` makes unknown what is written over, `patch` says that a kustomization takes it for a
    patch, `template` that a chart has it among its templates.
    """
    source = Source.from_bytes(file.path, data)
    rendered = template and "{{" in source.text
    manifest = None if rendered else read(source, _look_at(file))
    if manifest is None or _is_template(manifest):
        return Examined([], [], [], template=True)
    broken = [(Document(manifest.source, i, chunk.span, None), chunk) for i, chunk in manifest.broken]
    objects: list[Object] = []
    subjects: list[tuple[Object, tuple[Fact, ...]]] = []
    for document, content in manifest.documents:
        document.fragment = document.fragment or patch
        value = content if placeholders is None else unknown(content, placeholders)
        if overwrite is not None and document.ours:
            value = overwrite(value, document)
        item = build(document, value)
        if item is not None:
            objects.append(item)
            if file.reported and isinstance(item, Ingress | IngressClass):
                subjects.append((item, tuple(document_facts(document, value, item, minor))))
        document.drop_tree()
    if not source.exact and source.encoding == "utf-8":
        _say_bad_byte(subjects, data)
    return Examined(objects, subjects, broken, template=False)


def _say_bad_byte(subjects: list[tuple[Object, tuple[Fact, ...]]], data: bytes) -> None:
    """Add a fact about the first byte that is no UTF-8 in one of our documents: one for the whole file."""
    places = list(Source.replaced(data))
    for i, (item, facts) in enumerate(subjects):
        document = item.document
        nearest = bisect_left(places, document.span.start)
        if nearest < len(places) and places[nearest] < document.span.end:
            span = Span(places[nearest], places[nearest] + 1)
            subjects[i] = (item, (*facts, Fact(document, "text-not-utf-8", (), span=span)))
            return


def context_objects(file: File, wanted: Look) -> list[Object]:
    """The objects in the wanted documents of a file that is context."""
    found: list[Object] = []
    for document, value in read(source_of(file), wanted).documents:
        item = build(document, value)
        document.drop_tree()
        found += [] if item is None else [item]
    return found


def source_of(file: File) -> Source:
    """The text of a file that is context; one that cannot be read any longer holds nothing."""
    content = file.content()
    return Source.from_bytes(file.path, b"" if isinstance(content, Unreadable) else content)


def _look_at(file: File) -> Look | None:
    """Which documents of a file are read: all that are reported, else what Ingresses can refer to."""
    if file.reported:
        return None
    from ingress_lint.context import may_be_referred

    return may_be_referred


def _is_template(manifest: Manifest) -> bool:
    """Whether a file is the source of a template: of ytt, or one that parses only by the grace of `{{`, if at all."""
    text = manifest.source.text
    if "#@" in text and re.search(_YTT, text):
        return True
    if "{{" not in text or not re.search(_TEMPLATE, text):
        return False
    return any(chunk.error is not None for _, chunk in manifest.broken) or "{{-" in text
