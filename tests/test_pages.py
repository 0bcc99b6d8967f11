"""Every page of a rule is a test: what its manifests announce is what its rule finds, line by line."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from ingress_lint.pages import Example, examples
from tests.cases import compare, findings, markers, registry
from tests.fixing import fixed

NOT_TO_BE_PRINTED = ("annotations-too-long", "object-too-large", "text-not-utf-8")
"""Rules about what is too large for a page, or no text."""


class Fence(NamedTuple):
    """A manifest of a page; `before` is the one it is the remedy of, if it is tagged `fixed`."""

    rule: str
    number: int
    example: Example
    before: str

    @property
    def text(self) -> str:
        return self.example.text


def fences(name: str) -> list[Fence]:
    """The manifests of a rule's page."""
    found: list[Fence] = []
    for number, example in enumerate(examples(registry().load(name).page), 1):
        found.append(Fence(name, number, example, found[-1].text if found else ""))
    return found


NAMES = sorted(registry().cards)
FENCES = [fence for name in NAMES for fence in fences(name)]
PLAIN = [fence for fence in FENCES if not fence.example.fixed]
FIXED = [fence for fence in FENCES if fence.example.fixed]


def name_of(fence: Fence) -> str:
    return f"{fence.rule}-{fence.number}"


def of_rule(fence: Fence) -> list:
    """What the rule of the page says beside all default rules, which may cover its findings."""
    return [found for found in findings(fence.text, ["default", fence.rule]) if found.rule == fence.rule]


def remedy(rule: str, text: str) -> str:
    """The text after the fixes of a rule, unsafe ones included."""
    return fixed(text, [rule])


@pytest.mark.parametrize("fence", PLAIN, ids=name_of)
def test_manifest_holds_what_it_announces(fence: Fence) -> None:
    compare(of_rule(fence), markers(fence.text))


@pytest.mark.parametrize("fence", FIXED, ids=name_of)
def test_fixed_manifest_is_silent(fence: Fence) -> None:
    assert markers(fence.before)
    assert not of_rule(fence)


@pytest.mark.parametrize("fence", FIXED, ids=name_of)
def test_fixed_manifest_is_the_remedy(fence: Fence) -> None:
    assert re.sub(r" *# expect:.*", "", remedy(fence.rule, fence.before)) == fence.text


@pytest.mark.parametrize("name", NAMES)
def test_page_is_complete(name: str) -> None:
    """A summary sentence, manifests with and without findings of this rule, and where the facts come from."""
    rule = registry().load(name)
    assert len(rule.summary) < 72
    assert rule.summary.endswith(".")
    assert "\nSource: " in rule.page
    marked = [markers(fence.text) for fence in fences(name)]
    assert [] in marked
    assert any(marked) or name in NOT_TO_BE_PRINTED
    assert {expected.rule for found in marked for expected in found} <= {name}
