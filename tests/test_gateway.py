"""Readiness for Gateway API where it depends on more than one file."""

from __future__ import annotations

from collections.abc import Mapping

from ingress_lint import packs
from ingress_lint.engine import Settings, lint
from ingress_lint.sets import Division
from tests.test_analysis import ingress, service
from tests.test_sets import complete, project

REGISTRY = packs.registry()
GROUP = frozenset(name for name, card in REGISTRY.cards.items() if card.group == "gateway")
CANARY = 'metadata:\n  annotations: {nginx.ingress.kubernetes.io/canary: "true"}\n'


def said(files: Mapping[str, str], *divisions: Division) -> list[tuple[str, str]]:
    made = project(files, *divisions)
    result = lint(made.workspace, made.report, REGISTRY, Settings(GROUP))
    assert not result.crashes
    unasked = ("annotation-conversion", "conversion-summary", "listener-certificate-missing")
    return [(d.rule, d.source.path.removeprefix("/p/")) for d in result.diagnostics if d.rule not in unasked]


def test_a_canary_without_a_primary_is_certain_only_in_a_complete_set() -> None:
    files = {"c.yaml": ingress("c", "a.example.com", "web").replace("metadata:\n", CANARY)}
    assert said(files) == []
    assert said(files, complete()) == [("canary-not-converted", "c.yaml")]
    assert said({**files, "i.yaml": ingress("i", "a.example.com", "web")}, complete()) == [
        ("canary-not-converted", "c.yaml")
    ]


def test_a_primary_in_another_file() -> None:
    named = ("spec:\n", "spec:\n  ingressClassName: nginx\n")
    files = {
        "c.yaml": ingress("c", "a.example.com", "new").replace("metadata:\n", CANARY).replace(*named),
        "i.yaml": ingress("i", "a.example.com", "web").replace(*named),
    }
    assert said(files, complete()) == []
    other = files["i.yaml"].replace("Prefix", "ImplementationSpecific")
    assert said({**files, "i.yaml": other}) == [("canary-not-converted", "c.yaml")]


def test_the_number_of_a_named_port_is_looked_up_in_other_files() -> None:
    files = {"i.yaml": ingress("i", "a.example.com", "web").replace("number: 80", "name: http")}
    assert said(files) == [("port-name-not-converted", "i.yaml")]
    with_port = service("web").replace("- port", "- name: http\n      port")
    assert said({**files, "s.yaml": with_port}) == []
    apart = {**files, "k/kustomization.yaml": "resources: [s.yaml]\n", "k/s.yaml": with_port}
    assert said(apart) == []
