"""What ends a run early: one line on standard error and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import IO, Any

import click

CLEAN, FOUND, FAILED = 0, 1, 2
"""Exit codes: nothing at or above the threshold, something is, or what was asked could not be done."""


class Failure(click.ClickException):
    """What was asked cannot be done: a bad option value, configuration, plugin or path."""

    exit_code = FAILED

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the message on standard error."""
        from ingress_lint.terminal import visible

        click.echo(f"error: {visible(self.message)}", file=file, err=True)


def closed_pipe() -> int:
    """The exit code after the reader of our output went away; nothing more is written to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 141


def hint(word: str, known: Iterable[str]) -> str:
    """`, did you mean ...?` with the nearest known word; empty if none is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f", did you mean `{near[0]}`?" if near else ""
