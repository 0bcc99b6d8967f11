"""A run of `check`: options → settings → project → result → reports → exit code."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from ingress_lint.cli.failure import CLEAN, FAILED, FOUND, Failure
from ingress_lint.cli.notes import tell
from ingress_lint.cli.options import STDIN, Options
from ingress_lint.cli.outputs import DEFAULT, outputs
from ingress_lint.discovery import expand, repository
from ingress_lint.engine import Settings, lint
from ingress_lint.finding import Severity
from ingress_lint.packs import PackError, Registry, manager, registry
from ingress_lint.project import Loader, Project
from ingress_lint.reporters import Run
from ingress_lint.selection import UnknownRule, selected
from ingress_lint.workspace import DEFAULT_MINOR


def check(given: Options) -> int:
    """Do what was asked, and return the exit code; raises `Failure` if it cannot be done."""
    try:
        plugins = manager(given.plugin, map(Path, given.rules))
        rules = registry(plugins)
        settings = settings_of(given, rules)
    except (PackError, UnknownRule) as error:
        raise Failure(str(error)) from error
    reports = outputs(given.output_format, plugins, given.color)
    root = root_of(given.paths)
    project = project_of(given)
    result = lint(project.workspace, project.report._replace(root=root), rules, settings)
    run = Run(result, project, rules, root, quiet=given.quiet)
    for report in reports:
        report(run)
    tell(run, totals=("full", "") not in (given.output_format or DEFAULT))
    return exit_code(run, given.fail_on or "error")


def settings_of(given: Options, rules: Registry) -> Settings:
    """Which rules run and how; raises `UnknownRule`."""
    return Settings(selected(rules, given.select, given.ignore))


def project_of(given: Options) -> Project:
    """What is linted: the files of the arguments, and standard input for `-`."""
    loader = Loader(given.kubernetes_version or DEFAULT_MINOR)
    paths = given.paths or (".",)
    if STDIN in paths:
        loader.add(given.stdin_filename or "<stdin>", sys.stdin.buffer.read())
    return loader.load(expand(path for path in paths if path != STDIN))


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
