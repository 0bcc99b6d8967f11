"""Path patterns of the configuration, read as .gitignore reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable

_PIECE = r"(?s)\*\*/|/\*\*$|\*\*|\*|\?|\[!?[^\]/]+\]|."
_MEANING = {"**/": "(?:.*/)?", "/**": "/.*", "**": ".*", "*": "[^/]*", "?": "[^/]"}


def compiled(patterns: Iterable[str]) -> re.Pattern[str]:
    """One expression whose `match` says whether a path, or a directory above it, fits any pattern.

    Paths are relative and have `/`. No pattern fits nothing.
    """
    expressions = [_expression(pattern) for pattern in patterns]
    return re.compile("|".join(expressions) if expressions else "(?!)")


def fault(pattern: str) -> str:
    """Why a pattern cannot be used; empty if it can."""
    if "[" in re.findall(_PIECE, pattern):
        return "a `[` without its `]`"
    try:
        compiled((pattern,))
    except re.error as error:
        return error.msg
    return ""


def _expression(pattern: str) -> str:
    """A pattern with a `/` before its end counts from the root, any other at every depth."""
    body = pattern.removeprefix("./").rstrip("/")
    start = "" if "/" in body else "(?:.*/)?"
    return start + "".join(_part(token) for token in re.findall(_PIECE, body.lstrip("/"))) + r"(?:/|\Z)"


def _part(token: str) -> str:
    if token in _MEANING:
        return _MEANING[token]
    if token[0] == "[" and len(token) > 2:
        members = token[1:-1].replace("\\", r"\\")
        return f"[^{members[1:]}]" if members[0] == "!" else f"[{members}]"
    return re.escape(token)
