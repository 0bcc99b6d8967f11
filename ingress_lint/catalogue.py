"""Catalogues: what is known of the annotations of a controller, read from `schemas/annotations` and from plugins."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, TypeVar

from ingress_lint.bundled import bundled

_Made = TypeVar("_Made")


class Directory(NamedTuple):
    """`schemas/controllers.json`: which catalogue or controller a name belongs to.

    `prefixes` and `keys` lead from annotations to catalogues (`ingress.kubernetes.io` is missing:
    seven controllers read it), `classes` and `spec_controllers` from classes to controllers.
    `companions` are catalogues that no class selects: they apply beside any controller. For those in
    `annotation_first` the class annotation wins over `spec.ingressClassName`.
    """

    prefixes: Mapping[str, str]
    keys: Mapping[str, str]
    companions: frozenset[str]
    classes: Mapping[str, str]
    spec_controllers: Mapping[str, str]
    annotation_first: frozenset[str]


class Annotation(NamedTuple):
    """One annotation of one controller; `schemas/annotations.schema.json` says what the fields mean.

    `name` is the key without the catalogue's first prefix, `key` the whole of it.
    """

    key: str
    name: str
    catalogue: Catalogue
    type: str
    values: tuple[str, ...] = ()
    fold: bool = False
    blanks: str = ""
    pattern: str = ""
    accepts: str = ""
    item: str = ""
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
    elsewhere: bool = False
    needs_value: Mapping[str, str] = {}
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
            return next((self._annotation(key, family) for family in self._families if self._fits(name, family)), None)
        return self._annotation(key, name)

    def name(self, key: str) -> str:
        """A key without the prefix, where the catalogue lists it so."""
        if self.controller == "haproxytech":  # its two prefixes mean the same
            key = key.replace("haproxy.com/", "haproxy.org/", 1)
        return key.removeprefix(self.prefixes[0])

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
    _plugged()[:] = [str(folder) for folder in directories]
    directory.cache_clear()
    load.cache_clear()
    for folder in _plugged():
        facts = _checked(os.path.join(folder, "controllers.json"), _read)
        for name in sorted({*facts.get("prefixes", {}).values(), *facts.get("keys", {}).values()}):
            file = os.path.join(folder, f"{name}.json")
            if os.path.isfile(file):
                _checked(file, lambda found: Catalogue(_read(found)).check())


@cache
def _plugged() -> list[str]:
    """The directories of plugins; those that are named first count first."""
    return []


def _checked(file: str, act: Callable[[str], _Made]) -> _Made:
    try:
        return act(file)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, re.error) as error:
        raise CatalogueError(f"catalogue {file} cannot be read: {type(error).__name__}: {error}") from error


@cache
def directory() -> Directory:
    """The directory of all controllers."""
    first, *others = [
        _read(file) for file in (bundled("schemas", "controllers.json"), *reversed(list(_files("controllers.json"))))
    ]
    for more in others:
        for section, facts in more.items():
            first[section] = {**first[section], **facts} if isinstance(facts, dict) else [*first[section], *facts]
    return Directory(
        first["prefixes"],
        first["keys"],
        frozenset(first["companions"]),
        first["classes"],
        first["spec_controllers"],
        frozenset(first["annotation_first"]),
    )


def controller_names() -> list[str]:
    """What a configuration may call the controller of a class, in order."""
    known = directory()
    return sorted({*known.classes.values(), *known.spec_controllers.values()})


@cache
def load(controller: str) -> Catalogue:
    """The catalogue of a controller; raises FileNotFoundError if there is none."""
    file = next(filter(os.path.isfile, _files(f"{controller}.json")), None)
    return Catalogue(_read(file or bundled("schemas", f"annotations/{controller}.json")))


def _files(name: str) -> Iterator[str]:
    return (os.path.join(folder, name) for folder in _plugged())


def _read(file: str) -> dict[str, Any]:
    import json

    with open(file, encoding="utf-8") as handle:
        data: dict[str, Any] = json.load(handle)
    return data


def owner(key: str) -> str:
    """The name of the catalogue that a key belongs to, or an empty string."""
    known = directory()
    return known.prefixes.get(key.partition("/")[0]) or known.keys.get(key, "")


def is_catalogued(controller: str) -> bool:
    """Whether there is a catalogue for a controller that a class can select."""
    known = directory()
    return controller in known.prefixes.values() and controller not in known.companions
