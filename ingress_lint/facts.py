"""Facts: what is known to be wrong with a document before any rule has put it into words.

The tree, the schemas and the API server's own validation yield facts; a rule with `on="<name>"`
turns the facts of that name into findings, and its file is not even loaded where there are none.
"""

from collections.abc import Callable
from typing import Any

from ingress_lint.model import Document
from ingress_lint.records import Record
from ingress_lint.source import Span
from ingress_lint.tree import Path


class Fact(Record):
    """One fault of a document. `name` is the rule that speaks about it.

    `path` is the place of the fault, `value` what stands there, `detail` the part that breaks it in
    a few words, `span` (offsets) wins over the path, and `field` is the path as the API server
    prints it where that is another one. `related` are other places it concerns, `missing` the places
    whose emptiness is only a consequence of it.
    """

    document: Document
    name: str
    path: Path
    value: Any = None
    detail: str = ""
    span: Span | None = None
    field: str | None = None
    related: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()


Report = Callable[..., Fact]
