"""What tests of fixes share: fix a text as `--fix` would, without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ingress_lint.engine import Result, Settings
from ingress_lint.fixer import Outcome, repair
from ingress_lint.loader import Loader
from ingress_lint.selection import selected
from ingress_lint.source import Source
from ingress_lint.verdict import verdict
from ingress_lint.workspace import DEFAULT_MINOR
from tests.cases import registry

PATH = "case.yaml"


def lint(source: Source, select: Iterable[str], *, minor: int = DEFAULT_MINOR) -> Result:
    """What the selected rules find in one source."""
    loader = Loader(minor)
    loader.add(source.path, source.to_bytes(source.text))
    project = loader.project()
    return verdict(project.workspace, project.report, registry(), Settings(selected(registry(), select)))


def repaired(
    text: str, select: Iterable[str] = ("default",), *, unsafe: bool = True, minor: int = DEFAULT_MINOR
) -> Outcome:
    """All rounds of fixing one text."""
    source = Source(PATH, text)

    def relint(replaced: Mapping[str, Source]) -> Result:
        return lint(replaced.get(PATH, source), select, minor=minor)

    return repair(relint({}), relint, frozenset({PATH}), unsafe=unsafe)


def fixed(text: str, select: Iterable[str] = ("default",), *, unsafe: bool = True, minor: int = DEFAULT_MINOR) -> str:
    """The text after fixing."""
    outcome = repaired(text, select, unsafe=unsafe, minor=minor)
    return outcome.sources[0][1].text if outcome.sources else text
