"""Values that a kustomization writes over those in its files: what stands there is not what is deployed.

Facts: kubernetes-sigs/kustomize `api/types/replacement.go` (field paths), `api/internal/accumulator` (patches). What is
written is not computed: the value simply cannot be known. A merging patch takes the place of lists as a whole.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from ingress_lint.chunks import chunks
from ingress_lint.model import Document, Unknown, items, record, text
from ingress_lint.records import Record
from ingress_lint.tree import TreeError, plain

Steps = tuple[str, ...]
"""A path in an object as kustomize has it: keys, indices as text, and `*` for all items."""

_IDENTITY = {("apiVersion",), ("kind",), ("metadata", "name"), ("metadata", "namespace")}
_STEP = r"((?:\\.|\[[^\]]*\]|[^.\\])+)\.?"


class Filled(Record):
    """One value that is written over, in objects of a kind and with a name (patterns; empty means any)."""

    kind: str
    name: str
    steps: Steps

    def is_in(self, document: Document) -> bool:
        """Whether it concerns a document."""
        pairs = ((self.kind, document.kind), (self.name, document.name))
        try:
            return all(not pattern or re.fullmatch(pattern, given) for pattern, given in pairs)
        except re.error:
            return False


def fillings(directory: str, value: Mapping[str, object], text_of: Callable[[str], str]) -> Iterator[Filled]:
    """What the kustomization of a directory writes over; `text_of` is what a file of an absolute path holds."""
    for replacement in _replacements(directory, value, text_of):
        for target in map(record, items(replacement.get("targets"))):
            select = record(target.get("select"))
            for path in map(text, items(target.get("fieldPaths"))):
                yield Filled(text(select.get("kind")), text(select.get("name")), _field_steps(path))
    for entry in items(value.get("patchesStrategicMerge")):
        yield from _of_patch(directory, text(entry), {}, text_of)
    for entry in map(record, [*items(value.get("patches")), *items(value.get("patchesJson6902"))]):
        given = text(entry.get("patch")) or text(entry.get("path"))
        yield from _of_patch(directory, given, record(entry.get("target")), text_of)


def with_unknown(value: dict[str, object], document: Document, filled: Iterable[Filled]) -> dict[str, object]:
    """The value of a document, in which nobody knows what is written over."""
    changed: object = value
    for one in filled:
        if one.is_in(document):
            changed = _without(changed, one.steps)
    return record(changed)


def _replacements(
    directory: str, value: Mapping[str, object], text_of: Callable[[str], str]
) -> Iterator[Mapping[str, object]]:
    """The replacements of a kustomization, those in files of their own included: one in a file, or a list of them."""
    for entry in map(record, items(value.get("replacements"))):
        yield entry
        if file := text(entry.get("path")):
            for content in _values(text_of(os.path.normpath(os.path.join(directory, file)))):
                yield from map(record, content if isinstance(content, list) else [content])


def _of_patch(
    directory: str, given: str, target: Mapping[str, object], text_of: Callable[[str], str]
) -> Iterator[Filled]:
    """What a patch writes, given as YAML or as the name of a file."""
    inline = "\n" in given or ": " in given
    content = given if inline or not given else text_of(os.path.normpath(os.path.join(directory, given)))
    for patch in _values(content):
        for steps, kind, name in _written(patch):
            yield Filled(
                text(target.get("kind")) or re.escape(kind), text(target.get("name")) or re.escape(name), steps
            )


def _values(content: str) -> Iterator[object]:
    try:
        yield from [plain(chunk.root) for chunk in chunks(content) if chunk.root is not None]
    except TreeError:
        return


def _written(patch: object) -> Iterator[tuple[Steps, str, str]]:
    """Where a patch writes, with the kind and the name that it gives itself."""
    for operation in map(record, items(patch)):  # of JSON 6902
        if steps := _pointer_steps(text(operation.get("path"))):
            yield steps, "", ""
    merged = record(patch)
    kind, name = text(merged.get("kind")), text(record(merged.get("metadata")).get("name"))
    for steps in _leaves(merged, ()):
        if steps and steps not in _IDENTITY:
            yield steps, kind, name


def _leaves(value: object, steps: Steps) -> Iterator[Steps]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*steps, key))
    else:
        yield steps


def _pointer_steps(pointer: str) -> Steps:
    """The steps of a JSON pointer such as `/metadata/annotations/example.com~1owner`."""
    return tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:])


def _field_steps(path: str) -> Steps:
    """The steps of a field path such as `spec.rules.0.host`; brackets hold a key with dots, or a condition for items."""
    return tuple(map(_field_step, re.findall(_STEP, path)))


def _field_step(step: str) -> str:
    if step.startswith("["):
        return "*" if "=" in step else step[1:-1]
    return step.replace("\\.", ".")


def _without(value: object, steps: Steps) -> object:
    """A value in which the one at a path is unknown; the same where there is none."""
    if not steps:
        return Unknown("" if value is None else value)
    first, rest = steps[0], steps[1:]
    if isinstance(value, dict):
        return {key: _without(item, rest) if first in (key, "*") else item for key, item in value.items()}
    if isinstance(value, list):
        return [_without(item, rest) if first in (str(i), "*") else item for i, item in enumerate(value)]
    return value
