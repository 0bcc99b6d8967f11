"""The value of a document without its tree, for the many that need no second look.

Most manifests have no anchor, tag, merge key or repeated key, and no finding: nobody asks where
anything stands in them. A property test holds what is read here equal to what `parser` reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ingress_lint import lines
from ingress_lint.parser import events
from ingress_lint.scalars import TYPED_START, NotJson, plain_value
from ingress_lint.tree import MAX_DEPTH

_STARTS: dict[str, type[dict[str, Any] | list[Any]]] = {"MappingStartEvent": dict, "SequenceStartEvent": list}


class _NeedsTree(Exception):
    """Something that only the tree can tell."""


def value_of(text: str) -> tuple[dict[str, Any], int] | None:
    """The JSON value of the mapping that is the first document of a text, and the offset where it ends.

    None where the tree is needed to tell: the text cannot be read, or is no mapping, or holds
    anything but untagged keys and values that are there once.
    """
    plainest = lines.value_of(text)
    if plainest is not None:
        return plainest, len(text)
    if "\\/" in text:  # in double quotes YAML does not know it
        return None
    from ruamel.yaml.error import YAMLError

    try:
        value, end = _value(events(text))
    except (YAMLError, NotJson, UnicodeEncodeError, _NeedsTree):
        return None
    return (value, end) if type(value) is dict else None


def _value(next_event: Callable[[], Any]) -> tuple[Any, int]:
    top: list[Any] = []
    stack: list[tuple[Any, str | None]] = []
    holder: Any = top
    key: str | None = None
    while True:
        event = next_event()
        kind = type(event).__name__
        if kind == "ScalarEvent":
            value = _scalar(event)
        elif kind in _STARTS:
            if event.anchor is not None or event.tag is not None or len(stack) >= MAX_DEPTH:
                raise _NeedsTree
            value = _STARTS[kind]()
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            holder, key = stack.pop()
            continue
        elif kind == "DocumentEndEvent":
            return top[0], event.end_mark.index
        elif kind in ("StreamStartEvent", "DocumentStartEvent"):
            continue
        else:  # an alias, or no document at all
            raise _NeedsTree
        if type(holder) is list:
            holder.append(value)
        elif key is None:
            key = _new_key(value, holder)
            continue
        else:
            holder[key], key = value, None
        if kind != "ScalarEvent":
            stack.append((holder, key))
            holder, key = value, None


def _scalar(event: Any) -> object:
    if event.anchor is not None or event.tag is not None:
        raise _NeedsTree
    value: str = event.value
    return plain_value(value) if not event.style and (not value or value[0] in TYPED_START) else value


def _new_key(value: object, holder: dict[str, Any]) -> str:
    if type(value) is not str or value in holder or value == "<<":
        raise _NeedsTree
    return value
