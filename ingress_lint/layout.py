"""How a mapping is laid out in the text, and a patch of that text that keeps the layout."""

from __future__ import annotations

import re

from ingress_lint.finding import Edit
from ingress_lint.records import Record
from ingress_lint.scalars import NotJson, plain_value
from ingress_lint.source import Source, Span
from ingress_lint.tree import Entry, Mapping, Node, Scalar

_PLAIN = r"(?a)[\w./](?:[\w./ -]*[\w./-])?"
_COMMA = r"[ \t]*,"
_IRREGULAR = r"[^ -]"
_REST = r"(?m)[ \t]*,?[ \t]*(?:#[^\n]*)?$"


class Layout(Record):
    """How the entries of a mapping are written.

    `lines` is true if they stand on lines of their own, behind `prefix`; `step` is one more level,
    `eol` the line break, `quote` the quotes around keys, `colon` and `comma` are written with their
    blanks, and `pad` is the blank inside the braces of one line.
    """

    flow: bool
    lines: bool
    prefix: str
    step: str
    eol: str
    quote: str
    colon: str
    comma: str
    pad: str

    def key(self, name: str) -> str:
        """A key with its colon."""
        return f"{self.quote}{name}{self.quote}{self.colon}"

    def scalar(self, value: object) -> str:
        """A value in the style of JSON where the keys are in that style, else as short as it can be."""
        return scalar_text(value, '"' if self.flow and self.quote == '"' else "")


def layout(text: str, mapping: Mapping, step: str = "  ") -> Layout:
    """The layout of a mapping; `step` is the indentation of a level in block style."""
    first = mapping.entries[0] if mapping.entries else None
    start = text.rfind("\n", 0, mapping.start) + 1
    if first is None:
        return Layout(mapping.flow, False, "", step, line_break(text, start), "", ": ", ", ", "")
    line = text.rfind("\n", 0, first.key.start) + 1
    prefix = text[line : first.key.start]
    quote = first.key.style if first.key.style in ("'", '"') else ""
    eol = line_break(text, line)
    if not mapping.flow:
        return Layout(False, True, " " * len(prefix), step, eol, quote, ": ", "", "")
    tight = bool(quote) and text[first.key.end : first.key.end + 1] == ":" and first.value.start == first.key.end + 1
    own_line = line > mapping.start and not prefix.strip()
    outer = _indentation(text, start)
    inner = prefix.removeprefix(outer) if own_line and prefix.startswith(outer) else ""
    pad = " " if not own_line and text[mapping.start + 1] == " " else ""
    colon, comma = (":", ",") if tight else (": ", ", ")
    return Layout(True, own_line, prefix if own_line else "", inner or "  ", eol, quote, colon, comma, pad)


def is_regular(text: str, mapping: Mapping) -> bool:
    """Whether entries can be put beside those of a mapping: no `? key` and no tag or anchor before a key."""
    return mapping.flow or not any(
        re.compile(_IRREGULAR).search(text, *_before(text, entry)) for entry in mapping.entries
    )


def _before(text: str, entry: Entry) -> tuple[int, int]:
    return text.rfind("\n", 0, entry.key.start) + 1, entry.key.start


def line_break(text: str, offset: int) -> str:
    """How the line of an offset ends, or the one before it in the last line."""
    at = text.find("\n", offset)
    at = text.rfind("\n", 0, offset) if at < 0 else at
    return "\r\n" if at > 0 and text[at - 1] == "\r" else "\n"


def line_end(text: str, offset: int) -> int:
    """The end of the line of an offset, before its line break."""
    at = text.find("\n", offset)
    at = len(text) if at < 0 else at
    return at - 1 if at > offset and text[at - 1] == "\r" else at


def _indentation(text: str, start: int) -> str:
    end = start
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return text[start:end]


def scalar_text(value: object, style: str) -> str:
    """A value as text: quoted as `style` says, plain for an empty style where that keeps the value."""
    import json

    if not isinstance(value, str):
        return json.dumps(value)
    if style == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return value if style not in ("'", '"', "json") and is_plain(value) else json.dumps(value, ensure_ascii=False)


def is_plain(value: str) -> bool:
    """Whether a string can be written without quotes anywhere in YAML; in doubt not."""
    try:
        return re.fullmatch(_PLAIN, value) is not None and plain_value(value) == value
    except NotJson:
        return False


class Patch:
    """Changes of one text, gathered by offset. Outer ones must be added before inner ones."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._behind: dict[int, list[str]] = {}
        self._before: dict[int, list[str]] = {}
        self._replaced: dict[int, tuple[int, str]] = {}

    def before(self, offset: int, text: str) -> None:
        """Insert before what starts at the offset."""
        self._before.setdefault(offset, []).append(text)

    def behind(self, offset: int, text: str) -> None:
        """Insert behind what ends at the offset."""
        self._behind.setdefault(offset, []).insert(0, text)

    def replace(self, span: Span, text: str) -> None:
        """Put a text in the place of a span, which may be empty."""
        self._replaced[span.start] = (span.end, text)

    def edits(self) -> tuple[Edit, ...]:
        """The changes in the order of the text."""
        found = []
        for offset in sorted({*self._before, *self._behind, *self._replaced}):
            end, text = self._replaced.get(offset, (offset, ""))
            inserted = "".join((*self._behind.get(offset, ()), *self._before.get(offset, ())))
            found.append(Edit(self.source, Span(offset, end), inserted + text))
        return tuple(found)

    def rename(self, entry: Entry, name: str) -> None:
        """Give an entry another key, in the quotes of the old one."""
        quote = entry.key.style if entry.key.style in ("'", '"') else ""
        self.replace(entry.key.span, f"{quote}{name}{quote}")

    def set(self, node: Node, value: object) -> None:
        """Write another scalar, in the quotes of the old one; behind an alias it takes the alias's place."""
        style = node.style if isinstance(node, Scalar) else ""
        text = scalar_text(value, style)
        if node.start == node.end and self.source.text[node.start - 1] not in " \t":
            text = " " + text
        self.replace(Span(node.start, node.end), text)

    def insert(self, mapping: Mapping, name: str, value: str, how: Layout, *, after: str = "") -> None:
        """Insert an entry behind the one named `after` if that ends on its line, else as the first one."""
        entry = next((entry for entry in reversed(mapping.entries) if entry.name == after), None)
        text = how.key(name) + value
        if not mapping.entries:
            self.behind(mapping.start + 1, text)
        elif entry is None or (how.lines and not self._ends_line(entry, how)):
            first = mapping.entries[0].key.start
            gap = how.eol + how.prefix if how.lines else how.comma
            self.before(first, f"{text}{',' if how.flow and how.lines else ''}{gap}")
        elif not how.lines:
            self.behind(entry.value.end, how.comma + text)
        else:
            self._insert_line(entry, text, how)

    def _insert_line(self, entry: Entry, text: str, how: Layout) -> None:
        source = self.source.text
        end = entry.span.end
        line = line_end(source, end)
        if not how.flow:
            self.behind(line, f"{how.eol}{how.prefix}{text}")
        elif re.compile(_COMMA).match(source, end):
            self.behind(line, f"{how.eol}{how.prefix}{text},")
        else:
            self.behind(line, f"{how.eol}{how.prefix}{text}")
            self.behind(end, ",")

    def _ends_line(self, entry: Entry, how: Layout) -> bool:
        """Whether nothing but a comment (and a comma in flow style) follows an entry on its line."""
        source = self.source.text
        if isinstance(entry.value, Scalar) and entry.value.style in ("|", ">"):
            return False
        end = entry.span.end
        found = re.compile(_REST).match(source, end, line_end(source, end))
        return found is not None and (how.flow or not re.compile(_COMMA).match(source, end))

    def wrap(self, first: Entry, last: Entry, name: str, how: Layout, depth: int = 0) -> None:
        """Put the entries from first to last into a mapping of its own, `depth` wraps deep."""
        margin = how.prefix + how.step * depth
        inside = how.eol + margin + how.step
        if not how.flow:
            self.before(first.key.start, how.key(name).rstrip() + inside)
        elif how.lines:
            self.before(first.key.start, f"{how.key(name)}{{{inside}")
            self.behind(last.span.end, f"{how.eol}{margin}}}")
        else:
            self.before(first.key.start, f"{how.key(name)}{{{how.pad}")
            self.behind(last.span.end, f"{how.pad}}}")
        if how.lines:
            self._shift(Span(first.key.start, last.span.end), how)

    def _shift(self, span: Span, how: Layout) -> None:
        """Indent the lines that start inside a span by one level, comments further left excepted."""
        text = self.source.text
        at = text.find("\n", span.start, span.end) + 1
        while at:
            indentation = _indentation(text, at)
            rest = text[at + len(indentation) : at + len(indentation) + 1]
            if rest not in ("\r", "\n", "") and not (rest == "#" and len(indentation) < len(how.prefix)):
                self.before(at, how.step)
            at = text.find("\n", at, span.end) + 1
