"""A plugin of somebody else, built, installed and named on the command line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent / "plugin"
MANIFEST = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder the plugin is installed in, as pip does it."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--target", str(folder), str(PLUGIN)], check=True, capture_output=True)
    return folder


def check(site: Path, folder: Path, *options: str, manifest: str = MANIFEST) -> subprocess.CompletedProcess[str]:
    (folder / "ingress.yaml").write_text(manifest)
    environment = {**os.environ, "PYTHONPATH": str(site)}
    command = [sys.executable, "-m", "ingress_lint", "check", *options, "ingress.yaml"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_its_rule_speaks_when_it_is_named(site: Path, tmp_path: Path) -> None:
    done = check(
        site, tmp_path, "--isolated", "--plugin", "acme_ingress_rules", "--select", "acme", "--output-format", "json"
    )
    (found,) = json.loads(done.stdout)["diagnostics"]
    assert (found["rule"], found["group"], found["severity"]) == ("host-outside-domain", "acme", "warning")
    assert (found["line"], found["column"], found["field"]) == (7, 13, "spec.rules[0].host")
    assert done.returncode == 0


def test_it_is_not_looked_for(site: Path, tmp_path: Path) -> None:
    assert "host-outside-domain" not in check(site, tmp_path, "--isolated").stdout


def test_its_option_and_severity_are_configured(site: Path, tmp_path: Path) -> None:
    (tmp_path / ".ingress-lint.yaml").write_text(
        "plugins: [acme_ingress_rules]\n"
        "select: [acme]\n"
        "severity: {host-outside-domain: error}\n"
        "rules:\n  host-outside-domain:\n    domain: example.org\n"
    )
    done = check(site, tmp_path, "--output-format", "concise")
    assert "error: host `shop.example.com` does not lie below `example.org` [host-outside-domain]" in done.stdout
    assert done.returncode == 1


def test_its_controller_has_settings_that_only_it_knows(site: Path, tmp_path: Path) -> None:
    config = tmp_path / ".ingress-lint.yaml"
    config.write_text(
        "plugins: [acme_ingress_rules]\n"
        "controllers:\n"
        "  edge: {controller: acme-edge, region: north}\n"
        "  inner: {controller: acme.example/edge, region: north}\n"
        "  outer: {region: north}\n"
    )
    assert check(site, tmp_path).returncode == 0
    config.write_text(
        config.read_text() + "  a: {controller: acme-edg}\n  b: {controler: acme-edge}\n  c: {controller: alb, x: 1}\n"
    )
    done = check(site, tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("error: ") == 3
    assert "did you mean `acme-edge`?" in done.stderr
    assert "did you mean `controller`?" in done.stderr
    assert "unknown key `x` in the settings of `c`" in done.stderr


def test_its_format_is_a_format(site: Path, tmp_path: Path) -> None:
    done = check(
        site,
        tmp_path,
        "--isolated",
        "--plugin",
        "acme_ingress_rules",
        "--select",
        "acme",
        "--output-format",
        "acme-tally",
    )
    assert done.stdout == "1 findings\n"


ANNOTATED = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    edge.acme.example/cache: secret
    edge.acme.example/cache-second: "5"
    nginx.ingress.kubernetes.io/proxy-body-size: 8m
spec:
  ingressClassName: acme
  defaultBackend: {service: {name: shop, port: {number: 80}}}
"""


def test_its_catalogue_says_what_annotations_mean(site: Path, tmp_path: Path) -> None:
    options = ("--isolated", "--select", "annotations", "--output-format", "json")
    done = check(site, tmp_path, "--plugin", "acme_ingress_rules", *options, manifest=ANNOTATED)
    found = {d["rule"]: d["message"] for d in json.loads(done.stdout)["diagnostics"]}
    assert sorted(found) == ["annotation-other-controller", "annotation-unknown", "annotation-value-invalid"]
    assert "`cache: secret`" in found["annotation-value-invalid"]
    assert "ACME Edge silently ignores" in found["annotation-value-invalid"]
    assert "`edge.acme.example/cache-seconds`" in found["annotation-unknown"]


def test_without_the_plugin_nobody_knows_its_annotations(site: Path, tmp_path: Path) -> None:
    done = check(site, tmp_path, "--isolated", "--select", "annotations", "--output-format", "json", manifest=ANNOTATED)
    assert json.loads(done.stdout)["diagnostics"] == []


@pytest.mark.parametrize("text", ["{", '{"controller": "x"}', '{"controller": 1, "annotations": {"x": {"typo": 1}}}'])
def test_a_damaged_catalogue_is_named(text: str, tmp_path: Path) -> None:
    from ingress_lint.catalogue import CatalogueError, plug

    (tmp_path / "controllers.json").write_text('{"prefixes": {"x.example": "x"}}')
    (tmp_path / "x.json").write_text(text)
    try:
        with pytest.raises(CatalogueError, match=r"x\.json cannot be read"):
            plug([tmp_path])
    finally:
        plug([])


def test_its_catalogue_is_valid() -> None:
    from jsonschema import validate

    schema = json.loads((PLUGIN.parent.parent / "schemas" / "annotations.schema.json").read_text())
    validate(json.loads((PLUGIN / "acme_ingress_rules" / "catalogues" / "acme-edge.json").read_text()), schema)


def test_its_index_is_current() -> None:
    from ingress_lint.packs import INDEX, Pack, index_lines

    pack = Pack(PLUGIN / "acme_ingress_rules" / "rules", "acme_ingress_rules_again")
    assert (pack.directory / INDEX).read_text().splitlines() == list(index_lines(pack))
