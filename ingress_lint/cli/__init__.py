"""The command line: the only layer that prints and decides exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from io import TextIOWrapper
from typing import Any, NoReturn, cast

import click

from ingress_lint.cli.failure import ClosedPipe, Failure, Unwritable, mistake_of_ours
from ingress_lint.version import VERSION

_MODULES = {
    "check": "check",
    "config": "config",
    "explain": "explain",
    "index": "index",
    "new-rule": "new_rule",
    "resolve": "resolve",
    "routes": "routes",
    "rules": "rules",
}
"""Commands with the module under `ingress_lint.cli` whose `command` they are."""


class Commands(Mapping[str, click.Command]):
    """The commands by name; the module of one is imported when that command is asked for."""

    def __getitem__(self, name: str) -> click.Command:
        from importlib import import_module

        command: click.Command = import_module(f"ingress_lint.cli.{_MODULES[name]}").command
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


@click.group(
    commands=cast("Any", Commands()),  # click only reads it
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(VERSION, prog_name="ingress-lint")
def cli() -> None:
    """Lint and validate Kubernetes Ingress manifests."""


def main() -> NoReturn:
    """Run the command line and leave with its exit code: 130 after an interrupt, silent after a closed pipe."""
    try:
        code = _run()
    except click.ClickException as error:
        with suppress(OSError):  # where nothing can be said, the exit code has to do
            error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    except Exception as error:
        if "INGRESS_LINT_TRACEBACK" in os.environ:
            raise
        code = mistake_of_ours(error)
    sys.exit(code)


def _run() -> Any:
    out = sys.stdout
    if out is None:
        raise Unwritable("standard output is closed")
    try:
        os.getcwd()
    except OSError as error:
        raise Failure(f"the working directory cannot be used: {error.strerror}") from error
    if isinstance(out, TextIOWrapper):
        out.reconfigure(errors="backslashreplace")  # a terminal that lacks a character must not end the run
    try:
        code = cli.main(prog_name="ingress-lint", standalone_mode=False)
        out.flush()
    except BrokenPipeError as error:
        raise ClosedPipe("") from error
    except SystemExit as error:
        if sys.stdout is out:
            raise
        raise ClosedPipe("") from error  # click made an exit code of 1 of it, and put a wrapper around the stream
    except OSError as error:
        if error.filename is not None:  # what cannot be written to is an open stream, and has no name
            raise
        raise Unwritable(error.strerror or str(error)) from error
    return code
