"""Values of a configuration that have the right type and still mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint import globs, releases, tree
from ingress_lint.config import Mistake
from ingress_lint.config_file import child, entries


def value_mistakes(root: tree.Node) -> Iterator[Mistake]:
    """Patterns that cannot be read, and releases, namespaces and controllers that cannot be."""
    for item, text in _texts(child(root, "placeholders")):
        if said := _bad_expression(text):
            yield Mistake(f"`{text}` is no regular expression: {said}", item.span)
    for item, text in _patterns(root):
        if said := globs.fault(text):
            yield Mistake(f"`{text}` is no path pattern: {said}", item.span)
    for item, text in _texts(child(root, "kubernetes-version")):
        if releases.minor_of(text) is not None and (said := releases.unsupported(text)):
            yield Mistake(said, item.span)
    for item, text in _texts(child(root, "default-namespace")):
        from ingress_lint.apiserver.names import label

        if text and (said := label(text)):
            yield Mistake(f"`{text}` is no name of a namespace: {said}", item.span)
    yield from _bad_controllers(root)


def _texts(node: tree.Node | None) -> Iterator[tuple[tree.Node, str]]:
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
    yield from _texts(child(root, "exclude"))
    for key in ("overrides", "projects"):
        listed = child(root, key)
        for item in listed.items if isinstance(listed, tree.Sequence) else ():
            yield from _texts(child(item, "files"))


def _bad_controllers(root: tree.Node) -> Iterator[Mistake]:
    """Names under `controllers` that are none of a controller."""
    for entry in entries(child(root, "controllers")):
        node = tree.resolve(entry.value)
        named = child(node, "controller") if isinstance(node, tree.Mapping) else node
        if named is None:
            continue
        from ingress_lint.config_schema import suggestion
        from ingress_lint.directory import controller_names, directory

        name, names = tree.plain(named), controller_names()
        if name in names or name in directory().spec_controllers:
            continue
        # A class is often called by another name than the controller behind it.
        meant = directory().classes.get(str(name))
        near = f"did you mean `{meant}`?" if meant else suggestion(str(name), names)
        yield Mistake(f"`{name}` is no controller; known are {', '.join(names)}", named.span, near)
