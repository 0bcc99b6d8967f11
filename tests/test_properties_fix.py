"""What holds for every fix: the finding goes, nothing else changes, and neither order nor repetition matters."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingress_lint.documents import read
from ingress_lint.finding import Severity
from ingress_lint.fixer import apply_once
from ingress_lint.conversion import converted
from ingress_lint.pages import examples
from ingress_lint.source import Source
from ingress_lint.verification import comments, differences
from tests.cases import registry
from tests.fixing import PATH, lint, repaired
from tests.layouts import Writer

V1 = "networking.k8s.io/v1"
REPORT = frozenset({PATH})
EVERYTHING = ["all"]
dice = st.integers(0, 2**32).map(random.Random)
often = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Every manifest of the pages and case files, with a name."""
    pages = [
        (f"{name}-{number}", example.text)
        for name in sorted(registry().cards)
        for number, example in enumerate(examples(registry().load(name).page), 1)
    ]
    files = sorted((Path(__file__).parent / "rules").glob("*.yaml"))
    return (*pages, *((file.stem, file.read_bytes().decode("utf-8", "replace")) for file in files))


def errors(text: str) -> Counter[str]:
    """How many errors of the group api a text has, by rule."""
    return Counter(d.rule for d in lint(Source(PATH, text), ["api"]).diagnostics if d.severity is Severity.ERROR)


def one_by_one(text: str, select: Iterable[str], order: random.Random) -> str:
    """Apply single fixes in random order until there are none left."""
    source = Source(PATH, text)
    while True:
        found = [d for d in lint(source, select).diagnostics if d.fixes]
        order.shuffle(found)
        attempts = (apply_once([choice], REPORT, unsafe=True)[0] for choice in found)
        fresh = next((done for done in attempts if done), None)
        if fresh is None:
            return source.text
        source = fresh[0][1]


def after(text: str, select: Iterable[str] = EVERYTHING) -> str:
    """The fixed text, checked for what holds of all fixes."""
    outcome = repaired(text, select)
    result = outcome.sources[0][1].text if outcome.sources else text
    if outcome.sources:
        assert outcome.applied
        again = repaired(result, select)
        assert (again.sources, again.applied) == ((), ())
        assert sum(errors(result).values()) <= sum(errors(text).values())
        mended = {found.diagnostic.rule for found in outcome.applied}
        before, left = (
            Counter(d.rule for d in r.diagnostics) for r in (lint(Source(PATH, text), select), outcome.result)
        )
        assert all(left[rule] < before[rule] or not left[rule] for rule in mended)
    for found in outcome.refused:
        assert found.reason
    return result


@pytest.mark.parametrize("part", range(8))
def test_pages_and_cases(part: int) -> None:
    for name, text in texts()[part::8]:
        result = after(text)
        if result != text:
            assert one_by_one(text, EVERYTHING, random.Random(name)) == result, name


@pytest.mark.parametrize("part", range(2))
def test_pages_and_cases_with_other_line_breaks(part: int) -> None:
    for name, text in texts()[part::2]:
        if "\r" not in text and (result := after(text)) != text:
            assert after(text.replace("\n", "\r\n")) == result.replace("\n", "\r\n"), name


def test_pages_hold_fixes() -> None:
    """The tests above have something to do."""
    applied = {found.diagnostic.rule for _, text in texts() for found in repaired(text, EVERYTHING).applied}
    assert applied >= {
        "api-version-removed",
        "class-annotation-deprecated",
        "kind-wrong-case",
        "path-not-absolute",
        "path-type-invalid",
        "path-type-missing",
        "unknown-field",
        "unused-suppression",
        "v1beta1-field",
        "wrong-type",
    }


def old_backend(roll: random.Random) -> dict[str, Any]:
    name = roll.choice(("web", "api", "shop-front"))
    port: Any = roll.choice((80, 8080, "http", "admin-port"))
    return {"serviceName": name, "servicePort": port}


def old_ingress(roll: random.Random) -> dict[str, Any]:
    """A v1beta1 Ingress that Kubernetes 1.21 takes."""

    def path() -> dict[str, Any]:
        found: dict[str, Any] = {"backend": old_backend(roll)}
        if roll.random() < 0.8:
            found["path"] = roll.choice(("/", "/a", "/b/c", "/x(/|$)(.*)"))
        if roll.random() < 0.3:
            found["pathType"] = roll.choice(("Exact", "Prefix") if "path" in found else ("ImplementationSpecific",))
        return found

    spec: dict[str, Any] = {}
    if roll.random() < 0.4:
        spec["backend"] = old_backend(roll)
    count = roll.choice((0, 1, 1, 2)) if spec else roll.choice((1, 2))
    if count:
        spec["rules"] = [
            {"host": f"h{i}.example.com", "http": {"paths": [path() for _ in range(roll.choice((1, 1, 2, 3)))]}}
            for i in range(count)
        ]
    if roll.random() < 0.3:
        spec["tls"] = [{"hosts": ["h0.example.com"], "secretName": "cert"}]
    version = roll.choice(("extensions/v1beta1", "networking.k8s.io/v1beta1"))
    metadata = {"name": "shop", "labels": {"app": "shop"}, "annotations": {"example.com/note": "# no comment"}}
    return {"apiVersion": version, "kind": "Ingress", "metadata": metadata, "spec": spec}


def values(text: str) -> list[dict[str, object]]:
    return [value for _, value in read(Source(PATH, text)).documents]


def migrated(value: dict[str, Any]) -> dict[str, object]:
    return {**converted(value), "apiVersion": V1}


def untouched(before: str, after: str) -> bool:
    """Whether all that is left of the old text stands in the new one, in order, line for line.

    Lines of a migration keep their text but for the four names that change and for their indentation.
    """
    renamed = str.maketrans("", "", " \t\r,-")
    rest = iter(line.translate(renamed) for line in after.split("\n"))
    return all(any(line == other for other in rest) for line in _kept(before, renamed))


def _kept(text: str, blanks: dict[int, int | None]) -> Iterable[str]:
    changed = re.compile(r"v1beta1|apiVersion|serviceName|servicePort|backend|pathType|[{},]")
    return (line.translate(blanks) for line in text.split("\n") if not changed.search(line))


@often
@given(dice)
def test_migration_in_every_layout(roll: random.Random) -> None:
    value = old_ingress(roll)
    text = Writer(roll).text(value)
    if roll.random() < 0.3:
        text = text.replace("\n", "\r\n")
    assert values(text) == [value]
    result = after(text, ["api-version-removed"])
    assert not list(differences(values(result), [migrated(value)])), text
    assert not lint(Source(PATH, result), ["api-version-removed"]).diagnostics
    assert not errors(result), text
    assert comments(result) == comments(text)
    assert untouched(text, result), text
    assert ("\r\n" in result) == ("\r\n" in text)
    assert result.count("\r") in (0, result.count("\n"))


@often
@given(dice)
def test_migration_among_others(roll: random.Random) -> None:
    """Several documents, or several items of a list, next to objects that must stand."""
    others = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"}, "spec": {"ports": [{"port": 80}]}}
    given_values = [old_ingress(roll), others, old_ingress(roll)]
    for number, value in enumerate(given_values):
        value["metadata"] = {**value["metadata"], "name": f"n{number}"}
    wanted = [migrated(value) if value is not others else others for value in given_values]
    if roll.random() < 0.5:
        writer = Writer(roll)
        writer.anchored = False
        text = writer.text({"apiVersion": "v1", "kind": "List", "items": given_values})
    else:
        parts = []
        for value in given_values:
            writer = Writer(roll)
            parts.append("\n".join(writer.mapping(value, 0)))
        text = "\n---  # next\n".join(parts)
    result = after(text, ["api-version-removed"])
    assert not list(differences(values(result), wanted)), text
    assert comments(result) == comments(text)


def new_ingress(roll: random.Random) -> dict[str, Any]:
    """A v1 Ingress with faults that can be mended."""

    def backend() -> dict[str, Any]:
        port: dict[str, Any] = roll.choice(({"number": 80}, {"name": "http"}, {"number": "80"}))
        service = {"name": "web", "port": port}
        faulty = (
            {"serviceName": "web", "servicePort": 80},
            service,
            {"servcie": service},
            {"service": {**service, "port": 80}},
        )
        return roll.choice(({"service": service}, *faulty))

    def path() -> dict[str, Any]:
        types = ({"pathType": "Prefix"}, {"pathType": "prefix"}, {"pathtype": "Exact"}, {"path_type": "Prefix"}, {})
        return {"path": roll.choice(("/", "/a", "b/c")), **roll.choice(types), "backend": backend()}

    rules = [{"host": f"h{i}.example.com", "http": {"paths": [path() for _ in range(2)]}} for i in range(2)]
    spec: dict[str, Any] = {roll.choice(("rules", "rule", "Rules")): rules}
    if roll.random() < 0.4:
        spec[roll.choice(("defaultBackend", "backend", "default_backend"))] = {
            "service": {"name": "web", "port": {"number": 80}}
        }
    annotations: dict[str, Any] = {"example.com/note": roll.choice((True, 10, 1.5, "text"))}
    if roll.random() < 0.4:
        annotations["kubernetes.io/ingress.class"] = "nginx"
    kind = roll.choice(("Ingress", "ingress", "Ingresses"))
    return {"apiVersion": V1, "kind": kind, "metadata": {"name": "shop", "annotations": annotations}, "spec": spec}


FIXABLE = ("unknown-field", "v1beta1-field", "wrong-type", "kind-wrong-case", "path-type-missing", "path-not-absolute")


@settings(often, max_examples=60)
@given(dice)
def test_faults_in_every_layout(roll: random.Random) -> None:
    text = Writer(roll).text(new_ingress(roll))
    if roll.random() < 0.3:
        text = text.replace("\n", "\r\n")
    outcome = repaired(text, ["api"])
    result = outcome.sources[0][1].text if outcome.sources else text
    # A class moves into the braces of one line without the comment behind it, so it stays where it is.
    assert {found.reason for found in outcome.refused} <= {"a comment would be lost"}
    assert not [d for d in outcome.result.diagnostics if d.rule in FIXABLE], (text, result)
    assert not errors(result), text
    assert comments(result) == comments(text)
    assert repaired(result, ["api"]).applied == ()
    assert one_by_one(text, ["api"], roll) == result, text


@often
@given(dice)
def test_safe_fixes_never_decide_what_is_matched(roll: random.Random) -> None:
    """Types of paths, paths and classes are left to those who ask for unsafe fixes."""
    text = Writer(roll).text(new_ingress(roll))
    outcome = repaired(text, ["api"], unsafe=False)
    applied = {found.diagnostic.rule for found in outcome.applied}
    assert applied.isdisjoint({"path-type-missing", "path-not-absolute", "class-annotation-deprecated"})
    assert all(found.fix.safe for found in outcome.applied)
