"""Syntax errors: the likely cause behind what libyaml noticed, and the character to point at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint import schema
from ingress_lint.records import Record
from ingress_lint.source import Span
from ingress_lint.tree import TreeError

_FENCE = re.compile(r"^```.*$", re.MULTILINE)
_TEMPLATE = re.compile(r"\{\{.*?(?:\}\}|$)|\{%(?:[^%{\n]|%(?!\})|\{(?!%))*%\}", re.MULTILINE)
_CONFLICT = re.compile(r"^(?:<{7} .*|={7}|>{7} .*)$", re.MULTILINE)
_VALUE = re.compile(r"""^[ ]*(?:- +)*(?:[^\s#:'"]+|"[^"\n]*"|'[^'\n]*')[ ]*:[ ]+(\S.*?)[ \t\r]*$""")
_KEY = re.compile(r"""^[ ]*(?:- +)*(?:[^\s#:'"]+|"[^"\n]*"|'[^'\n]*')[ ]*:(?:[ ]|\r?$)""")
_SLASHES = re.compile(r"^[ \t]*(//.*)$", re.MULTILINE)
_HARD_BLANK = re.compile(r"^[ \t]*(\u00a0[^\s:]*(?:\u00a0[^\s:]*)*):", re.MULTILINE)
_NO_BLANK = re.compile(r"""^[ ]*(?:- +)*(["']?[\w./-]+["']?):(?!//)((?:\u00a0|[^\s:]).*)$""")
_NO_BLANK_DASH = re.compile(r"^[ ]*(?:- +)*(-[^\s:#-][^\s:#]*):(?:\s|$)")
_LONG_DASH = re.compile(r"^[ ]*(?:- +)*([\u2010-\u2015\u2212])[ \u00a0]*[^\s\u2010-\u2015\u2212]")
_ENTITY = re.compile(r"&(?:(quot|amp|lt|gt|apos|nbsp)|#(\d{1,6})|#x([0-9A-Fa-f]{1,5}));")
_ENTITIES = {"quot": '"', "amp": "&", "lt": "<", "gt": ">", "apos": "'", "nbsp": " "}
_ENTRY = re.compile(r"^[ ]*- +[^\s#:]+[ \t\r]*$")
_BLOCK = re.compile(r"[:-][ ]+[|>][-+0-9]*[ \t]*(?:#.*)?\r?$")
_STARTS = {"%": "reserved", "@": "reserved", "`": "reserved", "\t": "tab"}
_PLAIN = (
    ("found a tab character", "tab"),
    ("scanning an alias", "star"),
    ("end of stream while scanning a quoted scalar", "unclosed-quote"),
    ("while parsing a flow node", "no-value"),
    ("while parsing a flow", "unclosed-bracket"),
    ("unknown escape", "escape"),
    ("is an escape of JSON", "escape"),
    ("block sequence entries are not allowed", "list-after-key"),
    ("control characters", "control"),
    ("expected '-' indicator", "key-in-list"),
    ("unknown anchor", "anchor"),
    ("scanning a block scalar", "block-text"),
    ("only a comment may follow", "after-separator"),
    ("not a single value", "plain-text"),
    ("must be a mapping, not a list", "root-list"),
    ("two objects stand in one", "no-separator"),
    ("line numbers stand before", "line-numbers"),
)


class Cause(Record):
    """What went wrong, as a word that a rule explains; `""` where only libyaml's own words are left."""

    word: str
    span: Span
    text: str = ""


class _Text(Record):
    """The text of a file and the part that was read."""

    text: str
    start: int
    end: int

    def line(self, at: int) -> Span:
        """The line that holds an offset, without its line break."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return Span(start, len(self.text) if end < 0 else end)

    def line_before(self, at: int) -> Span:
        """The nearest line above that is no comment and not blank; the empty span if there is none."""
        line = self.line(at)
        while line.start > self.start:
            line = self.line(line.start - 1)
            content = self.text[line.start : line.end].strip()
            if content and not content.startswith("#"):
                return line
        return Span(at, at)


def cause(text: str, chunk: Span, error: TreeError) -> Cause:
    """The cause of an error in `text[chunk]`; where none is certain, the place libyaml names."""
    around = _Text(text, *chunk)
    return next(_causes(around, error), Cause("", _visible(around, error.span)))


def _causes(around: _Text, error: TreeError) -> Iterator[Cause]:
    """Possible causes, the most certain one first."""
    text, span = around.text, error.span
    if found := _CONFLICT.search(text, around.start, around.end):
        yield Cause("conflict", Span(*found.span()), found.group())
    if found := _FENCE.search(text, around.start, around.end):
        yield Cause("fence", Span(*found.span()), found.group())
    if found := _HARD_BLANK.search(text, around.start, around.end):
        yield Cause("hard-blank", Span(*found.span(1)), found[1])
    if text[around.start : around.end].lstrip()[:1] == "{" and (
        found := _SLASHES.search(text, around.start, around.end)
    ):
        yield Cause("slashes", Span(*found.span(1)), found[1])
    here = around.line(span.start)
    if found := _TEMPLATE.search(text, here.start, here.end) or _template_above(around, span):
        yield Cause("template", Span(*found.span()), found.group())
    if "expected" in error.message or "not allowed" in error.message:
        above = around.line_before(span.start)
        began = here if error.began is None else around.line(error.began)
        yield from _long_dash(around, here, above, began)
        yield from _dash_without_blank(around, here, above)
    if "scanning an anchor" in error.message:
        yield from _entity(around, here)
    if text[span.start : span.end] in _STARTS and "cannot start any token" in error.message:
        character = text[span.start]
        yield Cause(_STARTS[character], span, character)
    word = next((word for part, word in _PLAIN if part in error.message), "")
    if word == "unclosed-bracket" and text[span.start : span.end] in tuple("\"'{["):
        yield Cause("no-comma", span)
    if word == "key-in-list":
        yield from _beside_list(around, here)
    if word == "plain-text":
        yield _plain_text(around, span)
    if word:
        yield Cause(word, _span(around, error, word), text[span.start : span.end])
    if "mapping values are not allowed" in error.message:
        yield _second_colon(around, span)
    if "could not find expected ':'" in error.message:
        line = around.line(error.began if error.began is not None else span.start)
        yield _without_colon(around, line)
    if "did not find expected key" in error.message:
        yield from _expected_key(around, span)


def _beside_list(around: _Text, here: Span) -> Iterator[Cause]:
    """A line without `- ` in a list: the one above is no field, or this one is not indented enough."""
    above = around.line_before(here.start)
    if _NO_BLANK.match(around.text[above.start : above.end]):
        yield _without_colon(around, above)
    if key := _KEY.match(around.text[here.start : here.end]):
        name = key.group().strip(" \t\r:")
        start = here.start + key.group().index(name)
        yield Cause("key-beside-list", Span(start, start + len(name)), name)


def _template_above(around: _Text, span: Span) -> re.Match[str] | None:
    above = around.line_before(span.start)
    return _TEMPLATE.search(around.text, above.start, above.end)


def _span(around: _Text, error: TreeError, word: str) -> Span:
    """The character to point at: where a quote, bracket or star began, else where libyaml stopped."""
    if word == "tab":
        return error.span
    if word == "star" and error.began is not None:
        return Span(error.began, _end_of_word(around.text, error.began))
    if word in ("unclosed-quote", "unclosed-bracket") and error.began is not None:
        return Span(error.began, error.began + 1)
    return _visible(around, error.span)


def _end_of_word(text: str, at: int) -> int:
    found = re.compile(r"\S+").match(text, at)
    return found.end() if found else at + 1


def _visible(around: _Text, span: Span) -> Span:
    """A place of at least one character: the end of the text becomes its last visible one."""
    if around.text[span.start : span.end].strip():
        return span
    line = around.line(span.start)
    if around.text[line.start : span.start].strip():
        return span if span.end > span.start else Span(span.start - 1, span.start)
    above = around.line_before(span.start)
    return Span(above.end - 1, above.end) if above.end > above.start else span


def _second_colon(around: _Text, span: Span) -> Cause:
    """A `: ` too many in one line, or a line that is indented deeper than its neighbours."""
    line = around.line(span.start)
    content = around.text[line.start : line.end]
    value = _VALUE.match(content[: span.start - line.start] + "x")
    if value:
        start = line.start + value.start(1)
        return _nested(around, Span(start, line.end)) or Cause(
            "second-colon", span, around.text[start : line.end].strip()
        )
    above = around.line_before(span.start)
    before = around.text[above.start : above.end]
    if below := _below_entry(around, line, above):
        return below
    if above.end > above.start and not _KEY.match(before):
        return _without_colon(around, above)
    key = content.lstrip(" -").partition(":")[0]
    start = line.start + len(content) - len(content.lstrip(" "))
    return Cause("indented-too-far", Span(start, min(max(span.start, start + 1), line.end)), key)


def _below_entry(around: _Text, line: Span, above: Span) -> Cause | None:
    """`secretName` so far to the right that it goes on with the last entry of the `hosts` above it."""
    key = around.text[line.start : line.end].partition(":")[0]
    while _ENTRY.match(around.text[above.start : above.end]):
        above = around.line_before(above.start)
    list_key = around.text[above.start : above.end].split(" #", 1)[0].strip(" -\t\r")
    if key.strip() != "secretName" or list_key != "hosts:":
        return None
    start = line.start + len(key) - len(key.lstrip())
    return Cause("below-entry", Span(start, line.start + len(key.rstrip())), key.strip())


def _nested(around: _Text, value: Span) -> Cause | None:
    """A field on the line of the one it belongs below, as in `port: number: 80`; the text holds both."""
    line = around.line(value.start)
    outer = around.text[line.start : value.start].strip(" -").removesuffix(":").strip(" \"'")
    text = around.text[value.start : value.end].split(" #", 1)[0].rstrip()
    inner, _, rest = text.partition(":")
    kind = schema.below(outer, inner.strip("\"'"))
    if not kind:
        return None
    further = rest.partition(":")[0].strip(" \"'")
    shown = f"{inner}:" if schema.below(inner.strip("\"'"), further) else text  # each on a line of its own
    dash = "- " if kind == "entry" else ""
    return Cause("nested", Span(value.start, value.start + len(text)), f"{outer}: {dash}{shown}")


def _plain_text(around: _Text, span: Span) -> Cause:
    """A single value in the place of a manifest, by its first line."""
    line = around.line(span.start)
    if not around.text[line.start : span.start].strip():
        return _without_colon(around, line, "plain-text")
    end = min(span.end, line.end)
    return Cause("plain-text", Span(span.start, end), around.text[span.start : end])


def _long_dash(around: _Text, *lines: Span) -> Iterator[Cause]:
    """A dash that a word processor made of the `-` of a list."""
    for line in lines:
        found = _LONG_DASH.match(around.text[line.start : line.end])
        if found and not _in_block(around, line):
            yield Cause("long-dash", Span(line.start + found.start(1), line.start + found.end(1)), found[1])


def _in_block(around: _Text, line: Span) -> bool:
    """Whether a line belongs to a block of text behind `|` or `>`, in which anything may stand."""
    content = around.text[line.start : line.end]
    indent = len(content) - len(content.lstrip(" "))
    while line.start > around.start and (above := around.line_before(line.start)).end > above.start:
        line, upper = above, around.text[above.start : above.end]
        if len(upper) - len(upper.lstrip(" ")) < indent:
            return _BLOCK.search(upper) is not None
    return False


def _entity(around: _Text, line: Span) -> Iterator[Cause]:
    """A character as HTML writes it, `&quot;` for one, with the character; YAML takes the `&` for an anchor."""
    for found in _ENTITY.finditer(around.text, line.start, line.end):
        code = int(found[2]) if found[2] else int(found[3] or "0", 16)
        stands_for = _ENTITIES[found[1]] if found[1] else chr(code)
        if stands_for.isprintable():
            yield Cause("entity", Span(*found.span()), f"{found.group()} {stands_for}")


def _dash_without_blank(around: _Text, *lines: Span) -> Iterator[Cause]:
    """A line such as `-host: x`, which is a field with an odd name and no entry of a list."""
    for line in lines:
        if found := _NO_BLANK_DASH.match(around.text[line.start : line.end]):
            yield Cause("no-blank-dash", Span(line.start + found.start(1), line.start + found.end(1)), found[1][1:])


def _without_colon(around: _Text, line: Span, otherwise: str = "no-colon") -> Cause:
    """A line that is no `key: value`: its first one, where it goes on over several."""
    above = around.line_before(line.start)
    while above.end > above.start and _NO_BLANK.match(around.text[above.start : above.end]):
        line, above = above, around.line_before(above.start)
    content = around.text[line.start : line.end]
    word = content.split(" #", 1)[0].strip(" \t\r")
    start = line.start + len(content) - len(content.lstrip(" \t"))
    span = Span(start, min(start + max(len(word), 1), len(around.text)))
    if found := _NO_BLANK.match(content.split(" #", 1)[0].rstrip()):
        hard = found[2].startswith("\u00a0")
        span = Span(line.start + found.start(1), line.start + found.end())
        return Cause("hard-colon" if hard else "no-blank", span, f"{found[1]}: {found[2].strip()}")
    if word and not word.strip("-\u2013\u2014"):
        return Cause("dashes", span, word)
    if word.startswith("//"):
        return Cause("slashes", span, word)
    return Cause(otherwise, span, word) if word.strip() else Cause("hard-blank", span)


def _expected_key(around: _Text, span: Span) -> Iterator[Cause]:
    """Text after a closing quote, or a line that fits no level above it."""
    line = around.line(span.start)
    before = around.text[line.start : span.start]
    if before.strip(" -"):
        quote = before.rstrip()[-1:]
        if quote in ("'", '"'):
            yield Cause("after-quote", span, quote)
        return
    above = around.line_before(span.start)
    upper = around.text[above.start : above.end]
    if upper.strip() and not _KEY.match(upper) and len(upper) - len(upper.lstrip()) == len(before):
        yield _without_colon(around, above)
    word = around.text[span.start : line.end].partition(":")[0].strip()
    below_value = len(before) > len(upper) - len(upper.lstrip(" -")) and _VALUE.match(upper)
    name = "indented-too-far" if below_value else "wrong-level"
    yield Cause(name, Span(span.start, min(span.start + max(len(word), 1), line.end)), word)
