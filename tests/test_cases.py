"""Case files: `tests/rules/<rule>.yaml`, any number of named manifests each.

A case begins with a line `=== name` and ends at the next one; what is between is the file that is
linted, byte for byte. After the name stand options, each one word: `select=RULES` (default `api`:
all default rules of the group count, not only the one the file is named after), `kubernetes=1.N`,
`json` (the file is called `case.json`), `crlf` (lines end with CR LF), `signs` (`→` is a tab, `·` a
no-break space, `␇` a bell).

A line with `# expect: rule, rule` must have exactly these findings, a line without none. A rule may
be followed by `@` and the field as the API server prints it, as in `wrong-type@spec.rules[0].host`.
Where a comment cannot stand, the options say it: `expect=LINE:rule@field`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from ingress_lint.finding import Diagnostic
from tests.cases import Expected, compare, findings, markers, registry

DIRECTORY = Path(__file__).parent / "rules"
SIGNS = str.maketrans("→·␇", "\t\u00a0\a")
HEAD = re.compile(r"^=== ([^\n]+)\n", re.MULTILINE)
OPTION = re.compile(r" ((?:select|kubernetes|expect)=\S+|json|crlf|signs)(?= |$)")


class Case(NamedTuple):
    """A named manifest with what must be found in it."""

    file: str
    name: str
    options: tuple[str, ...]
    text: str

    def option(self, key: str) -> list[str]:
        return [option.partition("=")[2] for option in self.options if option.startswith(f"{key}=")]

    @property
    def content(self) -> str:
        text = self.text.translate(SIGNS) if "signs" in self.options else self.text
        return text.replace("\n", "\r\n") if "crlf" in self.options else text

    @property
    def expected(self) -> list[Expected]:
        listed = (option.split(":", 1) for option in self.option("expect"))
        return [*markers(self.content), *(Expected(int(line), *rule.partition("@")[::2]) for line, rule in listed)]


def cases() -> list[Case]:
    """Every case of every file."""
    found = []
    for file in sorted(DIRECTORY.glob("*.yaml")):
        parts = HEAD.split(file.read_text(encoding="utf-8"))[1:]
        for head, text in zip(parts[::2], parts[1::2], strict=True):
            found.append(Case(file.stem, OPTION.sub("", head), tuple(OPTION.findall(head)), text))
    return found


CASES = cases()


def found_in(case: Case) -> tuple[Diagnostic, ...]:
    select = case.option("select") or ["api"]
    minor = case.option("kubernetes") or ["1.35"]
    path = "case.json" if "json" in case.options else "case.yaml"
    chosen = [name for names in select for name in names.split(",")]
    return findings(case.content, chosen, minor=int(minor[0].split(".")[1]), path=path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}: {case.name}")
def test_case(case: Case) -> None:
    diagnostics = found_in(case)
    compare(diagnostics, case.expected)
    for diagnostic in diagnostics:
        assert not diagnostic.message.endswith(".")
        assert len(diagnostic.notes) <= 3
        for location in diagnostic.locations:
            assert len(location.label) <= 40
            assert 0 <= location.span.start <= location.span.end <= len(location.source.text)


def test_files_bear_the_names_of_rules_and_cases_differ() -> None:
    assert {case.file for case in CASES} <= set(registry().cards)
    names = [(case.file, case.name) for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("file", sorted({case.file for case in CASES}))
def test_file_shows_its_rule_speaking(file: str) -> None:
    assert any(expected.rule == file for case in CASES if case.file == file for expected in case.expected)
