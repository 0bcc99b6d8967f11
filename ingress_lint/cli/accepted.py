"""The baseline of a run: read, applied, said to be out of date, written."""

from __future__ import annotations

import os
from collections.abc import Callable

import click

from ingress_lint.baseline import BaselineError, Entry, accept, dumps, loads, stale, updated
from ingress_lint.cli.failure import Failure
from ingress_lint.engine import Result, Settings
from ingress_lint.project import Project
from ingress_lint.reporters import Run
from ingress_lint.source import relative
from ingress_lint.terminal import plural, visible

_NAMED = 10


def baseline_of(file: str, root: str, *, update: bool) -> Baseline:
    """The baseline of a run; raises `Failure` if it cannot be read, or there is no file to write it to."""
    if not file:
        raise Failure("--update-baseline needs a file: --baseline FILE, or `baseline` in the configuration")
    return Baseline(file, root, writable=update)


class Baseline:
    """The file of a baseline, and what it accepts; `root` is what its paths count from."""

    def __init__(self, file: str, root: str, *, writable: bool) -> None:
        self.file = file
        self.root = root
        self.text = self._read(missing_is_empty=writable)
        try:
            self.entries = loads(self.text) if self.text else frozenset()
        except BaselineError as error:
            raise Failure(f"`{self._shown}` is no baseline: {error}") from error

    @property
    def _shown(self) -> str:
        return relative(self.file, os.getcwd())

    def _read(self, *, missing_is_empty: bool) -> str:
        try:
            with open(self.file, encoding="utf-8") as file:
                return file.read()
        except FileNotFoundError:
            if missing_is_empty:
                return ""
            raise Failure(f"there is no baseline `{self._shown}`; --update-baseline writes one") from None
        except (OSError, UnicodeDecodeError) as error:
            raise Failure(f"baseline `{self._shown}` cannot be read: {error}") from error

    def write(self, result: Result, project: Project, settings: Settings) -> str:
        """Accept today's findings, and say how many; what this run could not see stays. Raises `Failure`."""
        before = self.entries
        self.entries = frozenset(updated(result.diagnostics, before, self.root, self._seen(project, settings)))
        text = dumps(self.entries)
        try:
            if text != self.text:
                with open(self.file, "w", encoding="utf-8", newline="\n") as file:
                    file.write(text)
        except OSError as error:
            raise Failure(f"baseline `{self._shown}` cannot be written: {error.strerror}") from error
        added, gone = len(self.entries - before), len(before - self.entries)
        return f"note: `{self._shown}` accepts {plural(len(self.entries), 'finding')}: {added} new, {gone} gone"

    def accepted(self, run: Run, settings: Settings, *, update: bool) -> Run:
        """The run with what the baseline accepts suppressed; `update` writes the baseline first."""
        if update:
            said = self.write(run.result, run.project, settings)
            if not run.quiet:
                click.echo(said, err=True)
            run = run._replace(result=self.apply(run.result))
        if not run.quiet:
            self.tell(run.result, run.project, settings)
        return run

    def apply(self, result: Result) -> Result:
        """The result with what the baseline accepts suppressed."""
        return result._replace(diagnostics=tuple(accept(result.diagnostics, self.entries)))

    def tell(self, result: Result, project: Project, settings: Settings) -> None:
        """Name the entries that nothing meets any more."""
        left = stale(result.diagnostics, self.entries, self._seen(project, settings))
        if not left:
            return
        count = plural(len(left), "entry") if len(left) == 1 else f"{len(left)} entries"
        verb = "is" if len(left) == 1 else "are"
        click.echo(f"note: {count} of `{self._shown}` {verb} no longer met; --update-baseline removes them:", err=True)
        for entry in left[:_NAMED]:
            click.echo(visible(f"  {entry.path}: {entry.resource} [{entry.rule}]"), err=True)
        if len(left) > _NAMED:
            click.echo(f"  and {len(left) - _NAMED} more", err=True)

    def _seen(self, project: Project, settings: Settings) -> Callable[[Entry], bool]:
        """Whether this run would have met an entry: its rule ran, and its file was looked at or is gone."""
        sources = {os.path.abspath(source) for source in project.report.sources}

        def seen(entry: Entry) -> bool:
            path = os.path.normpath(os.path.join(self.root, entry.path))
            ran = entry.rule in settings.at(path).selected
            return ran and (path in sources or not os.path.exists(path))

        return seen
