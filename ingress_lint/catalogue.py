"""Catalogues: what is known of the annotations of a controller, read from `schemas/annotations` and from plugins."""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, TypeVar

from ingress_lint.bundled import bundled
from ingress_lint.directory import files, folders, look_into, read
from ingress_lint.records import Record

_Made = TypeVar("_Made")


class Annotation(Record):
    """One annotation of one controller; `schemas/annotations.schema.json` says what the fields mean.

    `name` is the key without the catalogue's first prefix, `key` the whole of it.
    """

    key: str
    name: str
    catalogue: "Catalogue"
    type: str
    values: tuple[str, ...] = ()
    fold: bool = False
    blanks: str = ""
    pattern: str = ""
    accepts: str = ""
    item: str = ""
    form: str = ""
    after: str = ""
    separator: str = ","
    format: str = ""
    min: int | str | None = None
    max: int | None = None
    longest: int | None = None
    unit: str = ""
    default: str = ""
    group: str = ""
    scope: str = ""
    risk: str = ""
    edition: str = ""
    since: str = ""
    until: str = ""
    instead: str | None = None
    invalid: str = ""
    fallback: str = ""
    shape: str = ""
    beyond: str = ""
    empty: str = ""
    protection: str = ""
    lost: str = ""
    dropped: str = ""
    needs: tuple[str, ...] = ()
    needs_one: tuple[str, ...] = ()
    idle: tuple[str, ...] = ()
    elsewhere: bool = False
    needs_value: Mapping[str, str | list[str]] = {}
    conflicts: tuple[str, ...] = ()
    on: tuple[str, ...] = ("Ingress",)
    status: bool = False
    merge: str = ""
    members: tuple[str, ...] = ()
    nginx: Mapping[str, str] = {}
    variables: bool = False
    itemwise: bool = False
    certain: bool = True
    gateway: Mapping[str, str] = {}
    note: str = ""


class Catalogue:
    """The annotations of one controller, by key."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.controller: str = data["controller"]
        self.title: str = data["title"]
        self.version: str = data["version"]
        self.source: str = data["source"]
        self.prefixes: tuple[str, ...] = tuple(data["prefixes"])
        self.booleans: str = data["booleans"]
        self._same_prefixes: tuple[str, ...] = tuple(data.get("same_prefixes", ()))
        self._old_prefixes: tuple[str, ...] = tuple(data.get("old_prefixes", ()))
        self._fold: bool = data.get("fold_keys", False)
        self._entries: dict[str, dict[str, Any]] = data["annotations"]
        self._folded = {name.lower(): name for name in self._entries} if self._fold else {}
        self._known: dict[str, Annotation | None] = {}
        self._families = [name for name, entry in self._entries.items() if "key" in entry or name.endswith(".*")]

    def find(self, key: str) -> Annotation | None:
        """What is known of a whole key, None if the controller does not know it."""
        if key not in self._known:
            self._known[key] = self._find(key) if "/" in key else None
        return self._known[key]

    def _find(self, key: str) -> Annotation | None:
        name = self.name(key)
        name = self._folded.get(name.lower(), name) if self._fold else name
        if name not in self._entries:
            dead = next((key.removeprefix(old) for old in self._old_prefixes if key.startswith(old)), "")
            if "until" in self._entries.get(dead, ()):
                return self._annotation(key, dead)
            return next((self._annotation(key, family) for family in self._families if self._fits(name, family)), None)
        return self._annotation(key, name)

    def name(self, key: str) -> str:
        """A key without the prefix, where the catalogue lists it so."""
        if key in self._entries:
            return key
        return key.removeprefix(next(filter(key.startswith, self._same_prefixes), self.prefixes[0]))

    def key(self, name: str) -> str:
        """The whole key of a name."""
        return name if "/" in name else self.prefixes[0] + name

    @property
    def names(self) -> Iterator[str]:
        """Every name that still means something."""
        return (name for name, entry in self._entries.items() if "until" not in entry)

    def _fits(self, name: str, family: str) -> bool:
        pattern = self._entries[family].get("key")
        return bool(re.fullmatch(pattern, name)) if pattern else name.startswith(family[:-1])

    def _annotation(self, key: str, name: str) -> Annotation:
        fields: dict[str, Any] = {
            field: tuple(v) if isinstance(v, list) else v for field, v in self._entries[name].items()
        }
        fields.pop("key", None)
        return Annotation(key, name, self, **fields)

    def check(self) -> None:
        """Make every entry; raises KeyError, TypeError or `re.error` for one that cannot be read."""
        for name, entry in self._entries.items():
            known = self._annotation(self.key(name), name)
            for pattern in (
                known.pattern,
                known.item,
                known.accepts,
                known.nginx.get("pattern", ""),
                entry.get("key", ""),
            ):
                re.compile(pattern)


class CatalogueError(Exception):
    """A catalogue of a plugin cannot be read; the message names the file and says why."""


def plug(directories: Iterable[str | os.PathLike[str]]) -> None:
    """Add the catalogues of plugins: `controllers.json`, and a `<catalogue>.json` for each that it names.

    What they say of a prefix, a key or a class counts before what we say. Raises `CatalogueError`.
    """
    look_into(directories)
    load.cache_clear()
    for folder in folders():
        facts = _checked(os.path.join(folder, "controllers.json"), read)
        for name in sorted({*facts.get("prefixes", {}).values(), *facts.get("keys", {}).values()}):
            file = os.path.join(folder, f"{name}.json")
            if os.path.isfile(file):
                _checked(file, lambda found: Catalogue(read(found)).check())


def _checked(file: str, act: Callable[[str], _Made]) -> _Made:
    try:
        return act(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        raise CatalogueError(f"catalogue {file} cannot be read: {type(error).__name__}: {error}") from error


@cache
def load(controller: str) -> Catalogue:
    """The catalogue of a controller; raises FileNotFoundError if there is none."""
    file = next(filter(os.path.isfile, files(f"{controller}.json")), None)
    return Catalogue(read(file or bundled("schemas", f"annotations/{controller}.json")))
