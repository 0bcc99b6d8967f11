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


class ClosedPipe(click.ClickException):
    """The reader of our output went away: nothing more is written, and nothing is said about it."""

    exit_code = 141

    def show(self, file: IO[Any] | None = None) -> None:
        """Send what is still buffered to nowhere."""
        _discard(file or sys.stdout)


class Unwritable(Failure):
    """Standard output takes nothing more, or was never open."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"cannot write the report: {reason}")

    def show(self, file: IO[Any] | None = None) -> None:
        """Say so, and send what is still buffered to nowhere."""
        if sys.stdout is not None:
            _discard(sys.stdout)
        super().show(file)


def _discard(stream: IO[Any]) -> None:
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def mistake_of_ours(error: Exception) -> int:
    """Say in one line what failed, and where in our code; returns the exit code."""
    from traceback import extract_tb

    from ingress_lint.terminal import visible

    frame = extract_tb(error.__traceback__)[-1]
    what = visible(f"{type(error).__name__}: {error}")
    click.echo(f"error: this is a mistake in ingress-lint, please report it: {what}", err=True)
    where = f"{os.path.basename(frame.filename)}:{frame.lineno}"
    click.echo(f"  at {where}; with INGRESS_LINT_TRACEBACK=1 set, everything is shown", err=True)
    return FAILED


def hint(word: str, known: Iterable[str]) -> str:
    """`, did you mean ...?` with the nearest known word; empty if none is near."""
    from ingress_lint.similar import nearest

    near = nearest(word, known)
    return f", did you mean `{near}`?" if near else ""
