"""The value of a document that is written plainly, line by line: a key or an item on each, and no more.

Nearly every manifest is: block style, values on one line, neither anchors nor tags. To
read such lines takes a third of the time that the events of libyaml take. What is read is a small
part of YAML on which all readers agree, a property test holds it equal to what `parser` reads, and
at the first thing that is anything else the whole document is left to that.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from ingress_lint.scalars import TYPED_START, plain_value

_PLAIN = str.maketrans("", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 \n-_./:,;=+~^$()*@%\"'")
"""Characters that mean nothing in YAML inside of a word, and those whose meaning is looked at."""

_COMMENT = r"""(?m)^((?:[^"'#\n]*[ ])?)#[\t -~\u00a0-\u2027\u202a-\ud7ff]*$"""
"""A comment that nothing before it in the line can make a part of a text."""

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
    reader = _Reader()
    try:
        for line in text.split("\n"):
            body = line.lstrip(" ")
            if body:
                reader.take(len(line) - len(body), body.rstrip(" "))
    except _NotPlain:
        return None
    return reader.end()


class _Reader:
    """The container that is being filled, with its column and, in a mapping, the key that waits for its value."""

    def __init__(self) -> None:
        self.root: dict[str, Any] = {}
        self.holder: Any = self.root
        self.column = 0
        self.key: str | None = None
        self.outer: list[tuple[int, Any]] = []

    def end(self) -> dict[str, Any] | None:
        """What was read; None if that was nothing."""
        if self.key is not None:
            self.holder[self.key] = None
        return self.root or None

    def take(self, indent: int, body: str) -> None:
        """One line; raises `_NotPlain`."""
        is_item = body[0] == "-"
        if indent != self.column or self.key is not None or is_item or type(self.holder) is list:
            self._place(indent, is_item)
        if is_item:
            rest = body[1:].lstrip(" ")
            if body[1:2] != " ":
                raise _NotPlain
            if not (": " in rest or rest[-1] == ":"):
                self.holder.append(_scalar(rest))
                return
            inner: dict[str, Any] = {}
            self.holder.append(inner)
            self._open(indent + len(body) - len(rest), inner)
            body = rest
        self._entry(body)

    def _entry(self, body: str) -> None:
        key, colon, value = body.partition(": ")
        if not colon:
            if body[-1] != ":":
                raise _NotPlain
            key = body[:-1]
        key = _key(key)
        if key in self.holder or len(body) > _LONGEST:
            raise _NotPlain
        if colon:
            self.holder[key] = _scalar(value.lstrip(" "))
        else:
            self.key = key

    def _open(self, column: int, holder: Any) -> None:
        if len(self.outer) > _DEEPEST:
            raise _NotPlain
        self.outer.append((self.column, self.holder))
        self.column, self.holder, self.key = column, holder, None

    def _close(self) -> None:
        if self.key is not None:
            self.holder[self.key] = None
            self.key = None
        self.column, self.holder = self.outer.pop()

    def _place(self, indent: int, is_item: bool) -> None:
        """Open or close containers, so that the current one is what a line at a column belongs to."""
        while indent < self.column:
            self._close()
        if self.key is not None and (indent > self.column or is_item):
            inner: Any = [] if is_item else {}
            self.holder[self.key] = inner
            self._open(indent, inner)
        elif self.key is not None:
            self.holder[self.key] = None
            self.key = None
        if type(self.holder) is list and not is_item:
            self._close()
        if indent != self.column or (type(self.holder) is list) is not is_item:
            raise _NotPlain


@lru_cache(2_000)
def _key(text: str) -> str:
    """A key that is one word, and no number or the like; the same object for the same key, for there are few of them."""
    if not _starts_plainly(text) or text[-1] == ":" or any(sign in text for sign in " \"'"):
        raise _NotPlain
    if text[0] in TYPED_START and type(plain_value(text)) is not str:
        raise _NotPlain
    return text


def _starts_plainly(text: str) -> bool:
    return text[:1].isalnum() or text[:1] in ("_", "/")


def _scalar(text: str) -> object:
    """The value of a plain or quoted text that ends with its line."""
    if text[:1] in ('"', "'"):
        if len(text) < 2 or text.find(text[0], 1) != len(text) - 1:
            raise _NotPlain
        return text[1:-1]
    if not _starts_plainly(text) or text[-1] == ":" or ": " in text:
        raise _NotPlain
    return plain_value(text) if text[0] in TYPED_START else text
