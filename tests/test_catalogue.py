"""The catalogues: they fit their schema, refer to each other's keys, and load only where they are needed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from ingress_lint import catalogue, directory, grammar

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "schemas" / "annotations").glob("*.json"))
SCHEMA = json.loads((ROOT / "schemas" / "annotations.schema.json").read_text(encoding="utf-8"))


def data(file: Path) -> dict:
    return json.loads(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_catalogue_fits_its_schema(file: Path) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    jsonschema.Draft202012Validator(SCHEMA, format_checker=checker).validate(data(file))
    for entry in data(file)["annotations"].values():
        for name in ("key", "pattern", "accepts", "item"):
            re.compile(entry.get(name, ""))
    assert data(file)["controller"] == file.stem


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_name_an_annotation_refers_to_is_known(file: Path) -> None:
    known = catalogue.load(file.stem)
    for name, entry in data(file)["annotations"].items():
        others = [*entry.get("needs", []), *entry.get("needs_one", []), *entry.get("conflicts", [])]
        others += [*entry.get("needs_value", {}), *filter(None, [entry.get("instead", "")])]
        for other in others:
            key = known.key(other)
            foreign = key in ("kubernetes.io/tls-acme",) or directory.owner(key) not in ("", file.stem)
            assert foreign or other.startswith("spec.") or known.find(key), f"{name} names {other}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_key_belongs_to_its_catalogue_by_prefix(file: Path) -> None:
    known = catalogue.load(file.stem)
    for name in data(file)["annotations"]:
        key = known.key(name)
        assert directory.owner(key) in (file.stem, "") or key.startswith("ingress.kubernetes.io/"), key
        if not name.endswith(".*") and ".n." not in name:
            assert known.find(key) is not None, key


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_default_is_a_value(file: Path) -> None:
    known = catalogue.load(file.stem)
    for name, entry in data(file)["annotations"].items():
        found = known.find(known.key(name))
        if found and entry.get("default") and entry["type"] in ("bool", "int", "enum", "size"):
            assert grammar.fault(found, entry["default"]) is None or entry["default"] == "unlimited", name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_nginx_takes_is_told_only_of_what_the_controller_takes(file: Path) -> None:
    for name, entry in data(file)["annotations"].items():
        if "nginx" in entry:
            re.compile(entry["nginx"]["pattern"])
            assert file.stem == "ingress-nginx", name
        assert ("protection" in entry) == ("unprotected" in (entry.get("invalid"), entry.get("empty"))), name
        assert "fallback" not in entry or entry["invalid"] == "replaced", name


def test_every_owner_has_a_catalogue() -> None:
    known = directory.directory()
    assert set(known.prefixes.values()) == {file.stem for file in FILES}
    assert set(known.keys.values()) <= set(known.prefixes.values())
    selectable = set(known.classes.values()) | set(known.spec_controllers.values())
    assert selectable >= set(known.prefixes.values()) - known.companions
    assert known.annotation_first <= selectable


def test_families_of_keys() -> None:
    alb = catalogue.load("alb")
    assert alb.find("alb.ingress.kubernetes.io/actions.web") is not None
    assert alb.find("alb.ingress.kubernetes.io/listener-attributes.HTTPS-443") is not None
    assert alb.find("alb.ingress.kubernetes.io/listener-attributes.https-443") is None
    traefik = catalogue.load("traefik")
    assert traefik.find("traefik.ingress.kubernetes.io/router.tls.domains.0.main") is not None
    assert traefik.find("traefik.ingress.kubernetes.io/Router.EntryPoints") is not None
    assert catalogue.load("haproxytech").find("haproxy.com/check") is not None
    assert catalogue.load("ingress-nginx").find("rewrite-target") is None


PLAIN = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, annotations: {example.com/team: shop}}
spec: {ingressClassName: nginx, defaultBackend: {service: {name: web, port: {number: 80}}}}
"""
SCRIPT = """
import sys
from ingress_lint import catalogue
opened = []
load = catalogue.load
catalogue.load = lambda name: opened.append(name) or load(name)
from tests.cases import findings
findings(sys.stdin.read(), ["annotations"])
print(sorted(set(opened)))
"""


@pytest.mark.parametrize(
    ("annotation", "expected"),
    [
        ("example.com/team: shop", "[]"),
        ("nginx.ingress.kubernetes.io/use-regex: 'true'", "['ingress-nginx']"),
        ("cert-manager.io/issuer: shop", "['cert-manager']"),
    ],
)
def test_only_the_catalogues_of_the_keys_in_use_are_read(annotation: str, expected: str) -> None:
    text = PLAIN.replace("example.com/team: shop", annotation).replace("ingressClassName: nginx, ", "")
    script = SCRIPT.replace(
        "from tests.cases", "import ingress_lint.annotations as a; a.load = catalogue.load\nfrom tests.cases"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=text, capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == expected
