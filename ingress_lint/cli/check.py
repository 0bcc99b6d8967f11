"""`check`: lint files and directories; a run that cannot meet an Ingress ends before the engine is imported."""

from __future__ import annotations

import os
from typing import Any

import click

from ingress_lint.cli.failure import CLEAN
from ingress_lint.cli.options import STDIN, Options, is_from_environment, options
from ingress_lint.config_search import find
from ingress_lint.discovery import Unreadable, is_stream, read_bytes, repository
from ingress_lint.glance import may_be_context, may_be_ours
from ingress_lint.terminal import plural

_OUTPUT = ("color", "quiet", "fail_on", "show_suppressed")
_FIXES = ("fix", "unsafe_fixes", "diff", "fix_only")
_HARMLESS = {"scope", "isolated", "kubernetes_version", "default_namespace", *_OUTPUT, *_FIXES}
"""Options that change nothing where there is no Ingress."""

_FOR_PEOPLE = {("full", ""), ("concise", "")}


@click.command("check", context_settings={"auto_envvar_prefix": "INGRESS_LINT"})
@options
@click.pass_context
def command(context: click.Context, /, **given: Any) -> None:
    """Lint files and directories; `-` is standard input.

    Without PATHS the working directory is linted, git-ignored files left out. Exit codes: 0 clean,
    1 a finding at or above --fail-on, 2 a mistake in how we were called, or a path that cannot be
    opened. Every option can be set as INGRESS_LINT_<OPTION>, too.
    """
    asked = Options(**given)
    if asked.stdin_filename is not None and STDIN not in asked.paths:
        raise click.UsageError("--stdin-filename names standard input, which is read for the path `-`")
    if asked.unsafe_fixes and not (asked.quiet or asked.fix or asked.fix_only or asked.diff) and said_here(context):
        click.echo("note: nothing is fixed: --unsafe-fixes goes with --fix or --diff", err=True)
    if is_plain(asked) and not may_matter(asked):
        if not asked.quiet:
            click.echo(f"note: no Ingress in {plural(len(asked.paths), 'file')}", err=True)
        context.exit(CLEAN)
    from ingress_lint.cli.run import check

    context.exit(check(asked))


def said_here(context: click.Context) -> bool:
    """Whether `--unsafe-fixes` stands on the command line; a variable is meant for runs that fix, among others."""
    return not is_from_environment(context, "unsafe_fixes")


def is_plain(given: Options) -> bool:
    """Whether there is nothing to refuse, to configure and to write if no file holds an Ingress."""
    asked = given._replace(paths=(), output_format=())
    harmless = all(not value or name in _HARMLESS for name, value in asked._asdict().items())
    return harmless and set(given.output_format) <= _FOR_PEOPLE and not is_configured(given)


def is_configured(given: Options) -> bool:
    """Whether a configuration may hold: one from the working directory up, or from the first path."""
    starts = {os.getcwd(), *(os.path.dirname(os.path.abspath(path)) for path in given.paths[:1])}
    return not given.isolated and any(find(start, repository(start)) for start in starts)


def may_matter(given: Options) -> bool:
    """Whether the arguments may lead to a finding: named files are looked at up to the first that may.

    In a repository a file without an Ingress may be what an Ingress of another file refers to. A pipe
    is left for the run itself, because it can be read only once.
    """
    if not given.paths or STDIN in given.paths or any(map(is_stream, given.paths)):
        return True
    alone = given.scope == "files" or not repository(given.paths[0])
    found = map(read_bytes, given.paths)
    return any(
        isinstance(data, Unreadable) or may_be_ours(data) or (not alone and may_be_context(data)) for data in found
    )
