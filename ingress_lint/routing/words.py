"""Words for routes, as messages and tables use them."""

from __future__ import annotations

from collections.abc import Sequence

from ingress_lint.model import Document, Unknown
from ingress_lint.workspace import Workspace

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

UNKNOWN = Unknown("(unknown)")
_SHOWN = 100


def shortened(text: str) -> str:
    """As much of a text from a URL as a message repeats."""
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def shown(text: str) -> str:
    """A text as answers show it: `(unknown)`, itself unknown, for one that cannot be known."""
    return UNKNOWN if isinstance(text, Unknown) else text


def null(text: str | None) -> str | None:
    """A text as JSON holds it: null for one that is not there or cannot be known."""
    return None if isinstance(text, Unknown) else text or None


def count_word(count: int) -> str:
    """A small number as a word."""
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def listed(names: Sequence[str]) -> str:
    """Up to three quoted names: `a`, `b` and `c`, or `a`, `b`, `c` and 2 more."""
    shown = [f"`{name}`" for name in names[:3]]
    last = f"{len(names) - 3} more" if len(names) > 3 else shown.pop()
    return f"{', '.join(shown)} and {last}" if shown else last


def object_name(workspace: Workspace, document: Document) -> str:
    """An object as `namespace/name`, or the name alone where nothing says the namespace."""
    namespace = shown(workspace.namespace(document))
    name = shown(workspace.name(document)) or shown(document.known_name) or "(no name)"
    return f"{namespace}/{name}" if namespace else name


def requests_of(host: str, path: str) -> str:
    """The requests a host and path stand for: `shop.example.com/cart`, or `*/cart` for every host."""
    return f"{host or '*'}{' ' if isinstance(path, Unknown) else ''}{path}"
