"""Paths to bytes: which files there are, and what they hold."""

import os
import re
import stat
from collections.abc import Iterable, Iterator

from ingress_lint.records import Record

SUFFIXES = (".yaml", ".yml", ".json")
KUSTOMIZATIONS = ("kustomization.yaml", "kustomization.yml", "Kustomization")
_SMALL = 16 * 1024
"""Bytes that are read at once."""

LAYOUT = (*KUSTOMIZATIONS, "Chart.yaml")
"""Files that say how others belong together."""


class Unreadable(Record):
    """A path that could not be opened or read, and why."""

    path: str
    reason: str


class File(Record):
    """A file to look at; `path` is how reports call it, `reported` whether it was asked about.

    `data` is what it holds where that does not come from the disk.
    """

    absolute: str
    path: str
    reported: bool
    data: bytes | None = None

    def content(self) -> bytes | Unreadable:
        """What the file holds."""
        return read_file(self.path) if self.data is None else self.data


class Listing(Record):
    """The manifests of a repository, in order, the directories that git could not look into, and its submodules."""

    names: list[str]
    closed: list[Unreadable]
    submodules: list[str]


class Files:
    """Paths to files; git is asked once for each repository. `unlisted` says why it did not answer."""

    def __init__(self) -> None:
        self._listings: dict[str, Listing | None] = {}
        self.unlisted: list[Unreadable] = []

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
                yield Unreadable(path, _why_not(path))

    def below(self, directory: str) -> Iterator[str | Unreadable]:
        """The manifests below a directory, spelled as it is spelled."""
        root = repository(directory)
        listed = self._listing(root) if root else None
        if listed is None:
            yield from _walk(directory)
            return
        inside = _inside(os.path.abspath(directory), root)
        prefix = "" if directory == "." else directory.rstrip("/") + "/"
        for name, reason in listed.closed:
            if f"{name}/".startswith(inside):
                yield Unreadable((prefix + name[len(inside) :]).rstrip("/") or directory, reason)
        for name in listed.names:
            # Git also lists files that were deleted, and submodules.
            if name.startswith(inside) and _is_readable(path := prefix + name[len(inside) :]):
                yield path

    def repositories(self, paths: Iterable[str]) -> list[str]:
        """The roots of the repositories that enclose some files, in order."""
        roots = {repository(directory) for directory in {path[: path.rfind("/") + 1] or "." for path in paths}}
        return sorted(roots - {""})

    def inside(self, roots: Iterable[str]) -> Iterator[str]:
        """The manifests of whole repositories, as they are called from the working directory; they need not be there."""
        for root in roots:
            listed = self._listing(root)
            found = [path for path in _walk(root) if isinstance(path, str)] if listed is None else []
            yield from _spelled(root, [path[len(root) + 1 :] for path in found] if listed is None else listed.names)

    def _listing(self, root: str) -> Listing | None:
        if root not in self._listings:
            found = _git_files(root)
            if not isinstance(found, str):
                for inner in found.submodules:
                    listed = self._listing(f"{root.rstrip('/')}/{inner}")
                    found.names.extend(f"{inner}/{name}" for name in (listed.names if listed else ()))
                found.names.sort()
            self._listings[root] = None if isinstance(found, str) else found
            if isinstance(found, str) and "not a git repository" not in found:
                self.unlisted.append(Unreadable(root, found))
        return self._listings[root]


def _why_not(path: str) -> str:
    """Why there is no file at a path; `dangling link` for a link that leads to nothing."""
    try:
        os.stat(path)
    except FileNotFoundError:
        return "dangling link" if os.path.islink(path) else "no such file or directory"
    except OSError as error:
        return error.strerror or str(error)
    return "no such file or directory"


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


_CLOSED = r"(?m)^warning: could not open directory '(.*?)/?': (.*)$"


def _git_files(root: str) -> Listing | str:
    """The manifests that git knows in a repository and does not ignore, in order; or why it cannot say."""
    import subprocess

    # A repository may come from anywhere: its own configuration must not name programs to run.
    command = ["git", "-C", root, "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others"]
    try:
        # Warnings of git are read, so they must not be translated.
        english = {**os.environ, "LC_ALL": "C"}
        done = subprocess.run([*command, "--exclude-standard"], capture_output=True, check=True, env=english)
    except OSError as error:
        return error.strerror or str(error)
    except subprocess.CalledProcessError as error:
        said = os.fsdecode(error.stderr).strip().partition("\n")[0]
        return said.removeprefix("fatal: ") or f"exit code {error.returncode}"
    names = dict.fromkeys(os.fsdecode(done.stdout).split("\0"))
    closed = [Unreadable(*found) for found in re.findall(_CLOSED, os.fsdecode(done.stderr))]
    manifests = sorted(name for name in names if name.endswith((*SUFFIXES, "Kustomization")))
    return Listing(manifests, closed, list(_submodules(root)) if ".gitmodules" in names else [])


def _submodules(root: str) -> Iterator[str]:
    """The directories of a repository that are repositories of their own, and are there: git does not list their files."""
    said, top = read_bytes(f"{root}/.gitmodules"), os.path.realpath(root).rstrip("/")
    for name in re.findall(r"(?m)^\s*path\s*=\s*(.*\S)", "" if isinstance(said, Unreadable) else os.fsdecode(said)):
        inner = os.path.normpath(name)
        path = f"{top}/{inner}"
        # As written it may lead out of the repository, or back to its root, and so may a link.
        if os.path.realpath(path) == path and os.path.exists(f"{path}/.git"):
            yield inner


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


def _walk(directory: str) -> Iterator[str | Unreadable]:
    """The manifests below a directory, in the order of their paths; directories that are closed come first."""
    closed: list[Unreadable] = []
    found: list[str] = []
    stack = [os.path.normpath(directory)]
    while stack:
        here = stack.pop()
        prefix = "" if here == "." else here.rstrip("/") + "/"
        try:
            entries = list(os.scandir(here))
        except OSError as error:
            closed.append(Unreadable(here, error.strerror or str(error)))
            continue
        for entry in entries:
            name = entry.name
            if entry.is_file(follow_symlinks=False):  # first, because most are
                if name.endswith(SUFFIXES) or name in LAYOUT:
                    found.append(prefix + name)
            elif entry.is_dir(follow_symlinks=False):
                if name != ".git":
                    stack.append(prefix + name)
            elif (name.endswith(SUFFIXES) or name in LAYOUT) and entry.is_symlink() and _is_readable(entry.path):
                found.append(prefix + name)
    yield from sorted(closed)
    yield from sorted(found)


def _is_readable(path: str) -> bool:
    """Whether to open what a directory holds: a file, or a link that leads nowhere, to say so; no pipe or device."""
    return os.path.isfile(path) or (os.path.islink(path) and not os.path.exists(path))


def streams(paths: Iterable[str]) -> dict[str, bytes]:
    """What the pipes among some paths hold, by path: a pipe can be read only once."""
    found = ((path, read_bytes(path)) for path in paths if is_stream(path))
    return {path: data for path, data in found if not isinstance(data, Unreadable)}


def is_stream(path: str) -> bool:
    """Whether a path is there and no file or directory: a pipe, a socket or a device."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def read_file(path: str) -> bytes | Unreadable:
    """The same as `read_bytes`, faster for files as small as most manifests are, and not for a terminal."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            data = os.read(handle, _SMALL)
            if 0 < len(data) < _SMALL and not os.read(handle, 1):
                return data
        finally:
            os.close(handle)
    except OSError as error:
        return Unreadable(path, error.strerror or str(error))
    return read_bytes(path)


def read_bytes(path: str) -> bytes | Unreadable:
    """The content of a file or a pipe, or what is typed at a terminal; raises nothing."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            status = os.fstat(handle)
            if (stat.S_ISCHR(status.st_mode) and not os.isatty(handle)) or stat.S_ISBLK(status.st_mode):
                return Unreadable(path, "a device, and no file")
            parts = [os.read(handle, status.st_size + 1)]
            while parts[-1] and not (stat.S_ISREG(status.st_mode) and len(parts[0]) == status.st_size):
                parts.append(os.read(handle, 1 << 20))
        finally:
            os.close(handle)
    except OSError as error:
        return Unreadable(path, error.strerror or str(error))
    return parts[0] if len(parts) <= 2 else b"".join(parts)
