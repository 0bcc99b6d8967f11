"""Which directories and files are copies of each other, so that only one of them is deployed at a time."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from ingress_lint.model import CLASS_ANNOTATION, Ingress, Object, Resource, Workload

Parts = tuple[str, ...]
Route = tuple[str, str, str, str, str]
"""Namespace, class, host, path and backend."""
_WORD = re.compile(r"[a-z]+")
_VARIANTS = frozenset(
    (
        *("dev", "development", "prod", "production", "stage", "staging", "test", "testing", "qa", "uat", "preview"),
        *("live", "local", "canary", "blue", "green", "old", "new", "good", "bad", "simple", "full", "before", "after"),
        *("expected", "actual", "example", "sample", "fixture"),
    )
)
"""Words in the names of files that hold one thing in several versions."""

_MANY = 3
"""Alternatives in one directory that make it a collection; dev and prod are two."""


def parts_of(file: str) -> Parts:
    """A path by its directories, the file last."""
    return tuple(file.split("/"))


def alternatives(files: Mapping[str, list[Object]]) -> set[Parts]:
    """The directories and files that define an object which another one defines, too.

    Where `a/dev/x.yaml` and `a/prod/x.yaml` hold the same object, `a/dev` and `a/prod` part. Where
    that happens to many in one directory, it is a collection of examples: everything in it that
    holds an Ingress stands for itself. Two files of one directory stay together if that they define
    the same Ingress looks like a mistake. Directories beside each other part as well if one serves
    what the other does, from the same Services: nobody deploys that twice.
    """
    definitions: dict[tuple[str, str, str], dict[Parts, Object]] = defaultdict(dict)
    for file, objects in files.items():
        for item in objects:
            document = item.document
            # These are read only where the report needs them, and must not decide what is a set.
            if document.name and not document.fragment and not isinstance(item, Workload | Resource):
                definitions[document.kind, document.namespace, document.name].setdefault(parts_of(file), item)
    several = [paths for paths in definitions.values() if len(paths) > 1]
    common = Counter(pair for paths in several for pair in pairwise(sorted(paths)))
    found = _doubles(files)
    for paths in several:
        for pair in pairwise(sorted(paths)):
            if len(paths) > 2 or common[pair] > 1 or not _is_mistake(*(paths[parts] for parts in pair)):
                found.update(_parted(*pair))
    return found | _siblings(files, found) if found else found


def _doubles(files: Mapping[str, list[Object]]) -> set[Parts]:
    """Directories beside each other of which one has all the routes of the other, under whatever names."""
    served: dict[Parts, set[Route]] = defaultdict(set)
    for file, objects in files.items():
        routes = [route for item in objects if isinstance(item, Ingress) for route in _routes(item)]
        if routes:
            served[parts_of(file)[:-1]].update(routes)
    holders: dict[tuple[Parts, Route], list[Parts]] = defaultdict(list)
    for directory in sorted(served):
        for route in served[directory]:
            holders[directory[:-1], route].append(directory)
    pairs = {pair for same in holders.values() for pair in pairwise(same)}
    return {
        each
        for pair in pairs
        if served[pair[0]] <= served[pair[1]] or served[pair[1]] <= served[pair[0]]
        for each in pair
    }


def _routes(ingress: Ingress) -> Iterator[Route]:
    if ingress.document.fragment:
        return
    class_name = ingress.class_name or ingress.annotations.get(CLASS_ANNOTATION, "")
    for rule, path in ingress.paths:
        service = path.backend.service
        if service is not None:
            yield (
                ingress.document.namespace,
                class_name,
                rule.host,
                path.path,
                f"{service.name}:{service.port}",
            )


def _parted(left: Parts, right: Parts) -> tuple[Parts, Parts]:
    common = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))
    return left[: common + 1], right[: common + 1]


def _is_mistake(left: Object, right: Object) -> bool:
    """Whether two files define one Ingress although they do not look like variants of which one is used.

    Variants have names that are alike (`ingress.yaml`, `ingress-tls.yaml`), or lead other hosts to the same
    Services (dev and prod), or the same hosts to other ones. What is a mistake has the same hosts, class
    and Services (a copy) or none in common (a new Ingress under an old name).
    """
    paths = [parts_of(item.document.source.path) for item in (left, right)]
    if not isinstance(left, Ingress) or not isinstance(right, Ingress) or paths[0][:-1] != paths[1][:-1]:
        return False
    if _are_alike(*(path[-1].rpartition(".")[0] for path in paths)):
        return False
    hosts = [{rule.host for rule in each.rules} for each in (left, right)]
    services = [{b.service.name for b in each.backends if b.service is not None} for each in (left, right)]
    copy = hosts[0] == hosts[1] and services[0] == services[1] and left.class_name == right.class_name
    return copy or (hosts[0].isdisjoint(hosts[1]) and services[0].isdisjoint(services[1]))


def _are_alike(left: str, right: str) -> bool:
    """Whether two names of files have a word in common, begin alike, or speak of a variant."""
    here, there = set(_words(left)), set(_words(right))
    alike = left in right or right in left or left[:3] == right[:3]
    return alike or not here.isdisjoint(there) or not _VARIANTS.isdisjoint(here | there)


def _words(name: str) -> list[str]:
    return _WORD.findall(name.lower())


def _siblings(files: Mapping[str, list[Object]], branches: set[Parts]) -> set[Parts]:
    """What stands beside many alternatives and holds an Ingress."""
    parents = Counter(branch[:-1] for branch in branches)
    collections = {parent for parent, count in parents.items() if count >= _MANY}
    with_ingress = (parts_of(file) for file, objects in files.items() if any(isinstance(o, Ingress) for o in objects))
    return {parts[: i + 1] for parts in with_ingress for i in range(1, len(parts)) if parts[:i] in collections}
