"""The value of a document that is written plainly, line by line: a key or an item on each, and no more.

Nearly every manifest is: block style, values on one line, neither anchors nor tags. To
read such lines takes a third of the time that the events of libyaml take. What is read is a small
part of YAML on which all readers agree, a property test holds it equal to what `parser` reads, and
at the first thing that is anything else the whole document is left to that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from sys import intern
from typing import Any

from ingress_lint.scalars import TYPED_START, NotJson, plain_value

_PLAIN = str.maketrans("", "", "".join(map(chr, range(ord(" "), ord("~") + 1))).replace("#", "") + "\n")
"""Characters that mean nothing in YAML inside of a word of a block, and those whose meaning is looked at."""

_FIRST = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./$()+~^;=")
"""Characters that begin a plain text whatever follows."""

_COMMENT = r"""(?m)^((?:[^"'#\n]*[ ])?)#[\t -~\u00a0-\u2027\u202a-\ud7ff]*$"""
"""A comment that nothing before it in the line can make a part of a text."""

_BELOW = object()
"""Stands for the value of a key that is to follow in the lines below."""

_NOTHING = (None,)
"""Stands for `{}`, of which every holder needs one of its own, as any other tuple stands for a list."""

_FLOW = r"""[A-Za-z0-9_./][-A-Za-z0-9_./]*|"[^",\\]*"|'[^',]*'"""
"""A text in a list between brackets that is the same outside of them."""

_LONGEST, _DEEPEST = 1_000, 50
"""Characters of a line and containers around it, for libyaml has limits of its own."""


class _NotPlain(Exception):
    """Something that is left to the parser."""


def value_of(text: str) -> dict[str, Any] | None:
    """The JSON value of a mapping that is written plainly; None for any other text."""
    if "#" in text:
        text = re.sub(_COMMENT, r"\1", text)
    if text.translate(_PLAIN):
        return None
    try:
        return _filled(text.split("\n")) or None
    except _NotPlain:
        return None


def _filled(lines: Iterable[str]) -> dict[str, Any]:
    """What lines say; raises `_NotPlain`.

    `holder` is the container that is being filled, `column` where its keys or dashes stand, and in a
    mapping `waiting` is the key whose value is to follow; `outer` are the containers around it.
    """
    root: dict[str, Any] = {}
    holder: Any = root
    column, waiting = 0, ""
    outer: list[tuple[int, Any]] = []
    for line in lines:
        read = _read(line)
        if read is None:
            continue
        indent, is_item, inner, key, value = read
        while indent < column:
            if waiting:
                holder[waiting], waiting = None, ""
            column, holder = outer.pop()
        if waiting:
            made: Any = ([] if is_item else {}) if is_item or indent > column else None
            holder[waiting], waiting = made, ""
            if made is not None:
                outer.append((column, holder))
                column, holder = indent, made
        if not is_item and type(holder) is list:
            column, holder = outer.pop()
        if indent != column or is_item is not (type(holder) is list) or len(outer) > _DEEPEST:
            raise _NotPlain
        if type(value) is tuple:
            value = {} if value is _NOTHING else list(value)
        if is_item:
            if not key:
                holder.append(value)
                continue
            outer.append((column, holder))
            holder.append({})
            column, holder = inner, holder[-1]
        if key in holder:
            raise _NotPlain
        if value is _BELOW:
            waiting = key
        else:
            holder[key] = value
    if waiting:
        holder[waiting] = None
    return root


@lru_cache(10_000)  # most lines of a manifest stand in others, too
def _read(line: str) -> tuple[int, bool, int, str, object] | None:
    """Where a line begins, whether it is an item, and the column, key and value that it has; raises `_NotPlain`.

    None for a blank line. The key is empty for an item that is a single value.
    """
    body = line.strip(" ")
    if not body:
        return None
    if len(line) > _LONGEST:
        raise _NotPlain
    indent = column = len(line) - len(line.lstrip(" "))
    is_item = body[0] == "-"
    if is_item:
        if body[1:2] != " ":
            raise _NotPlain
        rest = body[1:].lstrip(" ")
        column += len(body) - len(rest)
        body = rest
    key, colon, value = body.partition(": ")
    if colon:
        return indent, is_item, column, _key(key), _scalar(value.lstrip(" "))
    if body[-1] == ":":
        return indent, is_item, column, _key(body[:-1]), _BELOW
    if not is_item:
        raise _NotPlain
    return indent, True, column, "", _scalar(body)


@lru_cache(2_000)
def _key(text: str) -> str:
    """A key that is one word, and no number or the like; the same object for the same key, for there are few of them."""
    if text[:1] in ('"', "'") and len(text) > 2 and text[1:-1] != "<<":
        return intern(_quoted(text))
    if not _starts_plainly(text) or text[-1] == ":" or " " in text or '"' in text or "'" in text:
        raise _NotPlain
    if text[0] in TYPED_START and type(_typed(text)) is not str:
        raise _NotPlain
    return intern(text)


def _starts_plainly(text: str) -> bool:
    return text[:1] in _FIRST or (text[:1] == "-" and text[1:2] not in ("", " "))


def _scalar(text: str) -> object:
    """The value of a plain or quoted text that ends with its line."""
    if text[:1] in ('"', "'"):
        return _quoted(text)
    if text[:1] == "[" and text[-1] == "]":
        return _flow_list(text[1:-1])
    if text == "{}":
        return _NOTHING
    if not _starts_plainly(text) or text[-1] == ":" or ": " in text:
        raise _NotPlain
    return _typed(text) if text[0] in TYPED_START else text


def _flow_list(text: str) -> tuple[object, ...]:
    """The items of a list that is written on one line."""
    items = text.split(",") if text.strip(" ") else []
    return tuple(_flow_item(item.strip(" ")) for item in items)


def _flow_item(text: str) -> object:
    if not re.fullmatch(_FLOW, text):
        raise _NotPlain
    return text[1:-1] if text[0] in "\"'" else _typed(text)


def _quoted(text: str) -> str:
    if len(text) < 2 or text.find(text[0], 1) != len(text) - 1 or (text[0] == '"' and "\\" in text):
        raise _NotPlain
    return text[1:-1]


def _typed(text: str) -> object:
    try:
        return plain_value(text)
    except NotJson as error:
        raise _NotPlain from error
