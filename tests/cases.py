"""What tests of rules share: lint a text, and compare with what its `# expect:` markers say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ingress_lint import packs
from ingress_lint.engine import Settings
from ingress_lint.finding import Diagnostic
from ingress_lint.packs import Registry
from ingress_lint.loader import Loader
from ingress_lint.selection import selected
from ingress_lint.verdict import verdict
from ingress_lint.workspace import DEFAULT_MINOR

MARKER = re.compile(r"# expect: *(.+?) *\r?$")


class Expected(NamedTuple):
    """One finding that must be there: its 1-based line, its rule, and its field where that is given."""

    line: int
    rule: str
    field: str = ""


@cache
def registry() -> Registry:
    """The bundled rules, loaded once for all tests."""
    return packs.registry()


def findings(
    text: str | bytes, select: Iterable[str], *, minor: int = DEFAULT_MINOR, path: str = "case.yaml"
) -> tuple[Diagnostic, ...]:
    """What the selected rules and groups find in a text, suppressed findings left out; a crash fails the test."""
    loader = Loader(minor)
    loader.add(path, text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
    project = loader.project()
    rules = registry()
    result = verdict(project.workspace, project.report, rules, Settings(selected(rules, select)))
    assert not result.crashes
    return tuple(diagnostic for diagnostic in result.diagnostics if diagnostic.suppression is None)


def markers(text: str) -> list[Expected]:
    """The findings a text announces: `# expect: rule`, `# expect: rule, other@field.path`."""
    return [
        Expected(number, *word.strip().partition("@")[::2])
        for number, line in enumerate(text.split("\n"), 1)
        if (found := MARKER.search(line))
        for word in found[1].split(",")
    ]


def given(diagnostics: Iterable[Diagnostic]) -> list[Expected]:
    """Diagnostics in the form of markers."""
    return [Expected(d.source.position(d.span.start).line, d.rule, d.field or "") for d in diagnostics]


def compare(diagnostics: Iterable[Diagnostic], expected: Iterable[Expected]) -> None:
    """Assert that exactly the expected findings are there; a marker without field takes any."""
    found, wanted = sorted(given(diagnostics)), sorted(expected)
    if len(found) == len(wanted):
        pairs = zip(found, wanted, strict=True)
        found = [f if w.field else f._replace(field="") for f, w in pairs]
    assert found == wanted
