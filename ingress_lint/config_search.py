"""Where a configuration is: a look at names, for every run pays for it."""

from __future__ import annotations

import os

NAMES = (".ingress-lint.yaml", ".ingress-lint.yml", "ingress-lint.yaml", os.path.join(".config", "ingress-lint.yaml"))
"""Names of a file of our own, the one that wins first."""

TABLE = "tool.ingress-lint"
"""Our table in a `pyproject.toml`."""


def find(start: str, root: str) -> list[str]:
    """The configuration files from a directory up to the root of its repository, the outermost first.

    Only the first counts, because rules across files need one view. Without a repository (`root` is
    empty) nothing above the directory is looked at: it may belong to somebody else.
    """
    found = []
    here = os.path.abspath(start)
    while True:
        file = _in_directory(here)
        if file:
            found.append(file)
        parent = os.path.dirname(here)
        if not root or here in (root, parent):
            return found[::-1]
        here = parent


def _in_directory(directory: str) -> str:
    for name in NAMES:
        file = os.path.join(directory, name)
        if os.path.isfile(file):
            return file
    file = os.path.join(directory, "pyproject.toml")
    return file if os.path.isfile(file) and _has_table(file) else ""


def _has_table(file: str) -> bool:
    try:
        with open(file, "rb") as handle:
            return f"[{TABLE}".encode() in handle.read()
    except OSError:
        return False
