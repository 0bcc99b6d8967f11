"""A run of `check`: options → settings → project → result → reports → exit code."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stdout

from ingress_lint.cli.configured import BadConfig, configured
from ingress_lint.cli.failure import CLEAN, FAILED, FOUND, Failure
from ingress_lint.cli.notes import tell
from ingress_lint.cli.options import STDIN, Options
from ingress_lint.cli.outputs import DEFAULT, Output, outputs
from ingress_lint.cli.packs import rules_of
from ingress_lint.cli.progress import Progress, progress
from ingress_lint.config import Config, ConfigError
from ingress_lint.discovery import repository, streams
from ingress_lint.engine import Settings
from ingress_lint.finding import Severity
from ingress_lint.loader import Loader, load
from ingress_lint.packs import PackError, Registry
from ingress_lint.parallel import spread
from ingress_lint.project import Project
from ingress_lint.reporters import FOR_PEOPLE, Run
from ingress_lint.selection import UnknownRule
from ingress_lint.settings import settle
from ingress_lint.source import Source, relative
from ingress_lint.verdict import verdict
from ingress_lint.workspace import DEFAULT_MINOR, Division


def check(given: Options) -> int:
    """Do what was asked, and return the exit code; raises `Failure` if it cannot be done."""
    root = root_of((*given.paths, given.stdin_filename or "."))
    config = configured(given, root, lambda _: "")
    plugins, rules, settings = prepared(given, config, root)
    formats = formats_of(given)
    reports = outputs(formats, plugins, given.color)
    baseline = None
    if config.baseline or given.update_baseline:
        from ingress_lint.cli.accepted import baseline_of

        baseline = baseline_of(config.baseline, root, update=given.update_baseline)
    accepting = None if given.update_baseline else baseline
    stdin, handed = handed_over(given)

    def look(replaced: Mapping[str, Source]) -> Run:
        seen = progress(quiet=given.quiet)
        project = project_of(given, config, handed, replaced, seen)
        seen.reading_is_done()
        complete = given.scope != "files" and not project.unreadable
        report = project.report._replace(root=root)
        result = verdict(project.workspace, report, rules, settings, complete=complete, spread=spread)
        seen.clear()
        return Run(accepting.apply(result) if accepting else result, project, rules, root, quiet=given.quiet)

    run, failed = look({}), False
    if given.fix or given.fix_only or given.diff:
        from ingress_lint.cli.fix import fixed

        run, failed, code = fixed(run, look, given, stdin)
        if code is not None:
            return code
    if baseline is not None:
        run = baseline.accepted(run, settings, update=given.update_baseline)
    if given.add_ignores is not None:
        from ingress_lint.cli.ignores import add_ignores

        return CLEAN if add_ignores(run, given.add_ignores, quiet=given.quiet) and not run.failed else FAILED
    with redirect_stdout(sys.stderr if stdin and given.fix else sys.stdout):
        publish(shown(run, suppressed=given.show_suppressed), reports, formats)
    return FAILED if failed else exit_code(run, config.fail_on or "error")


def handed_over(given: Options) -> tuple[tuple[str, bytes] | None, dict[str, bytes]]:
    """Standard input with its name, and by name everything that can be read only once; raises `Failure`."""
    if STDIN in given.paths and sys.stdin is None:
        raise Failure("standard input is closed")
    stdin = (given.stdin_filename or "<stdin>", sys.stdin.buffer.read()) if STDIN in given.paths else None
    return stdin, {**dict([stdin] if stdin else []), **streams(path for path in given.paths if path != STDIN)}


def _spare_manifests(run: Run, files: Sequence[str]) -> None:
    targets = {os.path.realpath(file): file for file in files}
    for item in run.project.workspace.objects if targets else ():
        path = item.document.source.path
        if (file := targets.get(os.path.realpath(path))) is not None:
            raise Failure(f"`{file}` is a manifest: a report written there would overwrite it")


def publish(run: Run, reports: Sequence[Output], formats: Sequence[tuple[str, str]]) -> None:
    """Write the reports, and what is no report; totals only if no report on standard output ends with them.

    Raises `Failure` if a report would take the place of a manifest.
    """
    _spare_manifests(run, [file for _, file in formats if file])
    for report in reports:
        report(run)
    tell(run, totals=not any(pair in {("full", ""), ("statistics", "")} for pair in formats))


def formats_of(given: Options) -> Sequence[tuple[str, str]]:
    """Formats and files; statistics stand in the place of the report for people if they are asked for."""
    formats = given.output_format or DEFAULT
    if not given.statistics:
        return formats
    return [("statistics", file) if name in FOR_PEOPLE else (name, file) for name, file in formats]


def prepared(given: Options, config: Config, root: str) -> tuple[tuple[str, ...], Registry, Settings]:
    """Names of plugins, rules and how they run; raises `Failure`."""
    if config.plugins:
        from ingress_lint.cli.installed import import_plugins

        import_plugins(config, root)
    plugins = (*config.plugins, *given.plugin)
    rules = rules_of(plugins, given.rules)
    try:
        return plugins, rules, settle(config, rules)
    except ConfigError as error:
        raise BadConfig(error) from error
    except (PackError, UnknownRule) as error:
        raise Failure(str(error)) from error


def shown(run: Run, *, suppressed: bool) -> Run:
    """The run with its suppressed diagnostics, or only with their number."""
    if suppressed:
        return run
    left = run.counted
    return run._replace(result=run.result._replace(diagnostics=left), hidden=len(run.result.diagnostics) - len(left))


def project_of(
    given: Options, config: Config, handed: Mapping[str, bytes], replaced: Mapping[str, Source], seen: Progress
) -> Project:
    """What is linted: the files of the arguments, and what stands in for them; and what is analysed with them.

    `handed` holds by name what can be read only once: standard input and pipes. `replaced` has sources that stand in for what files of the arguments hold, by path.
    """
    loader = Loader(
        config.minor or DEFAULT_MINOR,
        config.default_namespace,
        root=config.directory,
        divisions=[Division(section.name, section.files, section.complete) for section in config.projects],
        placeholders=re.compile("|".join(config.placeholders)) if config.placeholders else None,
        seen=seen,
    )
    paths = given.paths or (".",)
    for source in replaced.values():
        loader.add(source.path, source.to_bytes(source.text))
    named = [path for path in paths if path != STDIN]
    project = load(
        named,
        loader,
        scope="files" if given.scope == "files" else "project",
        handed=handed,
        wanted=not_excluded(config),
    )
    project.workspace.controllers = config.controllers
    return project


def not_excluded(config: Config) -> Callable[[str], bool]:
    """Whether a path is looked at at all; to place every one below the root takes time, so only where it matters."""
    if not config.exclude:
        return lambda _: True
    from ingress_lint.globs import compiled

    excluded = compiled(config.exclude)
    return lambda path: not excluded.match(relative(path, config.directory))


def root_of(paths: tuple[str, ...]) -> str:
    """What paths in reports are relative to: the repository around the first path, else the working directory."""
    first = next((path for path in paths if path != STDIN), ".")
    return repository(first) or os.getcwd()


def exit_code(run: Run, fail_on: str) -> int:
    """2 if something could not be done, 1 for a finding at or above the threshold, else 0."""
    if run.failed:
        return FAILED
    if fail_on == "never":
        return CLEAN
    threshold = Severity[fail_on.upper()]
    return FOUND if any(d.severity >= threshold for d in run.counted) else CLEAN
