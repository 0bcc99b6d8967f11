"""Text to nodes: a tree of one YAML or JSON document in which everything has a span.

Built from the events of libyaml (the ancestor of kubectl's parser), because `compose()` of any
YAML library loses the place of an alias. A block collection ends at its last child, not at the
next token. The first key wins nothing here: duplicate keys are all kept, in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ingress_lint.scalars import NotJson, key_text, plain_value, tagged_value
from ingress_lint.source import Span

MAX_DEPTH = 100
"""No Kubernetes object nests deeper; kubectl itself stops at 10,000."""

_MAX_COLON_REPAIRS = 500
_PROPERTIES = re.compile(r"(?:[&!]\S*[^\S\n]*(?:(?:#[^\n]*)?\n\s*)*)+")
_BAD_SLASH = re.compile(r"(?<!\\)(?:\\\\)*\\/")

Path = tuple[str | int, ...]
"""Keys and indexes from the root of an object, as in `("spec", "rules", 0, "host")`."""


class TreeError(Exception):
    """The text cannot be read as kubectl reads it; `span` says where."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.message = message
        self.span = span


class Scalar:
    """A single value: `value` is what JSON would hold (str, int, float, bool or None)."""

    __slots__ = ("anchor", "end", "start", "style", "value")

    def __init__(self, start: int, end: int, value: object, style: str, anchor: str | None) -> None:
        self.start = start
        self.end = end
        self.value = value
        self.style = style
        self.anchor = anchor

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Entry:
    """A key and its value; the unit of reporting and of suppression."""

    __slots__ = ("key", "name", "value")

    def __init__(self, key: Scalar, name: str, value: Node) -> None:
        self.key = key
        self.name = name
        self.value = value

    @property
    def span(self) -> Span:
        return Span(self.key.start, max(self.key.end, self.value.end))


class Mapping:
    """Entries in the order of the text, duplicates and merge keys (`<<`) included."""

    __slots__ = ("anchor", "end", "entries", "flow", "start")

    def __init__(self, start: int, end: int, flow: bool, anchor: str | None) -> None:
        self.start = start
        self.end = end
        self.entries: list[Entry] = []
        self.flow = flow
        self.anchor = anchor

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Sequence:
    """Items in the order of the text."""

    __slots__ = ("anchor", "end", "flow", "items", "start")

    def __init__(self, start: int, end: int, flow: bool, anchor: str | None) -> None:
        self.start = start
        self.end = end
        self.items: list[Node] = []
        self.flow = flow
        self.anchor = anchor

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Alias:
    """A use of an anchor: the span is that of `*name`, the target is the anchored node."""

    __slots__ = ("end", "name", "start", "target")
    anchor = None

    def __init__(self, start: int, end: int, name: str, target: Node) -> None:
        self.start = start
        self.end = end
        self.name = name
        self.target = target

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Node = Scalar | Mapping | Sequence | Alias
Collection = Mapping | Sequence


def resolve(node: Node) -> Scalar | Mapping | Sequence:
    """The node itself, or what an alias stands for."""
    while isinstance(node, Alias):
        node = node.target
    return node


def is_merge(entry: Entry) -> bool:
    """Whether the entry is a merge key: a plain, untagged `<<`."""
    return entry.name == "<<" and entry.key.style == ""


def merged(entry: Entry) -> list[Mapping]:
    """The mappings a merge key takes its entries from, the winning one first.

    Raises `TreeError` if it names anything but a mapping or a list of mappings.
    """
    value = resolve(entry.value)
    sources = [resolve(item) for item in value.items] if isinstance(value, Sequence) else [value]
    mappings = [source for source in sources if isinstance(source, Mapping)]
    if len(mappings) != len(sources):
        raise TreeError("a merge key `<<` takes a mapping, or a list of mappings", entry.value.span)
    return mappings


def effective(mapping: Mapping) -> Iterator[tuple[Entry, Entry]]:
    """Each entry a mapping ends up with, as (entry, the entry of this mapping that brings it).

    Merging happens in place, as kubectl's parser does it: later pairs overwrite earlier ones.
    """
    for entry in mapping.entries:
        if not is_merge(entry):
            yield entry, entry
            continue
        for source in reversed(merged(entry)):
            for inner, _ in effective(source):
                yield inner, entry


def plain(node: Node) -> object:
    """The JSON value of a node: dicts, lists and scalars, with aliases and merge keys resolved."""
    if isinstance(node, Alias):
        node = resolve(node)
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    value: dict[str, object] = {}
    for entry in node.entries:
        if entry.name == "<<" and is_merge(entry):
            for source in reversed(merged(entry)):
                value.update(plain(source))  # type: ignore[call-overload]
        else:
            value[entry.name] = plain(entry.value)
    return value


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


class _Builder:
    """Turns the events of one chunk into nodes."""

    def __init__(self, chunk: str, base: int) -> None:
        self.chunk = chunk
        self.base = base
        self.anchors: dict[str, Node] = {}
        self.open: set[str] = set()
        self.aliases = False
        self.colon = ""

    def build(self) -> tuple[Node | None, int]:
        for _ in range(_MAX_COLON_REPAIRS):
            try:
                root, end = self._document()
                break
            except TreeError as error:
                if not self._repair(error):
                    raise
        else:
            raise TreeError("too many colons inside flow collections", Span(self.base, self.base))
        if self.aliases and root is not None:
            _refuse_alias_bomb(root)
        return root, end

    def _repair(self, error: TreeError) -> bool:
        """libyaml refuses `{a:b}` where kubectl reads the text `a:b`: hide that colon and retry."""
        at = error.span.start - self.base
        if error.message != "found unexpected ':'" or self.chunk[at : at + 1] != ":":
            return False
        self.colon = self.colon or _unused_character(self.chunk)
        self.chunk = self.chunk[:at] + self.colon + self.chunk[at + 1 :]
        self.anchors.clear()
        self.open.clear()
        return True

    def _document(self) -> tuple[Node | None, int]:
        from ruamel.yaml.error import YAMLError

        try:
            return self._nodes(_events(self.chunk))
        except YAMLError as error:
            raise _tree_error(error, self.base, len(self.chunk)) from None
        except UnicodeEncodeError as error:
            at = self.base + error.start
            raise TreeError("a lone surrogate is no character", Span(at, at + 1)) from None

    def _nodes(self, next_event: Callable[[], object]) -> tuple[Node | None, int]:
        top = Sequence(0, 0, False, None)
        stack: list[tuple[Collection, Scalar | None]] = []
        parent: Collection = top
        key: Scalar | None = None
        while True:
            event = next_event()
            kind = type(event).__name__
            if kind == "ScalarEvent":
                node: Node = self._scalar(event)
            elif kind == "MappingStartEvent" or kind == "SequenceStartEvent":
                if len(stack) >= MAX_DEPTH:
                    at = self.base + event.start_mark.index  # type: ignore[attr-defined]
                    raise TreeError(f"nested more than {MAX_DEPTH} levels deep", Span(at, at + 1))
                stack.append((parent, key))
                parent = self._collection(event, Mapping if kind[0] == "M" else Sequence)
                key = None
                continue
            elif kind == "MappingEndEvent" or kind == "SequenceEndEvent":
                node = self._close(parent, event)
                parent, key = stack.pop()
            elif kind == "AliasEvent":
                node = self._alias(event)
            elif kind == "DocumentEndEvent":
                return top.items[0], self.base + event.end_mark.index  # type: ignore[attr-defined]
            elif kind == "StreamEndEvent" or event is None:
                return None, self.base + len(self.chunk)
            else:
                continue
            if isinstance(parent, Sequence):
                parent.items.append(node)
            elif key is None:
                key = _key(node)
            else:
                parent.entries.append(Entry(key, _name(key), node))
                key = None

    def _scalar(self, event: object) -> Scalar:
        start: int = event.start_mark.index  # type: ignore[attr-defined]
        end: int = event.end_mark.index  # type: ignore[attr-defined]
        value: object = event.value  # type: ignore[attr-defined]
        style: str = event.style or ""  # type: ignore[attr-defined]
        tag: str | None = event.tag  # type: ignore[attr-defined]
        anchor: str | None = event.anchor  # type: ignore[attr-defined]
        if self.colon:
            value = value.replace(self.colon, ":")  # type: ignore[attr-defined]
        if anchor is not None or tag is not None:
            start = min(self._after_properties(start), end)
        if style in ("|", ">") and style:
            end = start + len(self.chunk[start:end].rstrip())
        elif style == '"' and "\\/" in self.chunk[start:end]:
            self._refuse_slash(start, end)
        try:
            if tag is not None:
                value = tagged_value(tag, value, not style)  # type: ignore[arg-type]
            elif not style:
                value = plain_value(value)  # type: ignore[arg-type]
        except NotJson as error:
            raise TreeError(str(error), Span(self.base + start, self.base + end)) from None
        node = Scalar(self.base + start, self.base + end, value, style, anchor)
        if tag is not None and not style:
            node.style = "!"
        if anchor is not None:
            self.anchors[anchor] = node
        return node

    def _refuse_slash(self, start: int, end: int) -> None:
        found = _BAD_SLASH.search(self.chunk, start, end)
        if found:
            at = self.base + found.end() - 2
            raise TreeError(r"`\/` is an escape of JSON that YAML does not know", Span(at, at + 2))

    def _after_properties(self, start: int) -> int:
        found = _PROPERTIES.match(self.chunk, start)
        return found.end() if found else start

    def _collection(self, event: object, kind: type[Collection]) -> Collection:
        start: int = event.start_mark.index  # type: ignore[attr-defined]
        anchor: str | None = event.anchor  # type: ignore[attr-defined]
        if anchor is not None or event.tag is not None:  # type: ignore[attr-defined]
            start = self._after_properties(start)
        start += self.base
        node = kind(start, start, bool(event.flow_style), anchor)  # type: ignore[attr-defined]
        if anchor is not None:
            self.anchors[anchor] = node
            self.open.add(anchor)
        return node

    def _close(self, node: Collection, event: object) -> Collection:
        if node.flow:
            node.end = self.base + event.end_mark.index  # type: ignore[attr-defined]
        elif isinstance(node, Mapping) and node.entries:
            node.start = min(node.start, node.entries[0].key.start)
            node.end = node.entries[-1].span.end
        elif isinstance(node, Sequence) and node.items:
            node.end = max(node.items[-1].end, node.start + 1)
        if node.anchor is not None:
            self.open.discard(node.anchor)
        return node

    def _alias(self, event: object) -> Alias:
        name: str = event.anchor  # type: ignore[attr-defined]
        start = self.base + event.start_mark.index  # type: ignore[attr-defined]
        end = self.base + event.end_mark.index  # type: ignore[attr-defined]
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


def _name(key: Scalar) -> str:
    """A key as JSON has it: numbers and booleans become strings."""
    return key.value if isinstance(key.value, str) else key_text(key.value)


def _unused_character(text: str) -> str:
    return next(chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text)


def _events(chunk: str) -> Callable[[], object]:
    """A function that returns the next event of libyaml, or of ruamel.yaml where that is absent."""
    import ruamel.yaml  # noqa: F401 - the C extension needs its parent package first

    try:
        from _ruamel_yaml import CParser
    except ImportError:
        events: Iterator[object] = iter(ruamel.yaml.YAML(typ="safe", pure=True).parse(chunk))
        return events.__next__
    next_event: Callable[[], object] = CParser(chunk).get_event
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
    if context and message and context != message and message != "found unexpected ':'":
        message = f"{message} {context}"
    return TreeError(message or "not YAML", Span(base + at, base + min(at + 1, length)))


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
