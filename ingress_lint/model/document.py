"""One Kubernetes object in its text: what identifies it, and its tree whenever somebody needs a place."""

from ingress_lint.model.values import record
from ingress_lint.parser import parse
from ingress_lint.source import Source, Span
from ingress_lint.tree import Mapping as MappingNode
from ingress_lint.tree import Node, Path, TreeError, plain, resolve
from ingress_lint.tree import Sequence as SequenceNode


class Whole:
    """The text of a document and its tree, made when it is needed; the items of a List share one.

    Each of them looking for its tree in a text of its own would take the square of their number.
    """

    __slots__ = ("_root", "source", "span")

    def __init__(self, source: Source, span: Span) -> None:
        self.source = source
        self.span = span
        self._root: Node | None = None

    @property
    def root(self) -> Node:
        """The tree of the text; raises `TreeError` if unreadable."""
        if self._root is None:
            root = self._json() or parse(self.source.text, *self.span)[0]
            assert root is not None
            self._root = root
        return self._root

    def _json(self) -> Node | None:
        text, start = self.source.text, self.span.start
        if text[start : start + 1] != "{":
            return None
        from ingress_lint.json_tree import parse_json

        try:
            root = parse_json(text, start)
        except TreeError:
            return None
        return root if root.span == self.span else None


class Document:
    """One Kubernetes object: an entry of a multi-document file, or an item of a `List`.

    `index` counts the documents of the file from 0, `item` is the position inside a List or None.
    `fragment` marks a patch, which is only part of an object; `plain` one without anchors, tags, merge
    keys and repeated keys.
    """

    __slots__ = (
        "_root",
        "api_version",
        "fragment",
        "generate_name",
        "index",
        "item",
        "kind",
        "name",
        "namespace",
        "ours",
        "plain",
        "source",
        "span",
        "whole",
    )

    def __init__(self, source: Source, index: int, span: Span, root: Node | None, item: int | None = None) -> None:
        self.source = source
        self.index = index
        self.span = span
        self.item = item
        self._root = root
        self.whole: Whole | None = None
        self.api_version = self.kind = self.name = self.generate_name = self.namespace = ""
        self.ours = ""
        self.fragment = self.plain = False

    def __repr__(self) -> str:
        return f"Document({self.source.path!r}, {self.crumb!r})"

    @property
    def root(self) -> Node:
        """The tree of this object; parsed again if it was dropped. Raises `TreeError` if unreadable."""
        if self._root is None:
            root = (self.whole or Whole(self.source, self.span)).root
            if self.item is not None:
                root = resolve(root)
                assert isinstance(root, MappingNode)
                value = resolve(next(e.value for e in reversed(root.entries) if e.name == "items"))
                assert isinstance(value, SequenceNode)
                root = value.items[self.item]
            self._root = root
        return self._root

    def drop_tree(self) -> None:
        """Forget the tree, to keep memory small; `root` makes it again."""
        self._root = None

    @property
    def value(self) -> dict[str, object]:
        """The object as JSON would hold it."""
        return record(plain(self.root))

    @property
    def known_name(self) -> str:
        """The name, or the start of a generated one."""
        return self.name or (f"{self.generate_name}…" if self.generate_name else "")

    @property
    def crumb(self) -> str:
        """How reports name the object: `Ingress shop/web`."""
        name = self.known_name or "(no name)"
        return (
            f"{self.kind or 'object'} {self.namespace}/{name}" if self.namespace else f"{self.kind or 'object'} {name}"
        )

    def field(self, path: Path) -> str:
        """A path as the API server prints it, prefixed with `items[i].` inside a List."""
        return field_path(path if self.item is None else ("items", self.item, *path))


def field_path(path: Path) -> str:
    """`("spec", "rules", 0, "host")` as `spec.rules[0].host`."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).removeprefix(".")
