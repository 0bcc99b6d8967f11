"""Where reports go: which reporter writes which format to which stream, and whether in colour."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence

from ingress_lint.cli.failure import ClosedPipe, Failure, hint
from ingress_lint.reporters import FOR_PEOPLE, FORMATS, Out, Reporter, Run, reporter

Output = Callable[[Run], None]
DEFAULT = (("full", ""),)
"""Pairs of a format and a file (empty for standard output) where none were asked for."""


def outputs(wanted: Sequence[tuple[str, str]], plugins: Sequence[str], color: str | None) -> list[Output]:
    """What writes the reports that were asked for; raises `Failure` for unknown formats and clashing streams."""
    pairs = wanted or DEFAULT
    files = [file for _, file in pairs]
    twice = next((file for file in files if files.count(file) > 1), None)
    if twice is not None:
        raise Failure(f"two reports cannot both go to {f'`{twice}`' if twice else 'standard output'}")
    return [
        _output(name, file, found, color) for (name, file), found in zip(pairs, _reporters(pairs, plugins), strict=True)
    ]


def _reporters(pairs: Sequence[tuple[str, str]], plugins: Sequence[str]) -> Iterator[Reporter]:
    for name, _ in pairs:
        if name in FORMATS:
            yield reporter(name)
        else:
            yield _plugged(name, plugins)


def _plugged(name: str, plugins: Sequence[str]) -> Reporter:
    known: dict[str, Reporter] = {}
    if plugins:
        from ingress_lint.plugins import manager

        for offered in manager(plugins).hook.ingress_lint_reporters():
            known.update(offered)
    if name not in known:
        names = (*FORMATS, *known)
        raise Failure(f"unknown output format `{name}`{hint(name, names) or '; there are ' + ', '.join(names)}")
    return _guest(name, known[name])


def _guest(name: str, report: Reporter) -> Reporter:
    """A reporter of a plugin, whose mistakes are told as those of the plugin."""

    def guarded(run: Run, out: Out) -> None:
        try:
            report(run, out)
        except OSError:
            raise
        except Exception as error:
            raise Failure(f"output format `{name}` failed: {type(error).__name__}: {error}") from error

    return guarded


def _output(name: str, file: str, report: Reporter, color: str | None) -> Output:
    people = name in FOR_PEOPLE

    def to_stdout(run: Run) -> None:
        try:
            report(run._replace(color=people and colored(color)), sys.stdout)
        except BrokenPipeError as error:
            raise ClosedPipe("") from error

    def to_file(run: Run) -> None:
        try:
            with open(file, "w", encoding="utf-8", newline="\n") as out:
                report(run._replace(color=people and color == "always"), out)
        except OSError as error:
            raise Failure(f"`{file}` cannot be written: {error.strerror}") from error

    return to_file if file else to_stdout


def colored(asked: str | None) -> bool:
    """Whether standard output is coloured: the option, then NO_COLOR, then FORCE_COLOR, then the terminal."""
    if asked in ("always", "never"):
        return asked == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
