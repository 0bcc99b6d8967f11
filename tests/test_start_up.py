"""The way a clean file takes is short: what costs milliseconds is not imported on it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ingress_lint import packs

ROOT = Path(__file__).parents[1]
HEAVY = {
    "asyncio", "concurrent.futures", "dataclasses", "difflib", "hashlib", "http", "importlib.metadata", "jsonschema",
    "logging", "multiprocessing", "referencing", "sqlite3", "tomllib", "unicodedata", "xml",
}  # fmt: skip
SERVICE = "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n"


def imported(file: Path, cwd: Path) -> set[str]:
    """Modules loaded by a run that must be clean."""
    code = (
        "import sys\n"
        "from ingress_lint.cli import main\n"
        f"sys.argv = ['ingress-lint', 'check', '--isolated', {str(file)!r}]\n"
        "try:\n    main()\nexcept SystemExit as end:\n    assert not end.code, end.code\n"
        "print('\\n'.join(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return set(done.stdout.split("\n"))


def clean_ingress() -> str:
    page = packs.registry().load("host-invalid").page
    return next(fence for fence in page.split("```yaml\n")[1:] if "# expect" not in fence).partition("```")[0]


@pytest.fixture(scope="module")
def after_an_ingress(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    file = tmp_path_factory.mktemp("clean") / "ingress.yaml"
    file.write_text(clean_ingress())
    return imported(file, file.parent)


def test_a_clean_ingress_imports_nothing_heavy(after_an_ingress: set[str]) -> None:
    assert after_an_ingress.isdisjoint(HEAVY), sorted(after_an_ingress & HEAVY)
    several = {f"ingress_lint.{name}" for name in ("sets", "kustomize", "context", "catalogue", "places")}
    assert after_an_ingress.isdisjoint(several | {"pluggy", "ruamel.yaml"})


def test_a_clean_ingress_runs_few_rule_files(after_an_ingress: set[str]) -> None:
    files = {name for name in after_an_ingress if name.startswith("ingress_lint.rules.")}
    assert len(files) <= 12, sorted(files)


def test_a_file_without_an_ingress_costs_a_look_at_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "service.yaml"
    file.write_text(SERVICE)
    modules = imported(file, tmp_path)
    engine = {f"ingress_lint.{name}" for name in ("engine", "model", "parser", "packs", "loader")}
    assert modules.isdisjoint(HEAVY | engine | {"ruamel.yaml", "pluggy", "json"})
