"""Remarks on any finding, from how the text at its place is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint.finding import Location, Place
from ingress_lint.placeholders import placeholder_note
from ingress_lint.places import node_at
from ingress_lint.tree import Scalar, TreeError

_TYPOGRAPHIC = "\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb"
_COMMENT = r"""["']?[ \t]*:[ \t]+(#[^\r\n]{0,20})"""


def remarks(place: Place, location: Location) -> Iterator[str]:
    """What explains the value at a place: a placeholder, quotes that are none, a comment that swallowed it."""
    yield from placeholder_note(location)
    text = location.source.text
    written = text[slice(*location.span)]
    if written[:1] in tuple(_TYPOGRAPHIC) or written[-1:] in tuple(_TYPOGRAPHIC):
        bare = written.strip(_TYPOGRAPHIC)
        yield f'typographic quotes belong to the value: write `{bare}`, or plain quotes as in `"{bare}"`'
    comment = re.compile(_COMMENT).match(text, location.span.end)
    if comment and place.span is None and _is_empty(place):
        yield f"the value is empty: `{comment[1].split()[0]}` begins a comment, because a blank stands before the `#`"


def _is_empty(place: Place) -> bool:
    try:
        node = node_at(place.document, place.path)
    except TreeError:
        return False
    return isinstance(node, Scalar) and node.value is None
