"""Whether fixes did what they said: the text is read again and compared, value by value and comment by comment."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from ingress_lint.chunks import chunks
from ingress_lint.documents import Manifest, read
from ingress_lint.finding import Change, Edit, Fix
from ingress_lint.model import field_path
from ingress_lint.source import Source, Span
from ingress_lint.tree import Mapping, Node, Path, Scalar, Sequence

_COMMENT = re.compile(r"(?:^|(?<=[\s,\[{}\]]))#[^\r\n]*", re.MULTILINE)
_Key = tuple[int, int | None]


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text after edits that do not overlap."""
    parts = []
    at = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[at : edit.span.start], edit.text]
        at = edit.span.end
    return "".join((*parts, text[at:]))


def refusal(source: Source, fixes: Iterable[Fix], text: str) -> str:
    """Why `text`, which the fixes made of the source, must not be kept; empty if it may."""
    return _reason(source, text, tuple(fixes), 0)


def part_refusal(source: Source, fixes: tuple[Fix, ...]) -> str:
    """The same for fixes of one document, for which only its own text is read."""
    document = fixes[0].changes[0].document
    start, end = document.span
    edits = [edit for fix in fixes for edit in fix.edits]
    if any(edit.span.start < start or edit.span.end > end for edit in edits):
        return refusal(source, fixes, edited(source.text, edits))
    part = Source(source.path, source.text[start:end])
    shifted = (edit._replace(span=Span(edit.span.start - start, edit.span.end - start)) for edit in edits)
    return _reason(part, edited(part.text, shifted), fixes, document.index)


def _reason(source: Source, text: str, fixes: tuple[Fix, ...], first: int) -> str:
    """What is wrong with a text whose first document is the one with the index `first`."""
    before, after = read(source), read(Source(source.path, text))
    changes = [change for fix in fixes for change in fix.changes]
    reason = _unreadable(before, after) or _changed(before, after, changes, first)
    if not reason and all(fix.changes for fix in fixes) and comments(source.text) != comments(text):
        reason = "a comment would be lost"
    return reason


def _unreadable(before: Manifest, after: Manifest) -> str:
    """The chunks that cannot be read must be the same ones, to the letter."""
    old, new = list(_broken(before)), list(_broken(after))
    if old == new:
        return ""
    known = {message for message, _ in old}
    fresh = next((message for message, _ in new if message not in known), "")
    return f"the result could not be read: {fresh}" if fresh else "text that could not be read would change"


def _broken(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for _, chunk in manifest.broken:
        span = chunk.hidden if chunk.error is None and chunk.hidden else chunk.span
        yield chunk.error.message if chunk.error else "", manifest.source.text[span.start : span.end]


def _changed(before: Manifest, after: Manifest, changes: Iterable[Change], first: int) -> str:
    """Every object must be what the changes make of it."""
    expected = {(first + document.index, document.item): value for document, value in before.documents}
    actual = {(first + document.index, document.item): value for document, value in after.documents}
    if expected.keys() != actual.keys():
        return "objects would appear or vanish"
    changes = sorted(changes, key=_order)
    for change in changes:
        key = (change.document.index, change.document.item)
        expected[key] = _apply(expected[key], change.path, change)
    fixed = {(change.document.index, change.document.item) for change in changes}
    return next((_sentence(key, path, key in fixed or not fixed) for key, path in _differences(expected, actual)), "")


def _order(change: Change) -> tuple[bool, int, list[int]]:
    """Outer values before inner ones; what goes, goes last, and from the end of a list."""
    return change.gone, len(change.path), [-key for key in change.path if isinstance(key, int)]


def _sentence(key: _Key, path: Path, own: bool) -> str:
    where = f"`{field_path(path)}`" if path else "the whole object"
    index, item = key
    other = f" of another object (document {index + 1}{'' if item is None else f', item {item}'})"
    return f"it would also change {where}{'' if own else other}"


def _apply(value: dict[str, object], path: Path, change: Change) -> dict[str, object]:
    """The object with one change made; containers on the way are copied."""
    if not path:
        assert isinstance(change.value, dict)
        return change.value
    result = _put(value, path, change)
    assert isinstance(result, dict)
    return result


def _put(value: object, path: Path, change: Change) -> object:
    key, rest = path[0], path[1:]
    if isinstance(value, list) and isinstance(key, int):
        inner = _put(value[key], rest, change) if rest else change.value
        return [*value[:key], *([] if change.gone and not rest else [inner]), *value[key + 1 :]]
    record = dict(value) if isinstance(value, dict) else {}
    if change.gone and not rest:
        record.pop(str(key), None)
    else:
        record[str(key)] = _put(record.get(str(key)), rest, change) if rest else change.value
    return record


def _differences(
    expected: dict[_Key, dict[str, object]], actual: dict[_Key, dict[str, object]]
) -> Iterator[tuple[_Key, Path]]:
    for key, value in expected.items():
        for path in differences(value, actual[key]):
            yield key, path


def differences(left: object, right: object, path: Path = ()) -> Iterator[Path]:
    """Where two JSON values differ, in types, too: 80 is not "80" and 1 is not true."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in dict.fromkeys((*left, *right)):
            if key in left and key in right:
                yield from differences(left[key], right[key], (*path, key))
            else:
                yield (*path, key)
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for i, (a, b) in enumerate(zip(left, right, strict=True)):
            yield from differences(a, b, (*path, i))
    elif type(left) is not type(right) or left != right:
        yield path


def comments(text: str) -> Counter[str]:
    """The comments of a text, however often each stands there; text that is no YAML has none."""
    found: Counter[str] = Counter()
    for chunk in chunks(text):
        if chunk.root is None:
            continue
        at = chunk.span.start
        for start, end in (*scalars(chunk.root), (chunk.span.end, chunk.span.end)):
            found.update(match.group() for match in _COMMENT.finditer(text, at, start))
            at = max(at, end)
    return found


def scalars(root: Node) -> list[tuple[int, int]]:
    """The spans of all keys and scalars in the order of the text; aliases are not followed."""
    found = []
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Mapping):
            for entry in node.entries:
                found.append((entry.key.start, entry.key.end))
                stack.append(entry.value)
        elif isinstance(node, Sequence):
            stack.extend(node.items)
        elif isinstance(node, Scalar):
            found.append((node.start, node.end))
    return sorted(found)
