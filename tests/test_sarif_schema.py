"""SARIF against the schema of its standard, which an npm package carries; a subset of our own is always tested."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import jsonschema
import pytest

PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
ROOT = Path(__file__).parents[1]
MANY = "\n---\n".join(
    "apiVersion: networking.k8s.io/v1\n"
    f"kind: Ingress\nmetadata: {{name: wéb-{n}}}\n"
    "spec: {defaultBackend: {service: {name: web, port: {number: '80'}}}}"
    for n in range(300)
)

pytestmark = [pytest.mark.slow, pytest.mark.skipif(shutil.which("npm") is None, reason="needs npm")]


@pytest.fixture(scope="module")
def official(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The schema of SARIF 2.1.0 as published."""
    folder = tmp_path_factory.mktemp("npm")
    subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as opened:
        content = opened.extractfile(SCHEMA)
        assert content is not None
        return json.loads(content.read())


@pytest.mark.parametrize(
    "text", [MANY, "", (ROOT / "examples/annotations/ingress.yaml").read_text()], ids=["many", "none", "some"]
)
def test_reports_fit_the_published_schema(text: str, official: dict, tmp_path: Path) -> None:
    (tmp_path / "ingress.yaml").write_text(text)
    command = [sys.executable, "-m", "ingress_lint", "check", "--isolated", "--output-format", "sarif", "ingress.yaml"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    report = json.loads(done.stdout)
    validator = jsonschema.validators.validator_for(official)(official)
    assert list(validator.iter_errors(report)) == []
    assert bool(report["runs"][0]["results"]) is bool(text)
