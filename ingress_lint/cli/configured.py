"""The configuration of a run: flags over environment over file over default, and errors shown with their place."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import IO, Any

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.cli.options import STDIN, Options
from ingress_lint.config import Config, ConfigError
from ingress_lint.config_search import find
from ingress_lint.discovery import repository
from ingress_lint.finding import Location
from ingress_lint.source import relative
from ingress_lint.terminal import painter, visible

Origin = Callable[[str], str]
"""Where the value of an option came from, by its name; empty if it was not given."""


class BadConfig(Failure):
    """A configuration that cannot be used, shown with its lines."""

    def __init__(self, error: ConfigError) -> None:
        super().__init__(str(error))
        self.error = error

    def show(self, file: IO[Any] | None = None) -> None:
        """Print every mistake with its place on standard error."""
        for line in frames(self.error):
            click.echo(line, file=file, err=True)


def frames(error: ConfigError) -> Iterator[str]:
    """Each mistake with file, line, column, excerpt and what to do about it."""
    from ingress_lint.reporters.excerpt import Frame, excerpt, gutter, mark

    paint = painter(color=False)
    source = error.source
    for mistake in error.mistakes:
        line, column = source.position(mistake.span.start)
        size = len(str(line))
        location = Location(source, mistake.span, mistake.hint, None)
        yield f"error: {visible(mistake.message)}"
        yield f"{' ' * size}--> {visible(relative(source.path, os.getcwd()))}:{line}:{column}"
        yield gutter(None, size, "|", paint)
        yield from excerpt(Frame(location, (mark(source, mistake.span, mistake.hint),)), size, "error", paint)
        yield ""


def configured(given: Options, root: str, origin: Origin) -> Config:
    """The configuration with what was given over it, and its mistakes; raises `Failure` if it cannot be read."""
    return with_options(from_file(given, root), given, origin)


def from_file(given: Options, root: str) -> Config:
    """What the file says; the one found from the working directory up, or from the first path if that is elsewhere."""
    if given.isolated and given.config is None:
        return Config()
    found = [given.config] if given.config is not None else find(start_of(given), root)
    if not found:
        return Config()
    holds, *others = (visible(relative(file, os.getcwd())) for file in found)
    for other in () if given.quiet else others:
        click.echo(f"note: `{other}` is ignored: {holds} holds for the project", err=True)
    from ingress_lint.config_reader import load

    try:
        return load(found[0])
    except ConfigError as error:
        raise BadConfig(error) from error
    except OSError as error:
        raise Failure(f"`{found[0]}` cannot be read: {error.strerror}") from error


def refuse_mistaken(config: Config) -> None:
    """Raise `Failure` if something is wrong with a configuration, as far as that is known without plugins and rules."""
    if config.source is None:
        return
    from ingress_lint.config_rules import all_mistakes

    found = list(config.mistakes) if config.plugins else all_mistakes(config, None)
    if found:
        raise BadConfig(ConfigError(config.source, found))


def start_of(given: Options) -> str:
    """Where the search for a configuration begins."""
    here = os.getcwd()
    first = next((path for path in given.paths if path != STDIN), given.stdin_filename)
    if first is None or repository(first) == repository(here):
        return here
    return first if os.path.isdir(first) else os.path.dirname(os.path.abspath(first))


def with_options(config: Config, given: Options, origin: Origin) -> Config:
    """Options win over the file: `--select` replaces both `select` and `ignore`, `--ignore` adds to them."""
    tuning = config.tuning
    if given.select:
        tuning = tuning._replace(select=given.select, ignore=None)
    if given.ignore:
        tuning = tuning._replace(ignore=(*(tuning.ignore or ()), *given.ignore))
    options = {
        "minor": given.kubernetes_version,
        "default_namespace": given.default_namespace,
        "fail_on": given.fail_on,
        "baseline": given.baseline,
        "exclude": (*config.exclude, *given.exclude) if given.exclude else None,
    }
    changed = {name: value for name, value in options.items() if value is not None}
    origins = {option.replace("_", "-"): origin(option) for option in _GIVEN if origin(option)}
    return config._replace(
        tuning=tuning,
        origins={**config.origins, **origins},
        directory=config.directory or os.getcwd(),
        **changed,  # type: ignore[arg-type]
    )


_GIVEN = ("select", "ignore", "kubernetes_version", "default_namespace", "fail_on", "baseline", "exclude")


def origin_in(context: click.Context) -> Origin:
    """Where the options of a command came from: `--select`, or `INGRESS_LINT_SELECT`."""

    def origin(name: str) -> str:
        source = context.get_parameter_source(name)
        if source == click.core.ParameterSource.ENVIRONMENT:
            return f"environment INGRESS_LINT_{name.upper()}"
        return f"--{name.replace('_', '-')}" if source == click.core.ParameterSource.COMMANDLINE else ""

    return origin
