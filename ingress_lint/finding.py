"""What a rule yields and what a user sees: places, edits, fixes, findings and diagnostics."""

from enum import IntEnum
from typing import Literal

from ingress_lint.model import Document
from ingress_lint.records import Record
from ingress_lint.source import Source, Span
from ingress_lint.tree import Path

LONGEST = 120
"""Characters of a value in a message; a longer one is cut in the middle."""

_MOST = 4_000
"""Characters of a whole message."""


class Severity(IntEnum):
    """How bad it is: refused or misrouted; probably not what you meant; worth knowing."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        """The name in reports."""
        return self.name.lower()


Part = Literal["value", "key"]


class Place(Record):
    """Where something is: a path in a document, looked up in the tree only when it is reported.

    `part` says whether the key or the value is meant. A path that does not exist (a missing field)
    stands for the nearest part that does. A `span` (offsets into the source) wins over the path.
    """

    document: Document
    path: Path = ()
    label: str = ""
    part: Part = "value"
    span: Span | None = None


class Edit(Record):
    """A change of text: an empty span inserts, an empty text deletes."""

    source: Source
    span: Span
    text: str


class Change(Record):
    """What a fix makes of an object: the value at `path` afterwards, or nothing there if it is `gone`."""

    document: Document
    path: Path
    value: object = None
    gone: bool = False


class Fix(Record):
    """One remedy. `title` is an imperative, `safe` says that it may be applied unasked.

    `changes` is what the edits are meant to do. A fix that does anything else, or less, is refused;
    one without changes may only touch comments and blanks.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool
    changes: tuple[Change, ...] = ()


class Cover(Record):
    """A consequence of a finding: what `rule` says at exactly this path; `*` is any rule, at or below."""

    rule: str
    path: Path


class Finding(Record):
    """What a rule yields: the places (primary first) and what is wrong there.

    `field` is the path as the API server prints it, where that differs from the primary place.
    """

    places: tuple[Place, ...]
    message: str
    field: str | None = None
    severity: Severity | None = None
    notes: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    covers: tuple[Cover, ...] = ()


class Location(Record):
    """A place that was looked up: offsets in a source, and what its label says."""

    source: Source
    span: Span
    label: str
    document: Document | None


MARK = "ingress-lint"
"""A text without it has no suppressions."""


class Suppression(Record):
    """Why a diagnostic does not count: a comment, an annotation or the baseline."""

    kind: Literal["comment", "annotation", "baseline"]
    reason: str
    source: Source | None = None
    span: Span | None = None


class Diagnostic(Record):
    """What a user sees. `locations` has the primary one first; it is never empty."""

    rule: str
    group: str
    severity: Severity
    message: str
    locations: tuple[Location, ...]
    field: str | None
    notes: tuple[str, ...]
    fixes: tuple[Fix, ...]
    fingerprint: str
    suppression: Suppression | None

    @property
    def source(self) -> Source:
        """The source of the primary location."""
        return self.locations[0].source

    @property
    def span(self) -> Span:
        """The span of the primary location."""
        return self.locations[0].span


def shortened(text: str) -> str:
    """A text that quotes values, without the middle of those that nobody would read to the end."""
    if len(text) <= LONGEST:
        return text
    import re

    return re.sub(
        rf"\S{{{LONGEST + 1},}}|`[^`]{{{LONGEST},}}`",
        lambda found: cut_middle(found[0], LONGEST),
        cut_middle(text, _MOST),
    )


def cut_middle(text: str, longest: int = LONGEST) -> str:
    """A text without its middle if it is longer than so many characters."""
    half = longest // 2
    return text if len(text) <= longest else f"{text[:half]}…{text[1 - half :]}"
