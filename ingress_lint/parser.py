"""Text to a tree, from the events of libyaml, the ancestor of kubectl's parser.

Composing with any YAML library would lose the place of an alias. libyaml is not quite kubectl's
parser: colons in flow collections, JSON escapes and alias bombs are looked at separately.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ingress_lint.scalars import TYPED_START, NotJson, key_text, plain_value, tagged_value
from ingress_lint.source import Span
from ingress_lint.tree import MAX_DEPTH, Alias, Collection, Entry, Mapping, Node, Scalar, Sequence, TreeError, resolve

_MAX_COLON_REPAIRS = 500
_PROPERTIES = r"(?:(?:&[0-9A-Za-z_-]+|!\S*)[^\S\n]*(?:(?:#[^\n]*)?\n\s*)*)+"
_MERGE_TAGS = ("tag:yaml.org,2002:merge", "!")
"""With one of these even a quoted `<<` is a merge key; yq writes the first."""
_QUOTED = r"""(?:[^"\\]|\\.)*"""
_BAD_SLASH = r"(?<!\\)(?:\\\\)*\\/"


def parse(text: str, start: int = 0, end: int | None = None) -> tuple[Node | None, int]:
    """The first document in `text[start:end]`, and the offset where it ends.

    Spans are offsets into the whole `text`. The node is None if there is no document.
    Raises `TreeError`, and nothing else, for text that kubectl would not read.
    """
    chunk = text[start:end]
    try:
        return _Builder(chunk, start).build()
    except RecursionError:
        raise TreeError("nested too deeply", Span(start, start)) from None


_STARTS: dict[str, type[Collection]] = {"MappingStartEvent": Mapping, "SequenceStartEvent": Sequence}


class _Builder:
    """Turns the events of one chunk into nodes."""

    def __init__(self, chunk: str, base: int) -> None:
        self.chunk = chunk
        self.base = base
        self.anchors: dict[str, Node] = {}
        self.open: set[str] = set()
        self.aliases = False
        self.colon = ""
        self.quote = ""

    def build(self) -> tuple[Node | None, int]:
        for _ in range(_MAX_COLON_REPAIRS):
            try:
                root, end = self._document()
                break
            except TreeError as error:
                if not self._repair(error):
                    raise
        else:
            raise TreeError("too many colons inside flow collections, or escaped quotes", Span(self.base, self.base))
        if self.aliases and root is not None:
            _refuse_alias_bomb(root)
        return root, end

    def _repair(self, error: TreeError) -> bool:
        r"""Hide what libyaml refuses and kubectl reads, and retry: the colon of `{a:b}`, the backslash of `"it\'s"`."""
        at = error.span.start - self.base
        if error.message == "found unexpected ':'" and self.chunk[at : at + 1] == ":":
            self.colon = self.colon or _unused_character(self.chunk)
            self.chunk = self.chunk[:at] + self.colon + self.chunk[at + 1 :]
        elif error.message.startswith("found unknown escape") and self.chunk[at : at + 2] == "\\'":
            self.quote = self.quote or _unused_character(self.chunk)
            quoted = re.compile(_QUOTED, re.DOTALL).match(self.chunk, at)
            assert quoted is not None
            rest = re.sub(r"\\(.)", self._without_backslash, quoted[0], flags=re.DOTALL)
            self.chunk = self.chunk[:at] + rest + self.chunk[quoted.end() :]
        else:
            return False
        self.anchors.clear()
        self.open.clear()
        return True

    def _without_backslash(self, escape: re.Match[str]) -> str:
        return f"{self.quote}'" if escape[1] == "'" else escape[0]

    def _document(self) -> tuple[Node | None, int]:
        from ruamel.yaml.error import YAMLError

        try:
            return self._nodes(events(self.chunk))
        except YAMLError as error:
            raise _tree_error(error, self.base, len(self.chunk)) from None
        except UnicodeEncodeError as error:
            at = self.base + error.start
            raise TreeError("a lone surrogate is no character", Span(at, at + 1)) from None

    def _nodes(self, next_event: Callable[[], Any]) -> tuple[Node | None, int]:
        top = Sequence(0, 0, False, None)
        stack: list[tuple[Collection, Scalar | None]] = []
        parent: Collection = top
        key: Scalar | None = None
        while True:
            event = next_event()
            kind = type(event).__name__
            node: Node
            if kind == "ScalarEvent":
                node = self._scalar(event)
            elif kind in _STARTS:
                if len(stack) >= MAX_DEPTH:
                    at = self.base + event.start_mark.index
                    raise TreeError(f"nested more than {MAX_DEPTH} levels deep", Span(at, at + 1))
                stack.append((parent, key))
                parent, key = self._collection(event, _STARTS[kind]), None
                continue
            elif kind in ("MappingEndEvent", "SequenceEndEvent"):
                node = self._close(parent, event)
                parent, key = stack.pop()
            elif kind == "AliasEvent":
                node = self._alias(event)
            elif kind == "DocumentEndEvent":
                return top.items[0], self.base + event.end_mark.index
            elif kind == "StreamEndEvent" or event is None:
                return None, self.base + len(self.chunk)
            else:
                continue
            if type(parent) is Sequence:
                parent.items.append(node)
            elif key is None:
                key = node if type(node) is Scalar and node.value is not None else _key(node)
            else:
                assert isinstance(parent, Mapping)
                parent.entries.append(Entry(key, key.value if type(key.value) is str else self._name(key), node))
                key = None

    def _scalar(self, event: Any) -> Scalar:
        """Most scalars are plain text without properties, which needs no second look."""
        value: str = event.value
        if event.style or event.tag is not None or event.anchor is not None or self.colon or self.quote:
            return self._styled(event)
        if value and value[0] not in TYPED_START:
            base = self.base
            return Scalar(base + event.start_mark.index, base + event.end_mark.index, value, "", None)
        return self._styled(event)

    def _styled(self, event: Any) -> Scalar:
        start: int = event.start_mark.index
        end: int = event.end_mark.index
        value: Any = event.value
        style: str = event.style or ""
        tag: str | None = event.tag
        anchor: str | None = event.anchor
        if self.colon:
            value = value.replace(self.colon, ":")
        if self.quote:
            value = value.replace(self.quote, "")
        if anchor is not None or tag is not None:
            start = min(self._after_properties(start), end)
        if style and style in "|>":
            end = start + len(self.chunk[start:end].rstrip())
        elif style == '"' and "\\/" in self.chunk[start:end]:
            self._refuse_slash(start, end)
        try:
            if tag is not None:
                value = tagged_value(tag, value)
            elif not style:
                value = plain_value(value)
        except NotJson as error:
            raise TreeError(str(error), Span(self.base + start, self.base + end)) from None
        node = Scalar(self.base + start, self.base + end, value, style, anchor)
        if tag in _MERGE_TAGS and value == "<<":
            node.style = ""  # what makes it a merge key
        elif tag is not None and not style:
            node.style = "!"
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def _name(self, key: Scalar) -> str:
        """The text of a key that is a number or a boolean."""
        try:
            return key_text(key.value, self.chunk[key.start - self.base : key.end - self.base])
        except NotJson as error:
            raise TreeError(str(error), key.span) from None

    def _refuse_slash(self, start: int, end: int) -> None:
        found = re.compile(_BAD_SLASH).search(self.chunk, start, end)
        if found:
            at = self.base + found.end() - 2
            raise TreeError(r"`\/` is an escape of JSON that YAML does not know", Span(at, at + 2))

    def _after_properties(self, start: int) -> int:
        found = re.compile(_PROPERTIES).match(self.chunk, start)
        return found.end() if found else start

    def _collection(self, event: Any, kind: type[Collection]) -> Collection:
        start: int = event.start_mark.index
        anchor: str | None = event.anchor
        if anchor is not None or event.tag is not None:
            start = self._after_properties(start)
        start += self.base
        node = kind(start, start, bool(event.flow_style), anchor)
        if anchor is not None:
            self.anchors[anchor] = node
            self.open.add(anchor)
        return node

    def _close(self, node: Collection, event: Any) -> Collection:
        if node.flow:
            node.end = self.base + event.end_mark.index
        elif isinstance(node, Mapping) and node.entries:
            node.start = min(node.start, node.entries[0].key.start)
            last = node.entries[-1]
            node.end = max(last.key.end, last.value.end)
        elif isinstance(node, Sequence) and node.items:
            node.end = max(node.items[-1].end, node.start + 1)
        if node.anchor is not None:
            self.open.discard(node.anchor)
        return node

    def _alias(self, event: Any) -> Alias:
        name: str = event.anchor
        start = self.base + event.start_mark.index
        end = self.base + event.end_mark.index
        if name not in self.anchors:
            raise TreeError(f"unknown anchor `{name}`", Span(start, end))
        if name in self.open:
            raise TreeError(f"anchor `{name}` contains itself", Span(start, end))
        self.aliases = True
        return Alias(start, end, name, self.anchors[name])


def _key(node: Node) -> Scalar:
    """The scalar of a key; an alias gives a copy of its target with the place of the alias."""
    target = resolve(node)
    if not isinstance(target, Scalar) or target.value is None:
        raise TreeError("a key must be a single, non-empty value", node.span)
    return Scalar(node.start, node.end, target.value, target.style, None) if node is not target else target


def _unused_character(text: str) -> str:
    return next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)


def events(chunk: str) -> Callable[[], Any]:
    """A function that returns the next event of libyaml, or of ruamel.yaml where that is absent."""
    import ruamel.yaml  # the C extension needs its parent package first

    try:
        from _ruamel_yaml import CParser
    except ImportError:
        events: Iterator[Any] = iter(ruamel.yaml.YAML(typ="safe", pure=True).parse(chunk))
        return events.__next__
    next_event: Callable[[], Any] = CParser(chunk).get_event
    return next_event


def _tree_error(error: Exception, base: int, length: int) -> TreeError:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message = getattr(error, "problem", None) or getattr(error, "context", None)
    if mark is None:
        at = min(getattr(error, "position", 0) or 0, length)
        message = getattr(error, "reason", None) or str(error)
    else:
        at = min(mark.index, length)
    context = getattr(error, "context", None)
    if context and message and message not in (context, "found unexpected ':'"):
        message = f"{message} {context}"
    started = getattr(error, "context_mark", None)
    began = base + min(started.index, length) if started is not None else None
    return TreeError(message or "not YAML", Span(base + at, base + min(at + 1, length)), began)


def _refuse_alias_bomb(root: Node) -> None:
    """The ratio guard of go-yaml's `decode.go`: how many decoded nodes may come from aliases."""
    decoded = aliased = 0
    stack: list[tuple[Node, bool, Span | None]] = [(root, False, None)]
    while stack:
        node, inside, use = stack.pop()
        decoded += 1
        aliased += inside
        if aliased > 100 and decoded > 1000 and aliased / decoded > _alias_share(decoded):
            raise TreeError("aliases expand to far more than the document holds", use or root.span)
        if isinstance(node, Alias):
            stack.append((node.target, True, use or node.span))
        elif isinstance(node, Mapping):
            for entry in reversed(node.entries):
                stack.append((entry.value, inside, use))
                stack.append((entry.key, inside, use))
        elif isinstance(node, Sequence):
            stack.extend((item, inside, use) for item in reversed(node.items))


def _alias_share(decoded: int) -> float:
    """99 % up to 400,000 nodes, falling to 10 % at 4,000,000."""
    low, high = 400_000, 4_000_000
    share = (min(max(decoded, low), high) - low) / (high - low)
    return 0.99 - 0.89 * share
