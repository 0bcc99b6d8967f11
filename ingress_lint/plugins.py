"""Plugins: installed modules that bring rules, output formats and facts about controllers, asked through pluggy."""

import os
from collections.abc import Callable, Sequence

import pluggy

from ingress_lint.packs import Pack, PackError

_spec = pluggy.HookspecMarker("ingress_lint")
hookimpl = pluggy.HookimplMarker("ingress_lint")
"""Marks a hook of a plugin."""


class Hooks:
    """What a plugin may implement."""

    @_spec
    def ingress_lint_packs(self) -> Sequence[Pack]:  # type: ignore[empty-body]
        """Directories of rules."""

    @_spec
    def ingress_lint_reporters(self) -> dict[str, Callable[..., None]]:  # type: ignore[empty-body]
        """Output formats by name: `report(result, out)`."""

    @_spec
    def ingress_lint_catalogues(self) -> Sequence[str | os.PathLike[str]]:  # type: ignore[empty-body]
        """Directories with facts about controllers: `controllers.json` and `<catalogue>.json`."""


def manager(names: Sequence[str]) -> pluggy.PluginManager:
    """A plugin manager with the named modules; raises `PackError` for one that cannot be imported."""
    found = pluggy.PluginManager("ingress_lint")
    found.add_hookspecs(Hooks)
    for name in names:
        if not found.has_plugin(name):
            found.register(_import(name), name)
    return found


def packs(names: Sequence[str]) -> list[Pack]:
    """The packs of the named modules, in order; their catalogues count from now on.

    Raises `PackError` for a module that cannot be imported, and a catalogue that cannot be read.
    """
    plugins = manager(names)
    _plug_catalogues(plugins)
    listed = plugins.hook.ingress_lint_packs()
    return [pack for packs in reversed(listed) for pack in packs]


def _plug_catalogues(plugins: pluggy.PluginManager) -> None:
    from ingress_lint.catalogue import CatalogueError, plug

    listed = plugins.hook.ingress_lint_catalogues()
    try:
        plug(directory for directories in reversed(listed) for directory in directories)
    except CatalogueError as error:
        raise PackError(str(error)) from error


def _import(name: str) -> object:
    import importlib

    try:
        return importlib.import_module(name)
    except Exception as error:
        raise PackError(f"plugin `{name}` cannot be loaded: {error}") from error
