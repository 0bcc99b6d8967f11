"""What kustomizations on the disk reach: the files to read for what they build."""

import os
from collections.abc import Iterable, Iterator

from ingress_lint.discovery import KUSTOMIZATIONS, Unreadable, read_bytes, repository
from ingress_lint.documents import read
from ingress_lint.kustomize import Kustomization, kustomization
from ingress_lint.source import Source


def directories(files: Iterable[str]) -> list[str]:
    """The directories of the kustomizations among some files."""
    found = (os.path.split(file) for file in files)
    return list(dict.fromkeys(directory or "." for directory, name in found if name in KUSTOMIZATIONS))


def reached(kustomizations: Iterable[str]) -> Iterator[str]:
    """The files that the kustomizations of some directories take in, with those they pass and the patches.

    What is not on the disk is left out, and so is what lies outside the repository.
    """
    stack, seen = list(kustomizations), set[str]()
    while stack:
        directory = stack.pop()
        if directory in seen:
            continue
        seen.add(directory)
        for file, content in _kustomization(directory):
            yield file
            bound = repository(directory)
            for path in (*content.entries, *(patch.file for patch in content.patches)):
                if path and bound and not os.path.abspath(path).startswith(f"{bound.rstrip('/')}/"):
                    continue
                if os.path.isdir(path):
                    stack.append(path)
                elif os.path.isfile(path):
                    yield path


def _kustomization(directory: str) -> Iterator[tuple[str, Kustomization]]:
    file = next(
        (path for name in KUSTOMIZATIONS if os.path.isfile(path := os.path.normpath(f"{directory}/{name}"))), ""
    )
    data = read_bytes(file) if file else Unreadable(directory, "")
    if not isinstance(data, Unreadable):
        for _, value in read(Source.from_bytes(file, data)).documents[:1]:
            yield file, kustomization(directory, value)
