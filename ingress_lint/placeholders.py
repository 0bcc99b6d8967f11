"""Values that somebody still has to fill in: `<host>`, `${HOST}`, `__HOST__`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint.finding import Location
from ingress_lint.model import Unknown

_PLACEHOLDER = (
    r"<[^\W\d_][^<>\n]*>|\$\{[^{}\n]+\}|\$\([A-Za-z_]\w*\)|__[A-Za-z0-9_-]+__|\{\{[^{}\n]*\}\}|@@?[A-Za-z]\w*@@?"
)


_SIGNS = frozenset("<$_{@")
"""One of these is in every placeholder."""


def is_placeholder(value: str) -> bool:
    """Whether a part of the value looks as if it was meant to be replaced."""
    return not _SIGNS.isdisjoint(value) and re.search(_PLACEHOLDER, value) is not None


def placeholder_note(location: Location) -> Iterator[str]:
    """A note for a finding about such a value; the finding stays."""
    found = re.search(_PLACEHOLDER, location.source.text[location.span.start : location.span.end])
    if found:
        remedy = "lint the text in which it has been replaced, or leave such values out by `placeholders` in the configuration"
        yield f"`{found.group()}` looks like a placeholder: {remedy}"


def unknown(value: dict[str, object], filled_in_later: re.Pattern[str]) -> dict[str, object]:
    """An object in which every text that holds a match cannot be known, keys included."""
    return {
        (Unknown(key) if filled_in_later.search(key) else key): _unknown(item, filled_in_later)
        for key, item in value.items()
    }


def _unknown(value: object, filled_in_later: re.Pattern[str]) -> object:
    if isinstance(value, dict):
        return unknown(value, filled_in_later)
    if isinstance(value, list):
        return [_unknown(item, filled_in_later) for item in value]
    return Unknown(value) if isinstance(value, str) and filled_in_later.search(value) else value
