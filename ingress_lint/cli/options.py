"""What `check` was asked for: option values are parsed and refused here, each with a suggestion."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any

import click

from ingress_lint.cli.failure import hint
from ingress_lint.records import Record
from ingress_lint.releases import minor_of, unsupported

STDIN = "-"
"""The path that stands for standard input."""


class Options(Record):
    """The options of `check` as given; None or empty where nothing was, so that a configuration may speak.

    `kubernetes_version` is the minor release, `output_format` has pairs of a format and a file (empty
    for standard output).
    """

    paths: tuple[str, ...]
    stdin_filename: str | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    output_format: tuple[tuple[str, str], ...]
    fail_on: str | None
    kubernetes_version: int | None
    scope: str | None
    isolated: bool
    rules: tuple[str, ...]
    plugin: tuple[str, ...]
    color: str | None
    quiet: bool
    config: str | None
    exclude: tuple[str, ...]
    default_namespace: str | None
    baseline: str | None
    update_baseline: bool
    add_ignores: str | None
    show_suppressed: bool
    statistics: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    fix_only: bool


Callback = Callable[[click.Context, click.Parameter, Any], Any]
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class Option(click.Option):
    """An option that a mistake calls by its variable where its value came from there."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """What a message about a wrong value calls this option."""
        if ctx is None or not self.name or not is_from_environment(ctx, self.name):
            return super().get_error_hint(ctx)
        return f"'{self.envvar or f'{ctx.auto_envvar_prefix}_{self.name.upper()}'}'"


def is_from_environment(context: click.Context, name: str) -> bool:
    """Whether the value of an option came from a variable."""
    return context.get_parameter_source(name) is click.core.ParameterSource.ENVIRONMENT


option = partial(click.option, cls=Option)
"""Declares an option on a command, as `click.option` does."""


def no_empty(_context: click.Context, _parameter: click.Parameter, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Paths that name something; an empty one mostly comes from a variable that was not set."""
    if "" in paths:
        raise click.BadParameter("a path is empty; without any path the working directory is looked at")
    return paths


def words(_context: click.Context, _parameter: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """The words of comma lists, in order."""
    return tuple(word.strip() for value in values for word in value.split(",") if word.strip())


def one_of(*known: str) -> Callback:
    """A callback that refuses any but the known words."""

    def callback(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
        if value is None or value in known:
            return value
        guess = hint(value, known)
        raise click.BadParameter(f"`{value}` is none of {', '.join(known)}{guess}")

    return callback


def minor(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """The minor release of a version such as `1.35` or `v1.35.2`."""
    if value is None:
        return None
    if said := unsupported(value):
        raise click.BadParameter(said)
    return minor_of(value)


def reason(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A reason for suppressions, which must not be empty."""
    if value is not None and not value.strip():
        raise click.BadParameter("a suppression needs a reason")
    return value


def namespace(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """A name that a namespace can have."""
    if value is None:
        return None
    from ingress_lint.apiserver.names import label

    if said := label(value):
        raise click.BadParameter(f"`{value}` is no name of a namespace: {said}")
    return value


def patterns(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Path patterns that can be read."""
    for value in values:
        from ingress_lint.globs import fault

        if said := fault(value):
            raise click.BadParameter(f"`{value}` is no path pattern: {said}")
    return values


def formats(_context: click.Context, _parameter: click.Parameter, values: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of a format and the file it goes to; empty for standard output."""
    pairs = (value.partition("=") for value in values)
    return tuple((name, file) for name, _, file in pairs)


_DECORATORS: Mapping[str, Decorator] = {
    "paths": click.argument("paths", nargs=-1, callback=no_empty),
    "stdin_filename": option(
        "--stdin-filename", metavar="FILE", help="Name of standard input (`-`), which stands in for it."
    ),
    "select": option(
        "--select", multiple=True, metavar="RULES", callback=words, help="Rules, groups, `default` or `all`."
    ),
    "ignore": option("--ignore", multiple=True, metavar="RULES", callback=words, help="Rules and groups to leave out."),
    "output_format": option(
        "--output-format",
        multiple=True,
        metavar="FORMAT[=FILE]",
        callback=formats,
        help="How to report, and where to; repeatable. Default: full.",
    ),
    "fail_on": option(
        "--fail-on",
        metavar="SEVERITY",
        callback=one_of("error", "warning", "info", "never"),
        help="Lowest severity that makes the exit code 1: error (default), warning, info or never.",
    ),
    "kubernetes_version": option(
        "--kubernetes-version", metavar="1.N", callback=minor, help="Release to check against. Default: 1.35."
    ),
    "scope": option(
        "--scope",
        metavar="SCOPE",
        callback=one_of("files", "project"),
        help="`project` (default) also looks at the repository around the PATHS, `files` at nothing else.",
    ),
    "config": option("--config", metavar="FILE", help="Configuration to use in place of the one that is found."),
    "isolated": option("--isolated", is_flag=True, help="Read no configuration file."),
    "exclude": option(
        "--exclude",
        multiple=True,
        metavar="PATTERN",
        callback=patterns,
        help="Files never to lint, even if named; repeatable.",
    ),
    "default_namespace": option(
        "--default-namespace", metavar="NAME", callback=namespace, help="Namespace of the objects that name none."
    ),
    "baseline": option("--baseline", metavar="FILE", help="Findings that are accepted for now."),
    "update_baseline": option("--update-baseline", is_flag=True, help="Write today's findings to the baseline."),
    "add_ignores": option(
        "--add-ignores", metavar="REASON", callback=reason, help="Write a suppression for each of today's findings."
    ),
    "show_suppressed": option(
        "--show-suppressed", is_flag=True, help="Report suppressed findings, too, marked as such."
    ),
    "statistics": option("--statistics", is_flag=True, help="Count findings by rule in place of listing them."),
    "rules": option("--rules", multiple=True, metavar="DIR", help="Directory with rules of your own; repeatable."),
    "plugin": option("--plugin", multiple=True, metavar="MODULE", help="Installed module to load; repeatable."),
    "color": option(
        "--color", metavar="WHEN", callback=one_of("auto", "always", "never"), help="auto (default), always or never."
    ),
    "fix": option("--fix", is_flag=True, help="Repair what can be repaired safely, and report the rest."),
    "unsafe_fixes": option(
        "--unsafe-fixes", is_flag=True, help="With --fix or --diff: also what may change the behaviour."
    ),
    "diff": option("--diff", is_flag=True, help="Write nothing, print what --fix would change; exit 1 if anything."),
    "fix_only": option("--fix-only", is_flag=True, help="Repair, and report only what was repaired."),
    "quiet": option("-q", "--quiet", is_flag=True, help="No summary and no notes, only findings and errors."),
}
"""By field of `Options` what declares it."""

_SETTINGS = (
    *("select", "ignore", "fail_on", "kubernetes_version", "config", "isolated", "exclude", "default_namespace"),
    *("baseline", "rules", "plugin", "quiet"),
)


def options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare the options of `check` on a command."""
    return declare(command, _DECORATORS)


def settings_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Declare those options of `check` that say which settings hold."""
    return declare(command, _SETTINGS)


def declare(command: Callable[..., Any], names: Iterable[str]) -> Callable[..., Any]:
    """Declare some options of `check` on a command, in this order."""
    for name in reversed(list(names)):
        command = _DECORATORS[name](command)
    return command
