"""Paths to bytes: which files there are, and which of them can matter before any YAML is parsed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml", ".json")
MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file; a larger one that might hold an Ingress is named and not linted."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NAME = re.compile(rb"""name["']?[ \t]*:[ \t]*["']?([A-Za-z0-9][-A-Za-z0-9_.]*)""")
_CONTEXT = (b"Service", b"Secret")


class Unreadable(NamedTuple):
    """A path that could not be opened or read, and why."""

    path: str
    reason: str


def expand(paths: Iterable[str]) -> Iterator[str | Unreadable]:
    """The files of the arguments: a named file as it is, a directory as the manifests below it.

    Git-ignored files and `.git` are left out of directories.
    """
    for path in paths:
        if os.path.isdir(path):
            yield from _manifests(path)
        elif os.path.exists(path):
            yield path
        else:
            reason = "dangling link" if os.path.islink(path) else "no such file or directory"
            yield Unreadable(path, reason)


def _manifests(directory: str) -> Iterator[str]:
    tracked = _git_files(directory)
    found = _walk(directory) if tracked is None else tracked
    for path in sorted(found):
        if path.endswith(SUFFIXES):
            yield path


def _git_files(directory: str) -> list[str] | None:
    """What git knows below a directory and does not ignore; None outside a repository."""
    if not repository(directory):
        return None
    import subprocess

    command = ["git", "-C", directory, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = dict.fromkeys(os.fsdecode(done.stdout).split("\0"))
    prefix = "" if directory == "." else directory.rstrip("/") + "/"
    files = (prefix + name for name in names if name.endswith(SUFFIXES))
    return [file for file in files if os.path.isfile(file) or os.path.islink(file)]


def repository(path: str) -> str:
    """The root of the repository that encloses a path, or an empty string."""
    here = os.path.abspath(path)
    while True:
        if os.path.exists(os.path.join(here, ".git")):
            return here
        parent = os.path.dirname(here)
        if parent == here:
            return ""
        here = parent


def _walk(directory: str) -> Iterator[str]:
    stack = [directory]
    while stack:
        try:
            entries = list(os.scandir(stack.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git":
                    stack.append(entry.path)
            elif entry.name.endswith(SUFFIXES) and not entry.is_dir():
                yield os.path.normpath(entry.path)


def read_bytes(path: str) -> bytes | Unreadable:
    """The content of a file; raises nothing."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            size = os.fstat(handle).st_size
            parts = [os.read(handle, size + 1)]
            while parts[-1]:
                parts.append(os.read(handle, 1 << 20))
        finally:
            os.close(handle)
    except OSError as error:
        return Unreadable(path, error.strerror or str(error))
    return parts[0] if len(parts) <= 2 else b"".join(parts)


def may_be_ours(data: bytes) -> bool:
    """Whether bytes can hold an Ingress or IngressClass at all, judged without parsing."""
    if data[:2] in _WIDE_MARKS:
        data = data.replace(b"\0", b"")
    lowered = data.lower()
    return b"ingres" in lowered or b"networking.k8s.io" in lowered


def may_be_context(data: bytes, names: frozenset[bytes]) -> bool:
    """Whether bytes can hold an object of another kind that bears one of the names."""
    if not any(word in data for word in _CONTEXT):
        return False
    return not names.isdisjoint(_NAME.findall(data))
