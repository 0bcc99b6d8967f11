"""The hash by which GitHub recognises a line again, as its upload action computes it for a file.

A rolling hash of base 37 in 64 bits over the hundred characters that follow, without blanks and
tabs and with LF for every line end, then `:n` for the n-th line of that hash.
Source: github/codeql-action `src/fingerprints.ts`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ingress_lint.source import Source

_WINDOW = 100
_MASK = (1 << 64) - 1
_LEAVING = pow(37, _WINDOW, 1 << 64)
_END = 65_535


class LineHashes:
    """The hashes of the lines of sources, computed once for each."""

    def __init__(self) -> None:
        self._by_path: dict[str, list[str]] = {}

    def of(self, source: Source, line: int) -> str:
        """The hash of a 1-based line; empty for a text in an encoding that the action does not read."""
        if source.encoding != "utf-8":
            return ""
        if source.path not in self._by_path:
            mark = "\ufeff" if source.mark else ""
            self._by_path[source.path] = list(line_hashes(mark + source.text))
        hashes = self._by_path[source.path]
        return hashes[line - 1] if line <= len(hashes) else ""


def line_hashes(text: str) -> Iterator[str]:
    """The hash of each line in order; CR, LF and CR LF end a line."""
    codes = _codes(text)
    starts = [0, *(i + 1 for i, code in enumerate(codes) if code == 10)]
    codes += [_END] + [0] * _WINDOW
    value = 0
    for code in codes[:_WINDOW]:
        value = (value * 37 + code) & _MASK
    seen: Counter[int] = Counter()
    at = 0
    for start in starts:
        while at < start:
            value = (value * 37 + codes[at + _WINDOW] - codes[at] * _LEAVING) & _MASK
            at += 1
        seen[value] += 1
        yield f"{value:x}:{seen[value]}"


def _codes(text: str) -> list[int]:
    """UTF-16 code units without blanks and tabs, line ends as LF."""
    import struct

    text = text.replace("\r\n", "\n").replace("\r", "\n").replace(" ", "").replace("\t", "")
    data = text.encode("utf-16-le", "surrogatepass")
    return list(struct.unpack(f"<{len(data) // 2}H", data))
