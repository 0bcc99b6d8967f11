"""Fields at the wrong level: the fix that puts them where they belong."""

from __future__ import annotations

from ingress_lint import schema
from ingress_lint.edits import Fixes, move_entry, wrap_entries
from ingress_lint.inspection import schema_name
from ingress_lint.model import Document
from ingress_lint.places import node_at
from ingress_lint.tree import Mapping, Path, plain
from ingress_lint.unknown_fields import metadata_map


def relocate(document: Document, path: Path, home: Path) -> Fixes:
    """The fix that moves the field at `path` to its `home`.

    One level too high is certain: the field and its neighbours of the same kind are put into the
    mapping that is missing. A field from another part of the object is moved only if that is asked for.
    """
    here = path[:-1]
    target = node_at(document, home[:-1])
    filled = isinstance(target, Mapping) and target.entries
    if filled or home[: len(here)] != here or len(home) != len(path) + 1:
        return move_entry(document, path, home, safe=False)
    mapping, wrapper, name = node_at(document, here), str(home[-2]), schema_name(document)
    if not isinstance(mapping, Mapping):
        return ()
    names = [entry.name for entry in mapping.entries if _belongs_together(document, name, here, entry.name, wrapper)]
    return wrap_entries(document, here, names, wrapper, safe=True)


def _belongs_together(document: Document, name: str, here: Path, key: str, wrapper: str) -> bool:
    """Whether a key is unknown here by the schema `name`, and belongs below `wrapper`."""
    if key in schema.known_fields(name, here):
        return False
    if here == ("metadata",):  # maps of text, of which a schema lists no keys
        return metadata_map(plain(document.root), key) == wrapper
    return key in schema.known_fields(name, (*here, wrapper))
