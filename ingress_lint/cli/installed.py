"""Plugins that a configuration names: installed modules are imported, code of the linted project never is."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec

from ingress_lint.cli.configured import BadConfig
from ingress_lint.config import Config, ConfigError, Mistake
from ingress_lint.config_values import listed
from ingress_lint.source import Span


def import_plugins(config: Config, root: str) -> None:
    """Import the modules that a configuration names, but none that lies in the project itself; raises `Failure`.

    Whoever may write to a repository must not be able to run code where it is linted. So directories
    of the project are no place to find modules in, wherever Python was told to look, but for those
    that the running Python installs into: its virtual environment may lie there.
    """
    places = {text: node.span for node, text in listed(config.root, "plugins")}
    project = _Project(root)
    found = []
    with project.hidden():
        for name in config.plugins:
            if said := _failure(name, project):
                message = f"plugin `{name}` of the configuration cannot be loaded: {said}"
                found.append(Mistake(message, places.get(name, Span(0, 1))))
    if found and config.source is not None:
        mistakes = sorted((*config.mistakes, *found), key=lambda mistake: mistake.span)
        raise BadConfig(ConfigError(config.source, mistakes))


def _failure(name: str, project: _Project) -> str:
    """Import a module; why that is impossible, or empty."""
    from importlib import import_module
    from importlib.util import find_spec

    parts = name.split(".")
    try:
        for end in range(1, len(parts) + 1):
            part = ".".join(parts[:end])
            spec = find_spec(part)  # runs none but the packages around it, which were looked at before
            if spec is not None and any(map(project.holds, _files(spec))):
                return _REFUSED
            if spec is None and end == 1 and project.would_be_found(part):
                return _REFUSED
            import_module(part)
    except Exception as error:  # a plugin is a guest
        return str(error)
    return ""


def _files(spec: ModuleSpec) -> Iterator[str]:
    """The file of a module, and the directories of a package; none for what is built in."""
    if spec.has_location and spec.origin:
        yield spec.origin
    yield from spec.submodule_search_locations or ()


_REFUSED = "it lies in the project, and a configuration runs no code of the project; install it, or name it by --plugin"


class _Project:
    """The directories of a linted project, whose code does not run."""

    def __init__(self, root: str) -> None:
        self.roots = {os.path.realpath(directory) for directory in (os.getcwd(), root)}
        self.installed = set(map(os.path.realpath, _installed()))
        self.asked: list[str] = []

    def holds(self, file: str) -> bool:
        """Whether a file or directory lies in the project, and was not installed."""
        real = os.path.realpath(file)
        return _is_in(real, self.roots) and not _is_in(real, self.installed)

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Take the directories of the project away from those that Python looks into."""
        self.asked = path = sys.path[:]
        sys.path[:] = [entry for entry in path if not self.holds(entry or ".")]
        try:
            yield
        finally:
            sys.path[:] = path

    def would_be_found(self, name: str) -> bool:
        """Whether Python would find a module in the directories that were taken away."""
        from importlib.machinery import PathFinder

        return (
            PathFinder.find_spec(name, [entry or "." for entry in self.asked if self.holds(entry or ".")]) is not None
        )


def _is_in(path: str, directories: set[str]) -> bool:
    return any(path == directory or path.startswith(directory.rstrip(os.sep) + os.sep) for directory in directories)


def _installed() -> Iterator[str]:
    """Where the running Python has its own modules and those that were installed."""
    import site
    import sysconfig

    paths = sysconfig.get_paths()
    yield from (paths[name] for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    yield from site.getsitepackages()
    yield site.getusersitepackages()
