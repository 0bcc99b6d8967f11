"""The options that name rule packs, shared by the commands that look at rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.packs import PackError, Registry, manager, registry


def pack_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare `--rules` and `--plugin` on a command, as `directories` and `plugins`."""
    rules = click.option(
        "--rules", "directories", multiple=True, metavar="DIR", help="Directory with rules of your own."
    )
    plugin = click.option("--plugin", "plugins", multiple=True, metavar="MODULE", help="Installed module to load.")
    return rules(plugin(command))


def load(plugins: tuple[str, ...], directories: tuple[str, ...]) -> Registry:
    """The rules of all packs; raises `Failure`."""
    try:
        return registry(manager(plugins, map(Path, directories)))
    except PackError as error:
        raise Failure(str(error)) from error
