"""Source: a text with a path. Offsets inside, lines and columns at the edge."""

import codecs
import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Self

from ingress_lint.records import Record


class Span(Record):
    """Half-open range of code-point offsets into a text."""

    start: int
    end: int


class Position(Record):
    """1-based line and 1-based column in code points, for people and machine formats."""

    line: int
    column: int


# UTF-32 first: its little-endian mark begins with the mark of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Source:
    """A text and where it came from.

    `path` is what reports print, `text` has no byte order mark, and `encoding` with `mark` turn an
    edited text back into the bytes it was read from. `exact` is false if undecodable bytes were
    replaced by U+FFFD, as kubectl does; such a text must never be written back.
    """

    __slots__ = ("_starts", "encoding", "exact", "mark", "path", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8", mark: bytes = b"") -> None:
        self.path = path
        self.text = text
        self.encoding = encoding
        self.mark = mark
        self.exact = True
        self._starts: list[int] | None = None

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {len(self.text)} characters)"

    @classmethod
    def from_bytes(cls, path: str, data: bytes) -> Self:
        """Decode as kubectl does: by its byte order mark, else UTF-8; bad bytes become U+FFFD."""
        mark, encoding = next((m for m in _MARKS if data.startswith(m[0])), (b"", "utf-8"))
        body = data[len(mark) :]
        try:
            return cls(path, body.decode(encoding), encoding, mark)
        except UnicodeDecodeError:
            source = cls(path, body.decode(encoding, "replace"), encoding, mark)
            source.exact = False
            return source

    @staticmethod
    def replaced(data: bytes) -> Iterator[int]:
        """Offsets of the characters that stand for bytes that are no UTF-8, in the text of these `data`.

        A U+FFFD that the bytes do spell is hidden behind another character of as many bytes.
        """
        body = data.removeprefix(codecs.BOM_UTF8).replace(b"\xef\xbf\xbd", b"\xee\x80\x80")
        return (found.start() for found in re.finditer("\ufffd", body.decode("utf-8", "replace")))

    def to_bytes(self, text: str) -> bytes:
        """The bytes of `text` as this source was encoded, byte order mark included."""
        return self.mark + text.encode(self.encoding)

    @property
    def starts(self) -> list[int]:
        """Offset of the first character of each line; only LF ends a line, as for kubectl."""
        if self._starts is None:
            starts = [0]
            find = self.text.find
            at = find("\n")
            while at >= 0:
                starts.append(at + 1)
                at = find("\n", at + 1)
            self._starts = starts
        return self._starts

    def position(self, offset: int) -> Position:
        """Line and column of an offset; the end of the text is a valid offset."""
        line = bisect_right(self.starts, offset)
        return Position(line, offset - self.starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Text of a 1-based line without its line break."""
        starts = self.starts
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def relative(path: str, root: str) -> str:
    """A path as seen from a directory, with `/`, so that it does not depend on the working directory.

    Names that are no paths, such as `<stdin>`, and any path without a root stay as they are.
    """
    if not root or path.startswith("<"):
        return path
    return os.path.relpath(path, root).replace(os.sep, "/")
