"""Properties of the group `api`: it never crashes, and only what a manifest says counts, not how it is written."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingress_lint import schema
from ingress_lint.apiserver.names import is_ip, label, label_1035, subdomain, wildcard_subdomain
from ingress_lint.finding import Diagnostic, Severity
from tests import strategies
from tests.cases import findings
from tests.strategies import Style, write

few = settings(max_examples=60, deadline=None)
manifests = st.one_of(
    strategies.ingresses,
    strategies.classes,
    strategies.mutated(strategies.ingresses),
    strategies.mutated(strategies.classes),
    strategies.mutated(strategies.valid_ingresses),
)
SCHEMAS = ("ingress-v1", "ingress-v1beta1", "ingress-extensions-v1beta1", "ingressclass-v1", "ingressclass-v1beta1")


def said(diagnostics: tuple[Diagnostic, ...]) -> set[tuple[str, Severity, str | None, str]]:
    return {(d.rule, d.severity, d.field, d.message) for d in diagnostics}


@given(manifests, strategies.styles)
@few
def test_every_span_lies_in_the_text(value: dict[str, Any], style: Style) -> None:
    text = write(value, style)
    for diagnostic in findings(text, ["api"]):
        for location in diagnostic.locations:
            assert 0 <= location.span.start <= location.span.end <= len(text)


@given(manifests, strategies.styles)
@few
def test_style_and_order_change_nothing(value: dict[str, Any], style: Style) -> None:
    plainest = findings(write(value, Style("json", '"', False)), ["api"])
    assert said(findings(write(value, style), ["api"])) == said(plainest)


@given(manifests, st.integers(18, 36))
@few
def test_linting_twice_is_equal(value: dict[str, Any], minor: int) -> None:
    text = write(value, Style("block", "plain", False))
    first = [(d.rule, d.span, d.message, d.fingerprint) for d in findings(text, ["api"], minor=minor)]
    assert first == [(d.rule, d.span, d.message, d.fingerprint) for d in findings(text, ["api"], minor=minor)]


@given(strategies.valid_ingresses, strategies.styles)
@few
def test_a_valid_manifest_is_silent_in_any_style(value: dict[str, Any], style: Style) -> None:
    assert not findings(write(value, style), ["api"])


@given(st.text(max_size=60))
@few
def test_any_text_behind_a_kind_is_read_without_a_crash(text: str) -> None:
    findings(f"kind: Ingress\napiVersion: networking.k8s.io/v1\n{text}", ["api"])
    findings(f'{{"kind": "Ingress", {text}', ["api"])


@pytest.mark.parametrize("name", SCHEMAS)
@given(value=manifests)
@settings(max_examples=30, deadline=None)
def test_the_fast_way_accepts_what_jsonschema_accepts(name: str, value: dict[str, Any]) -> None:
    root = schema.load(name)
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date-time")(schema.is_rfc3339)
    validator = jsonschema.Draft202012Validator(root, format_checker=checker)
    assert schema.accepts(name, value) == validator.is_valid(value)


@given(strategies.names)
@few
def test_names_nest(name: str) -> None:
    """A 1035 label is a 1123 label, a label a subdomain, a subdomain behind a star a wildcard."""
    if not label_1035(name):
        assert not label(name)
    if not label(name):
        assert not subdomain(name)
    if not subdomain(name) and len(name) <= 251:
        assert not wildcard_subdomain(f"*.{name}")
        assert name == name.lower()
        assert name.isascii()


@given(st.ip_addresses().map(str), st.integers(0, 12))
@few
def test_every_address_is_one_with_zeros_in_front_too(address: str, zeros: int) -> None:
    assert is_ip(address)
    assert is_ip(("0" * zeros if address[0] != ":" else "") + address)
    assert not is_ip(f"{address}/24")
    assert not is_ip(f"{address}%eth0")
