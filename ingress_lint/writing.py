"""Bytes to a file, whole or not at all: a killed process leaves the old file or the new one."""

from __future__ import annotations

import os
import stat
from contextlib import suppress


class NotWritten(Exception):
    """The file stands as it was; the message says why."""


def write(path: str, old: bytes, new: bytes) -> None:
    """Replace what a file holds, if it still holds `old`; mode and owner stay, a link keeps pointing to it.

    Raises `NotWritten`, and leaves nothing behind then.
    """
    target = os.path.realpath(path)
    try:
        status = os.stat(path)  # of the path: where a pipe leads to has no name
        _refuse(target, status, old)
        temporary = _temporary(target, status, new)
        try:
            os.replace(temporary, target)
        except OSError:
            os.unlink(temporary)
            raise
        _sync(os.path.dirname(target))
    except OSError as error:
        raise NotWritten(error.strerror or str(error)) from error


def _refuse(target: str, status: os.stat_result, old: bytes) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise NotWritten("only a file can be repaired in place; `-` prints what standard input becomes")
    if not os.access(target, os.W_OK):  # replacing it would need no permission but the directory's
        raise NotWritten("permission denied")
    with open(target, "rb") as file:
        if file.read() != old:
            raise NotWritten("the file changed while it was being fixed")


def _temporary(target: str, status: os.stat_result, content: bytes) -> str:
    """A file beside the target with the content, on disk, with the target's mode and owner."""
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".ingress-lint-", suffix=".tmp", dir=os.path.dirname(target))
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            _like(file.fileno(), status)
            os.fsync(file.fileno())
    except OSError:
        os.unlink(name)
        raise
    return name


def _like(handle: int, status: os.stat_result) -> None:
    """Owner first, because changing it clears bits of the mode; both are beyond us on some systems."""
    if hasattr(os, "fchown") and (os.geteuid(), os.getegid()) != (status.st_uid, status.st_gid):
        with suppress(PermissionError):  # the file becomes ours then, as with any editor
            os.fchown(handle, status.st_uid, status.st_gid)
    if hasattr(os, "fchmod"):
        os.fchmod(handle, stat.S_IMODE(status.st_mode))


def _sync(directory: str) -> None:
    """Make the new name last through a power cut, where the system can open a directory."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
