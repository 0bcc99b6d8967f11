"""The directory of controllers: which one a class, a `spec.controller` or an annotation belongs to."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from ingress_lint.bundled import bundled
from ingress_lint.records import Record


class Directory(Record):
    """`schemas/controllers.json`: which catalogue or controller a name belongs to.

    `prefixes` and `keys` lead from annotations to catalogues (`ingress.kubernetes.io` is missing:
    seven controllers read it), `classes` and `spec_controllers` from classes to controllers.
    `companions` are catalogues that no class selects: they apply beside any controller. For those in
    `annotation_first` the class annotation wins over `spec.ingressClassName`. `services` are keys, and
    beginnings of keys that end with a dot, whose values name Services, with the form of the values.
    """

    prefixes: Mapping[str, str]
    keys: Mapping[str, str]
    companions: frozenset[str]
    classes: Mapping[str, str]
    spec_controllers: Mapping[str, str]
    annotation_first: frozenset[str]
    services: Mapping[str, str]


def look_into(found: Iterable[str | os.PathLike[str]]) -> None:
    """Look into the directories of plugins, too; what they say counts before what we say."""
    folders()[:] = [str(folder) for folder in found]
    directory.cache_clear()
    for kept in (is_near_prefix, owner, names_services):
        kept.cache_clear()


@cache
def folders() -> list[str]:
    """The directories of plugins; those that are named first count first."""
    return []


@cache
def directory() -> Directory:
    """The directory of all controllers."""
    first, *others = [
        read(file) for file in (bundled("schemas", "controllers.json"), *reversed(list(files("controllers.json"))))
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
        first["services"],
    )


def controller_names() -> list[str]:
    """What a configuration may call the controller of a class, in order."""
    known = directory()
    return sorted({*known.classes.values(), *known.spec_controllers.values()})


def files(name: str) -> Iterator[str]:
    """Where plugins may have a file of this name, the one that counts first."""
    return (os.path.join(folder, name) for folder in folders())


def read(file: str) -> dict[str, Any]:
    """What a JSON file holds; raises OSError or ValueError."""
    import json

    with open(file, encoding="utf-8") as handle:
        data: dict[str, Any] = json.load(handle)
    return data


@lru_cache(1_000)
def owner(key: str) -> str:
    """The name of the catalogue that a key belongs to, or an empty string."""
    known = directory()
    return known.prefixes.get(key.partition("/")[0]) or known.keys.get(key, "")


@lru_cache(1_000)  # the same few stand on all objects
def is_near_prefix(prefix: str) -> bool:
    """Whether a prefix may be meant for one of a catalogue: all its words are in one, or nearly all its letters.

    Whatever `difflib` finds to be similar by 0.8 is near, and more.
    """
    words = set(prefix.split("."))
    return any(words.issubset(known.split(".")) or _shares_letters(prefix, known) for known in directory().prefixes)


def _shares_letters(left: str, right: str) -> bool:
    wanted = (len(left) + len(right)) * 2
    if 5 * min(len(left), len(right)) < wanted:
        return False
    return 5 * sum(min(left.count(letter), right.count(letter)) for letter in set(left)) >= wanted


@lru_cache(1_000)
def names_services(key: str) -> str:
    """The form in which the value of a key names Services, empty for one that names none."""
    known = directory().services
    if not key.startswith(tuple(known)):
        return ""
    return known.get(key) or next((known[k] for k in known if k.endswith(".") and key.startswith(k)), "")


def is_catalogued(controller: str) -> bool:
    """Whether there is a catalogue for a controller that a class can select."""
    known = directory()
    return controller in known.prefixes.values() and controller not in known.companions
