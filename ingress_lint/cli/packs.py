"""The options that name rule packs, shared by the commands that look at rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.packs import PackError, Registry, manager, registry

_OPTIONS = (
    ("plugins", "plugin", "MODULE", "Installed module to load; repeatable."),
    ("directories", "rules", "DIR", "Directory with rules of your own; repeatable."),
)


def pack_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare `--rules` and `--plugin` on a command, as `directories` and `plugins`."""
    for name, option, metavar, text in _OPTIONS:
        envvar = f"INGRESS_LINT_{option.upper()}"
        command = click.option(f"--{option}", name, multiple=True, metavar=metavar, envvar=envvar, help=text)(command)
    return command


def load(plugins: tuple[str, ...], directories: tuple[str, ...]) -> Registry:
    """The rules of all packs; raises `Failure`."""
    try:
        return registry(manager(plugins, directories))
    except PackError as error:
        raise Failure(str(error)) from error
