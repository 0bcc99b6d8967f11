"""Where a configuration is: a look at names, for every run pays for it."""

from __future__ import annotations

import os

NAMES = (".ingress-lint.yaml", ".ingress-lint.yml", "ingress-lint.yaml", os.path.join(".config", "ingress-lint.yaml"))
"""Names of a file of our own, the one that wins first."""

TABLE = "tool.ingress-lint"
"""Our table in a `pyproject.toml`."""


def find(start: str, root: str) -> list[str]:
    """The configuration files from a directory up to the root of its repository, the one that counts first.

    That is the outermost, because rules across files need one view, and in its directory the first of
    `NAMES`. Without a repository (`root` is empty) nothing above the directory is looked at: it may
    belong to somebody else.
    """
    found: list[str] = []
    here = os.path.abspath(start)
    while True:
        found = [*_in_directory(here), *found]
        parent = os.path.dirname(here)
        if not root or here in (root, parent):
            return found
        here = parent


def _in_directory(directory: str) -> list[str]:
    found = [file for name in NAMES if os.path.isfile(file := os.path.join(directory, name))]
    project = os.path.join(directory, "pyproject.toml")
    return [*found, project] if os.path.isfile(project) and _has_table(project) else found


def _has_table(file: str) -> bool:
    try:
        with open(file, "rb") as handle:
            return f"[{TABLE}".encode() in handle.read()
    except OSError:
        return False
