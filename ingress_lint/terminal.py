"""Text from a manifest on a terminal: control characters are shown, never sent."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\n]")


def visible(text: str) -> str:
    """The text with control and direction characters as pictures or escapes, tabs as four spaces."""
    text = text.replace("\t", "    ")
    return _CONTROL.sub(_picture, text) if _CONTROL.search(text) else text


def _picture(found: re.Match[str]) -> str:
    code = ord(found.group())
    return chr(0x2400 + code) if code < 0x20 else f"\\u{code:04x}"
