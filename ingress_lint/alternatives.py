"""Which directories and files are copies of each other, so that only one of them is deployed at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import pairwise

from ingress_lint.model import Ingress, Object, Workload

Parts = tuple[str, ...]
_MANY = 3
"""Alternatives in one directory that make it a collection; dev and prod are two."""


def parts_of(file: str) -> Parts:
    """A path by its directories, the file last."""
    return tuple(file.split("/"))


def alternatives(files: Mapping[str, list[Object]]) -> set[Parts]:
    """The directories and files that define an object which another one defines, too.

    Where `a/dev/x.yaml` and `a/prod/x.yaml` hold the same object, `a/dev` and `a/prod` part. Where
    that happens to many in one directory, it is a collection of examples: everything in it that
    holds an Ingress stands for itself.
    """
    definitions: dict[tuple[str, str, str], set[Parts]] = defaultdict(set)
    for file, objects in files.items():
        for item in objects:
            document = item.document
            # Workloads are read only where the report needs them, and must not decide what is a set.
            if document.name and not document.fragment and not isinstance(item, Workload):
                definitions[document.kind, document.namespace, document.name].add(parts_of(file))
    found: set[Parts] = set()
    for paths in definitions.values():
        for left, right in pairwise(sorted(paths)):
            common = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))
            found.update((left[: common + 1], right[: common + 1]))
    return found | _siblings(files, found)


def _siblings(files: Mapping[str, list[Object]], branches: set[Parts]) -> set[Parts]:
    """What stands beside many alternatives and holds an Ingress."""
    parents = Counter(branch[:-1] for branch in branches)
    collections = {parent for parent, count in parents.items() if count >= _MANY}
    with_ingress = (parts_of(file) for file, objects in files.items() if any(isinstance(o, Ingress) for o in objects))
    return {parts[: i + 1] for parts in with_ingress for i in range(1, len(parts)) if parts[:i] in collections}
