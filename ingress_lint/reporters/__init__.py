"""Reporters: one module for each output format, `report(run, out)`; they get the final list."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TextIO

from ingress_lint.engine import Result
from ingress_lint.finding import Diagnostic
from ingress_lint.packs import Registry
from ingress_lint.project import Project
from ingress_lint.records import Record
from ingress_lint.source import relative

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "statistics")
"""Formats of ours; each is the module of its name, imported when it is asked for."""

FOR_PEOPLE = frozenset(("full", "concise"))
"""Formats that may be coloured."""


class Problem(Record):
    """Something that kept a path or a rule from being judged; `kind` is unreadable, template or crash.

    `path` is empty where no file is concerned. A `fatal` one makes the exit code 2.
    """

    kind: str
    path: str
    message: str
    fatal: bool


class Run(Record):
    """What a reporter gets: the result, what was looked at, and the rules (for their pages).

    `root` is an absolute directory: paths in machine formats are relative to it. `color` says
    whether escape sequences may be written, `quiet` leaves out what is no finding and no error.
    `hidden` suppressed diagnostics are not in the result, because nobody asked for them.
    """

    result: Result
    project: Project
    registry: Registry
    root: str
    color: bool = False
    quiet: bool = False
    hidden: int = 0

    @property
    def counted(self) -> tuple[Diagnostic, ...]:
        """The diagnostics that are not suppressed."""
        return tuple(d for d in self.result.diagnostics if d.suppression is None)

    @property
    def failed(self) -> bool:
        """Whether something that was asked for could not be done."""
        return any(problem.fatal for problem in self.problems())

    def problems(self) -> Iterator[Problem]:
        """What could not be judged, in a fixed order."""
        for path, reason in self.project.unreadable:
            yield Problem("unreadable", path, reason, fatal=True)
        for path in self.project.templates:
            yield Problem("template", path, "a template (Helm, ytt) is not linted; lint what it renders", fatal=False)
        for crash in self.result.crashes:
            text = f"rule `{crash.rule}` crashed on {crash.subject}: {crash.error}"
            yield Problem("crash", "", text, fatal=True)

    def counts(self) -> Counter[str]:
        """How many diagnostics there are of each severity, by its label; suppressed ones apart."""
        found = Counter("suppressed" if d.suppression else d.severity.label for d in self.result.diagnostics)
        found["suppressed"] += self.hidden
        return found

    @property
    def objects(self) -> Counter[str]:
        """How many objects were judged, by kind of the model."""
        return Counter(type(subject[0]).__name__ for subject in self.project.report.subjects)

    def relative(self, path: str) -> str:
        """A path as machine formats name it."""
        return relative(path, self.root)


Out = TextIO
Reporter = Callable[[Run, Out], None]


def reporter(name: str) -> Reporter:
    """The reporter of one of our `FORMATS`."""
    from importlib import import_module

    found: Reporter = import_module(f"ingress_lint.reporters.{name}").report
    return found
