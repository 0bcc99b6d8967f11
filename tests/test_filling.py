"""What a kustomization writes over is not judged as it stands in its base; all the rest is."""

from __future__ import annotations

import pytest

from ingress_lint import packs
from ingress_lint.engine import Settings, lint
from ingress_lint.filling import with_unknown
from ingress_lint.loader import Loader
from ingress_lint.model import Document, Unknown
from ingress_lint.source import Source, Span
from ingress_lint.workspace import DEFAULT_MINOR

REGISTRY = packs.registry()
BASE = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: SIZE
spec:
  ingressClassName: nginx
  tls:
    - hosts: [HOST]
      secretName: TO_FILL_IN
  rules:
    - host: HOST
      http:
        paths:
          - path: nowhere
            pathType: Prefix
            backend: {service: {name: web, port: {number: 80}}}
"""
ALL = {"annotation-value-invalid", "host-invalid", "path-not-absolute", "tls-host-invalid", "tls-secret-name-invalid"}


def rules(overlay: str, **files: str) -> set[str]:
    """What is said of the base with an overlay of this content."""
    loader = Loader(DEFAULT_MINOR)
    content = {
        "base/kustomization.yaml": "resources: [ingress.yaml]\n",
        "base/ingress.yaml": BASE,
        "prod/kustomization.yaml": f"resources: [../base]\n{overlay}",
        **{f"prod/{name}.yaml": text for name, text in files.items()},
    }
    for name, text in content.items():
        loader.add(f"/p/{name}", text.encode())
    made = loader.project()
    chosen = {name for name, card in REGISTRY.cards.items() if card.group in ("api", "annotations") and card.default}
    found = lint(made.workspace, made.report, REGISTRY, Settings(frozenset(chosen))).diagnostics
    assert {d.source.path for d in found} <= {"/p/base/ingress.yaml"}
    return {d.rule for d in found}


JSON_PATCH = "- {op: replace, path: /spec/rules/0/host, value: a.example.com}\n"
TARGETS = "targets: [{select: {kind: Ingress, name: web}, fieldPaths: [spec.rules.0.host, 'spec.tls.[secretName=x].hosts.0']}]"


def test_a_base_that_nobody_changes_is_judged_as_written() -> None:
    assert rules("") == ALL


@pytest.mark.parametrize(
    ("overlay", "files", "filled"),
    [
        ("patches:\n- target: {kind: Ingress}\n  path: p.yaml\n", {"p": JSON_PATCH}, {"host-invalid"}),
        (
            "patchesJson6902:\n- target: {kind: Ingress, name: web}\n  path: p.yaml\n",
            {"p": JSON_PATCH},
            {"host-invalid"},
        ),
        (f"patches:\n- target: {{kind: Ingress}}\n  patch: |\n    {JSON_PATCH}", {}, {"host-invalid"}),
        (
            f"replacements:\n- source: {{kind: ConfigMap, name: c}}\n  {TARGETS}\n",
            {},
            {"host-invalid", "tls-host-invalid"},
        ),
        (
            "replacements: [{path: r.yaml}]\n",
            {"r": f"source: {{kind: ConfigMap}}\n{TARGETS}\n"},
            {"host-invalid", "tls-host-invalid"},
        ),
        ("replacements: [{path: r.yaml}]\n", {"r": f"- {TARGETS}\n"}, {"host-invalid", "tls-host-invalid"}),
        (
            "patches:\n- path: p.yaml\n",
            {
                "p": BASE.replace("HOST", "a.example.com").replace("nowhere", "/").partition("  tls:")[0]
                + "  rules: []\n"
            },
            {"annotation-value-invalid", "host-invalid", "path-not-absolute"},
        ),
        ("patchesStrategicMerge: [gone.yaml]\n", {}, set()),
        ("patches:\n- target: {kind: Ingress, name: other}\n  path: p.yaml\n", {"p": JSON_PATCH}, set()),
        ("patches:\n- target: {kind: '('}\n  path: p.yaml\n", {"p": JSON_PATCH}, set()),
        ("patches:\n- target: {kind: Ingress}\n  path: p.yaml\n", {"p": "a: [\n"}, set()),
    ],
)
def test_what_is_written_over_is_not_judged(overlay: str, files: dict[str, str], filled: set[str]) -> None:
    assert rules(overlay, **files) == ALL - filled


@pytest.mark.parametrize("key", ["[nginx.ingress.kubernetes.io/{}]", r"nginx\.ingress\.kubernetes\.io/{}"])
def test_a_key_with_dots_is_one_step(key: str) -> None:
    for name, filled in (("proxy-body-size", {"annotation-value-invalid"}), ("other", set())):
        path = f"metadata.annotations.{key.format(name)}"
        overlay = f"replacements:\n- targets: [{{select: {{kind: Ingress}}, fieldPaths: ['{path}']}}]\n"
        assert rules(overlay) == ALL - filled


def test_only_the_overlay_of_a_base_writes_over_it() -> None:
    loader = Loader(DEFAULT_MINOR)
    loader.add("/p/a/ingress.yaml", BASE.encode())
    loader.add("/p/b/kustomization.yaml", b"patches:\n- target: {kind: Ingress}\n  path: p.yaml\n")
    loader.add("/p/b/p.yaml", JSON_PATCH.encode())
    made = loader.project()
    found = lint(made.workspace, made.report, REGISTRY, Settings(frozenset(["host-invalid"]))).diagnostics
    assert [d.source.path for d in found] == ["/p/a/ingress.yaml"]


def test_a_path_that_leads_nowhere_changes_nothing() -> None:
    from ingress_lint.filling import Filled

    document = Document(Source("a.yaml", ""), 0, Span(0, 0), None)
    value: dict[str, object] = {"a": [{"b": 1}, {"b": 2}], "c": None}
    for steps in (("x",), ("a", "7", "b"), ("c", "d"), ("a", "b")):
        assert with_unknown(value, document, [Filled("", "", steps)]) == value
    changed = with_unknown(value, document, [Filled("", "", ("a", "*", "b")), Filled("", "", ("c",))])
    assert changed == {"a": [{"b": "1"}, {"b": "2"}], "c": ""}
    assert isinstance(changed["c"], Unknown)
