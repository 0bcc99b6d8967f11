"""Configuration: every setting with its value and where it came from."""

import re
from collections.abc import Mapping
from typing import Any

from ingress_lint import tree
from ingress_lint.records import Record
from ingress_lint.source import Source, Span

Names = tuple[str, ...]


class Mistake(Record):
    """What is wrong with a configuration, where, and what to do about it."""

    message: str
    span: Span
    hint: str = ""


class ConfigError(Exception):
    """A configuration that cannot be used: the source and everything that is wrong with it."""

    def __init__(self, source: Source, mistakes: list[Mistake]) -> None:
        super().__init__(mistakes[0].message)
        self.source = source
        self.mistakes = mistakes


class Tuning(Record):
    """Which rules run and how, for a project or for some of its files; None is nothing said."""

    select: Names | None = None
    ignore: Names | None = None
    severity: Mapping[str, str] = {}
    rules: Mapping[str, Mapping[str, Any]] = {}


class Override(Record):
    """Other settings for the files that match one of the `patterns`; `origin` is where it is written."""

    files: re.Pattern[str]
    tuning: Tuning
    origin: str
    patterns: Names


class Section(Record):
    """A set of files that is deployed apart; `complete` says that what they do not hold does not exist."""

    name: str
    files: re.Pattern[str]
    complete: bool
    patterns: Names


class Config(Record):
    """A configuration. `origins` says by key where a value was set; other keys have defaults.

    `file` is empty if there is none; paths and patterns count from its `directory`. `minor` is the
    Kubernetes release; `source` and `root` are kept for mistakes that only the rules can tell, and are
    shown together with the `mistakes` that were found before.
    """

    file: str = ""
    directory: str = ""
    tuning: Tuning = Tuning()
    overrides: tuple[Override, ...] = ()
    projects: tuple[Section, ...] = ()
    minor: int | None = None
    default_namespace: str = ""
    fail_on: str | None = None
    plugins: Names = ()
    placeholders: Names = ()
    exclude: Names = ()
    baseline: str = ""
    controllers: Mapping[str, Mapping[str, object]] = {}
    origins: Mapping[str, str] = {}
    source: Source | None = None
    root: tree.Node | None = None
    mistakes: tuple[Mistake, ...] = ()
