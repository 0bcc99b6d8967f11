"""Paths to bytes: which files there are, and which of them can matter before any YAML is parsed."""

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

SUFFIXES = (".yaml", ".yml", ".json")
LAYOUT = ("kustomization.yaml", "kustomization.yml", "Kustomization", "Chart.yaml")
"""Files that say how others belong together."""

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file; a larger one that might hold an Ingress is named and not linted."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_NAME = re.compile(rb"""[nN]ame["']?[ \t]*:[ \t]*["']?([A-Za-z0-9][-A-Za-z0-9_.]*)""")
_CONTEXT_WORDS = (b"Service", b"Secret", b"Certificate", b"Issuer", b"containers")
_CONTEXT = re.compile(rb"""kind["']?[ \t]*:[ \t]*["']?(\w+)""")


class Unreadable(NamedTuple):
    """A path that could not be opened or read, and why."""

    path: str
    reason: str


class File(NamedTuple):
    """A file that was read; `path` is how reports call it, `reported` whether it was asked about."""

    absolute: str
    path: str
    data: bytes
    reported: bool


class Files:
    """Paths to files; git is asked once for each repository."""

    def __init__(self) -> None:
        self._listings: dict[str, list[str] | None] = {}

    def named(self, paths: Iterable[str]) -> Iterator[str | Unreadable]:
        """The files of arguments: a named file as it is, a directory as the manifests below it.

        Git-ignored files and `.git` are left out of directories.
        """
        for path in paths:
            if os.path.isdir(path):
                yield from self.below(path)
            elif os.path.exists(path):
                yield path
            else:
                reason = "dangling link" if os.path.islink(path) else "no such file or directory"
                yield Unreadable(path, reason)

    def below(self, directory: str) -> Iterator[str]:
        """The manifests below a directory, spelled as it is spelled."""
        root = repository(directory)
        listed = self._listing(root) if root else None
        if listed is None:
            yield from sorted(_walk(directory))
            return
        inside = _inside(os.path.abspath(directory), root)
        prefix = "" if directory == "." else directory.rstrip("/") + "/"
        for name in listed:
            # Git also lists files that were deleted, and submodules.
            if name.startswith(inside) and os.path.isfile(path := prefix + name[len(inside) :]):
                yield path

    def around(self, paths: Iterable[str]) -> Iterator[str]:
        """The manifests of the repositories that enclose some files; they need not all be there."""
        roots = {repository(directory) for directory in {os.path.dirname(path) or "." for path in paths}}
        for root in sorted(roots - {""}):
            listed = self._listing(root)
            names = listed if listed is not None else [name[len(root) + 1 :] for name in sorted(_walk(root))]
            yield from _spelled(root, names)

    def _listing(self, root: str) -> list[str] | None:
        if root not in self._listings:
            self._listings[root] = _git_files(root)
        return self._listings[root]


def _inside(path: str, root: str) -> str:
    """A directory as git names it from the root: empty for the root, else with a final `/`."""
    return "" if path == root else path[len(root.rstrip("/")) + 1 :] + "/"


def _spelled(root: str, names: Iterable[str]) -> Iterator[str]:
    """Files of a repository as they are called from the working directory."""
    here = os.getcwd()
    if here != root and not here.startswith(root.rstrip("/") + "/"):
        yield from (f"{root}/{name}" for name in names)
        return
    inside, up = _inside(here, root), os.path.relpath(root, here)
    for name in names:
        yield name[len(inside) :] if name.startswith(inside) else f"{up}/{name}"


def _git_files(root: str) -> list[str] | None:
    """The manifests that git knows in a repository and does not ignore, in order; None if it cannot say."""
    import subprocess

    # A repository may come from anywhere: its own configuration must not name programs to run.
    command = ["git", "-C", root, "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others"]
    try:
        done = subprocess.run([*command, "--exclude-standard"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    names = dict.fromkeys(os.fsdecode(done.stdout).split("\0"))
    return sorted(name for name in names if name.endswith(SUFFIXES) or name.endswith("Kustomization"))


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
            elif (entry.name.endswith(SUFFIXES) or entry.name in LAYOUT) and _is_readable(entry):
                yield os.path.normpath(entry.path)


def _is_readable(entry: os.DirEntry[str]) -> bool:
    """Whether to open what a directory holds: a file, or a link that leads nowhere, to say so; no pipe or device."""
    return os.path.isfile(entry.path) or (entry.is_symlink() and not os.path.exists(entry.path))


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
    lowered = _narrow(data).lower()
    return b"ingres" in lowered or b"networking.k8s.io" in lowered


def may_be_context(data: bytes) -> bool:
    """Whether bytes can hold anything that an Ingress leads to: a kind of it has one of these words."""
    data = _narrow(data)
    return any(word in data for word in _CONTEXT_WORDS)


def names_in(data: bytes, kinds: frozenset[bytes]) -> frozenset[bytes]:
    """The names that bytes give to anything, if they can hold an object of one of these kinds."""
    data = _narrow(data)
    if kinds.isdisjoint(_CONTEXT.findall(data)):
        return frozenset()
    return frozenset(_NAME.findall(data))


def _narrow(data: bytes) -> bytes:
    return data.replace(b"\0", b"") if data[:2] in _WIDE_MARKS else data
