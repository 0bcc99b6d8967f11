"""Rule packs of a run: the options that name them, and what is found there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ingress_lint.cli.failure import Failure
from ingress_lint.cli.options import option as declared
from ingress_lint.packs import Pack, PackError, Registry, packs_in, registry

_OPTIONS = (
    ("plugins", "plugin", "MODULE", "Installed module to load; repeatable."),
    ("directories", "rules", "DIR", "Directory with rules of your own; repeatable."),
)


def pack_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare `--rules` and `--plugin` on a command, as `directories` and `plugins`."""
    for name, option, metavar, text in _OPTIONS:
        envvar = f"INGRESS_LINT_{option.upper()}"
        command = declared(f"--{option}", name, multiple=True, metavar=metavar, envvar=envvar, help=text)(command)
    return command


def rules_of(plugins: Sequence[str] = (), directories: Iterable[str] = ()) -> Registry:
    """Our rules, those of installed modules and those of directories; raises `Failure`."""
    found: list[Pack] = []
    try:
        if plugins:
            from ingress_lint.plugins import packs

            found += packs(plugins)
        return registry((*found, *packs_in(directories)))
    except PackError as error:
        raise Failure(str(error)) from error
