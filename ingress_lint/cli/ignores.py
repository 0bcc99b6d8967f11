"""`--add-ignores`: suppressions for today's findings, written into the manifests."""

from __future__ import annotations

from collections import defaultdict

import click

from ingress_lint.finding import Diagnostic
from ingress_lint.ignoring import ignore
from ingress_lint.reporters import Run
from ingress_lint.source import Source
from ingress_lint.suppression import OWN
from ingress_lint.terminal import plural, visible
from ingress_lint.writing import NotWritten, write


def add_ignores(run: Run, reason: str, *, quiet: bool) -> bool:
    """Write a comment for each finding that counts; returns whether all of them could be written."""
    by_source: dict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in run.counted:
        by_source[diagnostic.source.path].append(diagnostic)
    total, files, whole = 0, 0, True
    for found in by_source.values():
        done = ignore(found[0].source, found, " ".join(reason.split()))
        written = _written(found[0].source, done.text)
        if written and len(done.left) < len(found):
            total += len(found) - len(done.left)
            files += 1
        whole = whole and written and not done.left
        for diagnostic in done.left:
            click.echo(f"error: {visible(_left(diagnostic))}", err=True)
    if not quiet:
        click.echo(f"suppressed {plural(total, 'finding')} in {plural(files, 'file')}", err=True)
    return whole


def _left(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.source.position(diagnostic.span.start)
    where = f"{diagnostic.source.path}:{line}:{column}"
    if diagnostic.rule in OWN:
        return f"{where}: `{diagnostic.rule}` is about a suppression: correct that one"
    return f"{where}: no comment can stand here for `{diagnostic.rule}`"


def _written(source: Source, text: str) -> bool:
    if text == source.text:
        return True
    if not source.exact or source.path.startswith("<"):
        click.echo(f"error: {visible(source.path)}: cannot be written back", err=True)
        return False
    try:
        write(source.path, source.to_bytes(source.text), source.to_bytes(text))
    except NotWritten as error:
        click.echo(f"error: {visible(source.path)}: {error}", err=True)
        return False
    return True
