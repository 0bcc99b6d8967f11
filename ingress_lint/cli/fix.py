"""`--fix`, `--fix-only` and `--diff`: what the fixer makes of the sources, written, printed or compared."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping

import click

from ingress_lint.cli.failure import CLEAN, FAILED, FOUND
from ingress_lint.cli.notes import tell
from ingress_lint.cli.options import Options
from ingress_lint.engine import Result
from ingress_lint.fixer import Outcome, Repair, repair
from ingress_lint.records import Record
from ingress_lint.reporters import Run
from ingress_lint.source import Source
from ingress_lint.terminal import plural, visible
from ingress_lint.writing import NotWritten, write

Look = Callable[[Mapping[str, Source]], Run]
"""Lints everything again, with some sources in the place of what the files hold."""


class Fixed(Record):
    """The run after fixing, whether a file could not be written, and the exit code if that was all."""

    run: Run
    failed: bool
    code: int | None


def fixed(run: Run, look: Look, given: Options, stdin: tuple[str, bytes] | None) -> Fixed:
    """Do what `--diff`, `--fix` or `--fix-only` asks for; `stdin` is a name and its bytes."""
    if given.diff:
        return Fixed(run, False, diff(run, look, given))
    run, failed = fix(run, look, given, stdin)
    if not given.fix_only:
        return Fixed(run, failed, None)
    tell(run._replace(quiet=True), totals=False)
    return Fixed(run, failed, FAILED if failed or run.failed else CLEAN)


def fix(run: Run, look: Look, given: Options, stdin: tuple[str, bytes] | None) -> tuple[Run, bool]:
    """Write the files of the report set; standard input goes fixed to standard output.

    Returns the run after fixing, and whether a file could not be written, or with `--fix-only` not read as text.
    """
    outcome, last = _repaired(run, look, given)
    name, data = stdin or ("", b"")
    files = list(_once(pair for pair in outcome.sources if pair[0].path != name))
    failed = dict(_write(files))
    written = {name, *(old.path for old, _ in files if old.path not in failed)}
    applied = [found for found in outcome.applied if found.diagnostic.source.path in written]
    refused = [found for found in outcome.refused if not given.quiet or _is_stuck(found)]
    for line in (*failed.values(), *map(_refusal, refused)):
        click.echo(line, err=True)
    if stdin is not None:
        given_back = next((new.to_bytes(new.text) for old, new in outcome.sources if old.path == name), data)
        sys.stdout.buffer.write(given_back)
        sys.stdout.buffer.flush()
    if given.fix_only:
        for found in applied:
            click.echo(_line(found, f"fixed: {found.fix.title}"), err=stdin is not None)
    elif applied and not given.quiet:
        total = len({found.diagnostic.source.path for found in applied})
        click.echo(f"fixed {plural(len(applied), 'finding')} in {plural(total, 'file')}", err=True)
    return look({}) if failed else last, bool(failed) or (given.fix_only and any(map(_is_stuck, outcome.refused)))


def diff(run: Run, look: Look, given: Options) -> int:
    """Print what fixing would change as a unified diff, write nothing, and return the exit code."""
    outcome, last = _repaired(run, look, given)
    for line in map(_refusal, outcome.refused):
        click.echo(line, err=True)
    terminal = sys.stdout.isatty()
    for old, new in outcome.sources:
        for line in unified(old, new.text):
            sys.stdout.write(visible(line.rstrip("\r\n")) + "\n" if terminal else line)
    tell(last._replace(quiet=True), totals=False)
    if last.failed or any(map(_is_stuck, outcome.refused)):
        return FAILED
    return FOUND if outcome.sources else CLEAN


def unified(old: Source, text: str) -> Iterator[str]:
    """The lines of a unified diff, with a mark where a file ends without a line break."""
    from difflib import unified_diff

    for line in unified_diff(_lines(old.text), _lines(text), visible(old.path), visible(old.path)):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _lines(text: str) -> list[str]:
    """Lines with their breaks; only LF breaks a line, as in every other tool that reads a diff."""
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _repaired(run: Run, look: Look, given: Options) -> tuple[Outcome, Run]:
    runs = [run]

    def relint(sources: Mapping[str, Source]) -> Result:
        runs.append(look(sources))
        return runs[-1].result

    return repair(run.result, relint, run.project.report.sources, unsafe=given.unsafe_fixes), runs[-1]


def _once(sources: Iterable[tuple[Source, Source]]) -> Iterator[tuple[Source, Source]]:
    """The pairs without those of a file that has another name among them."""
    seen = set()
    for old, new in sources:
        target = os.path.realpath(old.path)
        if target not in seen:
            seen.add(target)
            yield old, new


def _write(sources: Iterable[tuple[Source, Source]]) -> Iterator[tuple[str, str]]:
    """Write each new text; yields each path that could not be written with a line that says why."""
    for old, new in sources:
        try:
            write(old.path, old.to_bytes(old.text), old.to_bytes(new.text))
        except NotWritten as error:
            yield old.path, visible(f"error: {old.path}: not fixed: {error}")


def _is_stuck(found: Repair) -> bool:
    """Whether the file stands in the way: what holds bytes that are no text cannot be written back."""
    return not found.fix.edits[0].source.exact


def _refusal(found: Repair) -> str:
    return _line(found, f"cannot {found.fix.title}: {found.reason}")


def _line(found: Repair, what: str) -> str:
    source = found.diagnostic.source
    line, column = source.position(found.diagnostic.span.start)
    return visible(f"{source.path}:{line}:{column}: {what} [{found.diagnostic.rule}]")
