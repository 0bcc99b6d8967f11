"""Text from a manifest on a terminal: control characters are shown, never sent."""

from __future__ import annotations

import re
from collections.abc import Callable

_CONTROL = "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb]"
_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "frame": "1;34",
    "strong": "1",
    "good": "32",
    "bad": "31",
}

Paint = Callable[[str, str], str]
"""A text and what it is (a severity, `frame`, `strong`, `good`, `bad`) to the text as it is written."""


def visible(text: str) -> str:
    """The text with control, direction and invisible characters as pictures or escapes, tabs as four spaces.

    Each character is replaced on its own, so that `visible(a + b) == visible(a) + visible(b)`.
    """
    return text if text.isprintable() else re.sub(_CONTROL, _picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    if code == 0x09:
        return "    "
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"


def width(text: str) -> int:
    """Columns a visible text takes on a terminal: two for wide characters, none for combining ones."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(c) else 2 if east_asian_width(c) in "WF" else 1 for c in text)


def plural(count: int, word: str, suffix: str = "s") -> str:
    """`1 file`, `2 files`."""
    return f"{count} {word}{'' if count == 1 else suffix}"


def painter(*, color: bool) -> Paint:
    """What paints, or leaves every text as it is."""

    def paint(text: str, kind: str) -> str:
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if text else text

    def plain(text: str, _kind: str) -> str:
        return text

    return paint if color else plain


def not_built(overlays: int) -> str:
    """`1 kustomize overlay is not built`, or how many are not."""
    return f"{plural(overlays, 'kustomize overlay')} {'is' if overlays == 1 else 'are'} not built"
