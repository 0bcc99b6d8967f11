"""Values that somebody still has to fill in: `<host>`, `${HOST}`, `__HOST__`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint.finding import Location

_PLACEHOLDER = re.compile(r"<[A-Za-z][^<>\n]*>|\$\{[^}\n]+\}|\$\([A-Za-z_]\w*\)|__[A-Za-z0-9_-]+__|\{\{[^}\n]*\}\}|@@?[A-Za-z]\w*@@?")


def is_placeholder(value: str) -> bool:
    """Whether a part of the value looks as if it was meant to be replaced."""
    return _PLACEHOLDER.search(value) is not None


def placeholder_note(location: Location) -> Iterator[str]:
    """A note for a finding about such a value; the finding stays."""
    found = _PLACEHOLDER.search(location.source.text[location.span.start : location.span.end])
    if found:
        yield f"`{found.group()}` looks like a placeholder; lint the text in which it has been replaced"
