"""Helpers that build fixes: each returns the fixes it can offer, none where the text gives no hold.

A fix edits text and says which values it changes; the fixer refuses it if anything else changes.
Nothing is offered behind an alias or a merge key, because the text there belongs to several places.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

from ingress_lint.finding import Change, Edit, Fix
from ingress_lint.layout import Layout, Patch, is_regular, layout, line_end
from ingress_lint.model import Document
from ingress_lint.places import entry_at, node_at
from ingress_lint.source import Span
from ingress_lint.tree import Alias, Entry, Mapping, Node, Path, Scalar, Sequence, is_merge, plain, resolve

Fixes = tuple[Fix, ...]


def replace_value(document: Document, path: Path, value: object, *, safe: bool, title: str = "") -> Fixes:
    """Put another scalar in the place of the one at a path, in the same quotes."""
    node = node_at(document, path)
    if not isinstance(node, Scalar | Alias) or (isinstance(node, Scalar) and node.style == "!"):
        return ()
    patch = Patch(document.source)
    patch.set(node, value)
    title = title or f"set {document.field(path)} to {shown(value)}"
    return (Fix(title, patch.edits(), safe, (Change(document, path, value),)),)


def quote_value(document: Document, path: Path, *, safe: bool = True) -> Fixes:
    """Put quotes around a number or boolean, so that it is the string it looks like."""
    node = node_at(document, path)
    if not isinstance(node, Scalar) or node.style not in ("", "json") or isinstance(node.value, str | None):
        return ()
    text = document.source.text[node.start : node.end]
    edits = (Edit(document.source, node.span, f'"{text}"'),)
    return (Fix(f'write `"{text}"` in quotes', edits, safe, (Change(document, path, text),)),)


def rename_key(document: Document, path: Path, name: str, *, safe: bool) -> Fixes:
    """Give the entry at a path another key; not where that key exists already."""
    entry = entry_at(document, path)
    mapping = node_at(document, path[:-1])
    if entry is None or not isinstance(mapping, Mapping) or name in plain_keys(mapping):
        return ()
    patch = Patch(document.source)
    patch.rename(entry, name)
    changes = (Change(document, path, gone=True), Change(document, (*path[:-1], name), plain(entry.value)))
    return (Fix(f"rename `{path[-1]}` to `{name}`", patch.edits(), safe, changes),)


def replace_entry(document: Document, path: Path, name: str, value: object, *, safe: bool) -> Fixes:
    """Put another key and another scalar in the place of the entry at a path, as `number: 80` for `name: http`."""
    entry = entry_at(document, path)
    mapping = node_at(document, path[:-1])
    if entry is None or not isinstance(entry.value, Scalar) or not isinstance(mapping, Mapping):
        return ()
    if name != entry.name and name in plain_keys(mapping):
        return ()
    patch = Patch(document.source)
    patch.rename(entry, name)
    patch.set(entry.value, value)
    changes = [Change(document, (*path[:-1], name), value)]
    if name != entry.name:
        changes.append(Change(document, path, gone=True))
    return (Fix(f"write {name}: {value}", patch.edits(), safe, tuple(changes)),)


def nest_value(document: Document, path: Path, name: str, *, safe: bool) -> Fixes:
    """Put the scalar at a path into a mapping under the key `name`, as `port: 80` becomes `port: {number: 80}`."""
    entry = entry_at(document, path)
    mapping = node_at(document, path[:-1])
    if entry is None or not isinstance(entry.value, Scalar) or not _takes(mapping, document):
        return ()
    patch = Patch(document.source)
    patch.wrap(entry, entry, entry.name, written(document, path[:-1], mapping))
    patch.rename(entry, name)
    title = f"write {entry.name}.{name}: {entry.value.value}"
    return (Fix(title, patch.edits(), safe, (Change(document, path, {name: entry.value.value}),)),)


def list_value(document: Document, path: Path, *, safe: bool) -> Fixes:
    """Put the scalar at a path into a list of its own, as `hosts: example.com` becomes `hosts: [example.com]`."""
    node = node_at(document, path)
    if not isinstance(node, Scalar) or node.anchor or node.style in ("|", ">", "!"):
        return ()
    text = f"[{document.source.text[node.start : node.end]}]"
    edits = (Edit(document.source, node.span, text),)
    return (Fix(f"write {path[-1]}: {text}", edits, safe, (Change(document, path, [node.value]),)),)


def join_items(document: Document, path: Path, *, safe: bool) -> Fixes:
    """Take away the dash of the item behind the one at a path, so that two mappings of a list are one."""
    items, index = node_at(document, path[:-1]), path[-1]
    if not isinstance(items, Sequence) or items.flow or not isinstance(index, int) or index + 1 >= len(items.items):
        return ()
    first, second = items.items[index : index + 2]
    dash = _dash(document.source.text, first, second)
    if dash is None or not isinstance(first, Mapping) or not isinstance(second, Mapping):
        return ()
    if plain_keys(first) & plain_keys(second):
        return ()
    listed = [plain(item) for item in items.items]
    listed[index : index + 2] = [{**_fields(first), **_fields(second)}]
    edits = (Edit(document.source, dash, " "),)
    return (Fix("take the `-` away", edits, safe, (Change(document, path[:-1], listed),)),)


def _fields(mapping: Mapping) -> dict[str, object]:
    value = plain(mapping)
    return value if isinstance(value, dict) else {}


def _dash(text: str, first: Node, second: Node) -> Span | None:
    """The dash before the second of two mappings in block style, where their keys stand in one column."""
    if any(not isinstance(item, Mapping) or item.flow or item.anchor or not item.entries for item in (first, second)):
        return None
    lines = [text[text.rfind("\n", 0, item.start) + 1 : item.start] for item in (first, second)]
    if len(lines[0]) != len(lines[1]) or lines[0].strip(" ") != "-" or lines[1].strip(" ") != "-":
        return None
    at = second.start - len(lines[1]) + lines[1].index("-")
    return Span(at, at + 1)


def together(title: str, parts: Iterable[Fixes], *, safe: bool) -> Fixes:
    """One fix that does what the first of each of these does; none if one of them offers none."""
    first = [fixes[0] if fixes else None for fixes in parts]
    found = [fix for fix in first if fix is not None]
    if not found or len(found) < len(first):
        return ()
    edits = sorted({edit for fix in found for edit in fix.edits}, key=lambda edit: edit.span)
    return (Fix(title, tuple(edits), safe, tuple(change for fix in found for change in fix.changes)),)


def insert_entry(
    document: Document, path: Path, value: object, *, safe: bool, after: str = "", title: str = ""
) -> Fixes:
    """Insert the scalar `value` at a path: behind its sibling `after`, or as the first entry."""
    mapping = node_at(document, path[:-1])
    if not _takes(mapping, document, path[-1]):
        return ()
    patch = Patch(document.source)
    how = written(document, path[:-1], mapping)
    patch.insert(mapping, str(path[-1]), how.scalar(value), how, after=after)
    title = title or f"add {path[-1]}: {value}"
    return (Fix(title, patch.edits(), safe, (Change(document, path, value),)),)


def wrap_entries(document: Document, path: Path, names: Iterable[str], wrapper: str, *, safe: bool) -> Fixes:
    """Put neighbouring entries of the mapping at a path into a new mapping under the key `wrapper`."""
    mapping = node_at(document, path)
    wanted = set(names)
    if not _takes(mapping, document, wrapper):
        return ()
    at = [i for i, entry in enumerate(mapping.entries) if entry.name in wanted]
    if len(at) != len(wanted) or at[-1] - at[0] >= len(at):
        return ()
    entries = mapping.entries[at[0] : at[-1] + 1]
    patch = Patch(document.source)
    patch.wrap(entries[0], entries[-1], wrapper, written(document, path, mapping))
    gone = (Change(document, (*path, entry.name), gone=True) for entry in entries)
    inner = {entry.name: plain(entry.value) for entry in entries}
    listed = " and ".join(f"`{entry.name}`" for entry in entries)
    changes = (*gone, Change(document, (*path, wrapper), inner))
    return (Fix(f"move {listed} into `{wrapper}`", patch.edits(), safe, changes),)


def delete_entry(document: Document, path: Path, *, safe: bool, title: str = "") -> Fixes:
    """Delete the entry at a path with its line; not the only entry of a mapping in block style."""
    patch = Patch(document.source)
    if not _delete(patch, document, path):
        return ()
    title = title or f"delete {document.field(path)}"
    return (Fix(title, patch.edits(), safe, (Change(document, path, gone=True),)),)


def move_entry(document: Document, path: Path, to: Path, *, safe: bool, title: str = "") -> Fixes:
    """Move the scalar at a path, and the comment behind it, to a new first entry of another mapping.

    A mapping that would be left empty goes with it.
    """
    entry = entry_at(document, path)
    target = node_at(document, to[:-1])
    if entry is None or not isinstance(entry.value, Scalar) or not isinstance(target, Mapping):
        return ()
    holder = node_at(document, path[:-1])
    sole = isinstance(holder, Mapping) and len(holder.entries) == 1
    patch = Patch(document.source)
    gone = path[:-1] if sole else path
    if not _takes(target, document, to[-1]) or not _delete(patch, document, gone):
        return ()
    how = written(document, to[:-1], target)
    value = document.source.text[entry.value.start : entry.value.end]
    if entry.value.style in ("|", ">", "!") or (how.scalar("a") == '"a"' and entry.value.style != '"'):
        value = how.scalar(entry.value.value)
    comment = _comment_behind(patch, entry.span.end)
    if comment and how.flow:
        return ()
    patch.insert(target, str(to[-1]), value + comment, how)
    changes = (Change(document, gone, gone=True), Change(document, to, entry.value.value))
    return (Fix(title or f"move {path[-1]} to {document.field(to)}", patch.edits(), safe, changes),)


def shown(value: object) -> str:
    """A value for a title."""
    return f"`{value}`" if isinstance(value, str) else str(value)


def _takes(node: Node | None, document: Document, key: str | int = "") -> TypeGuard[Mapping]:
    """Whether a node is a mapping that can take a new entry of this key."""
    if not isinstance(node, Mapping) or not is_regular(document.source.text, node):
        return False
    return key not in plain_keys(node)


def plain_keys(mapping: Mapping) -> frozenset[str]:
    """The keys a mapping ends up with, those of its merge keys included."""
    value = plain(mapping)
    return frozenset(value) if isinstance(value, dict) else frozenset()


def written(document: Document, path: Path, mapping: Mapping) -> Layout:
    """How the mapping at a path is laid out; an empty one is written as its parent is."""
    how = layout(document.source.text, mapping, step_of(document, path))
    parent = node_at(document, path[:-1]) if path else None
    if mapping.entries or not isinstance(parent, Mapping) or not parent.flow:
        return how
    outer = layout(document.source.text, parent)
    return how._replace(quote=outer.quote, colon=outer.colon, comma=outer.comma)


def step_of(document: Document, path: Path) -> str:
    """One level of indentation near a path: how far a block mapping stands behind its own key."""
    node: Node = document.root
    found = first_step(document)
    for i in range(len(path)):
        inner = node_at(document, path[: i + 1])
        if inner is None:
            break
        found = block_step(document.source.text, node, inner) or found
        node = inner
    return " " * (found or 2)


def first_step(document: Document) -> int:
    """The indentation of the first mapping in a document that has any, else 0."""
    root = resolve(document.root)
    entries = root.entries if isinstance(root, Mapping) else ()
    return next((step for entry in entries if (step := block_step(document.source.text, root, entry.value))), 0)


def block_step(text: str, outer: Node, inner: Node) -> int:
    """How many columns a block mapping stands to the right of the mapping around it, 0 if that has no meaning."""
    if not (isinstance(outer, Mapping) and isinstance(inner, Mapping)) or inner.flow or outer.flow:
        return 0
    if not inner.entries or not outer.start <= inner.start < outer.end:
        return 0
    return max(_column(text, inner.entries[0]) - _column(text, outer.entries[0]), 0)


def _column(text: str, entry: Entry) -> int:
    return entry.key.start - text.rfind("\n", 0, entry.key.start) - 1


def _delete(patch: Patch, document: Document, path: Path) -> bool:
    """Take an entry out of its mapping; false if it cannot go alone."""
    entry = entry_at(document, path)
    mapping = node_at(document, path[:-1])
    if entry is None or is_merge(entry) or not isinstance(mapping, Mapping):
        return False
    if len(mapping.entries) == 1 and not mapping.flow:
        return False
    patch.replace(_extent(document.source.text, mapping, entry), "")
    return True


def _extent(text: str, mapping: Mapping, entry: Entry) -> Span:
    """What goes with an entry: its lines with the comment behind it, or its comma."""
    i = mapping.entries.index(entry)
    following = mapping.entries[i + 1].key.start if i + 1 < len(mapping.entries) else None
    start = text.rfind("\n", 0, entry.key.start) + 1
    if mapping.flow and following is None:
        return Span(mapping.entries[i - 1].span.end if i else entry.key.start, entry.span.end)
    if mapping.flow or (text[start : entry.key.start].strip() and following is not None):
        return Span(entry.key.start, following or entry.span.end)
    end = text.find("\n", entry.span.end)
    return Span(start, len(text) if end < 0 else end + 1)


def _comment_behind(patch: Patch, end: int) -> str:
    """The comment on the line where a value ends, with the blanks before it."""
    rest = patch.source.text[end : line_end(patch.source.text, end)]
    return rest.rstrip() if rest.lstrip().startswith("#") and rest[0] in " \t" else ""
