"""Values of a configuration that have the right type and still mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint import globs, releases, tree
from ingress_lint.config import Mistake
from ingress_lint.config_file import child


def value_mistakes(root: tree.Node, source: str) -> Iterator[Mistake]:
    """Patterns that cannot be read, and releases, namespaces and names of projects that cannot be."""
    for item, text in texts(child(root, "placeholders")):
        if said := _bad_expression(text):
            yield Mistake(f"`{text}` is no regular expression: {said}", item.span)
    for item, text in _patterns(root):
        if said := globs.fault(text):
            yield Mistake(f"`{text}` is no path pattern: {said}", item.span)
    version = child(root, "kubernetes-version")
    if isinstance(version, tree.Scalar):
        # A number is refused for what it is, but is not to be refused again once it stands in quotes.
        text = version.value if isinstance(version.value, str) else source[version.start : version.end]
        if releases.minor_of(text) is not None and (said := releases.unsupported(text)):
            yield Mistake(said, version.span)
    for item, text in texts(child(root, "default-namespace")):
        from ingress_lint.apiserver.names import label

        if text and (said := label(text)):
            yield Mistake(f"`{text}` is no name of a namespace: {said}", item.span)
    yield from _same_names(root)


def listed(root: tree.Node | None, key: str) -> Iterator[tuple[tree.Node, str]]:
    """The texts of the list under a key, each with its node."""
    node = child(root, key)
    return texts(node) if isinstance(node, tree.Sequence) else iter(())


def texts(node: tree.Node | None) -> Iterator[tuple[tree.Node, str]]:
    """A text, or the texts of a list, each with its node."""
    for item in node.items if isinstance(node, tree.Sequence) else [node]:
        text = tree.plain(item) if item is not None else None
        if item is not None and isinstance(text, str):
            yield item, text


def _bad_expression(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        return error.msg
    return ""


def _patterns(root: tree.Node) -> Iterator[tuple[tree.Node, str]]:
    yield from texts(child(root, "exclude"))
    for key in ("overrides", "projects"):
        listed = child(root, key)
        for item in listed.items if isinstance(listed, tree.Sequence) else ():
            yield from texts(child(item, "files"))


def _same_names(root: tree.Node) -> Iterator[Mistake]:
    """Projects with a name that another one has already."""
    seen = set()
    listed = child(root, "projects")
    for item in listed.items if isinstance(listed, tree.Sequence) else ():
        for node, name in texts(child(item, "name")):
            if name in seen:
                yield Mistake(f"`{name}` is the name of two projects", node.span, "give each a name of its own")
            seen.add(name)
