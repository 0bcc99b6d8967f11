"""The wheel: what is in it, what is not, and that it runs from anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout, with a git-ignored file planted that must not get in."""
    planted = ROOT / "rules" / "api" / "planted.pyc"
    out = tmp_path_factory.mktemp("dist")
    planted.write_bytes(b"")
    try:
        command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
        subprocess.run(command, check=True, capture_output=True)
    finally:
        planted.unlink()
    (built,) = out.glob("*.whl")
    return built


def below(directory: str, *suffixes: str) -> set[str]:
    files = (ROOT / directory).rglob("*")
    return {str(file.relative_to(ROOT)) for file in files if file.suffix in suffixes and "__pycache__" not in str(file)}


def test_everything_lies_below_the_package(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"ingress_lint"}
    assert not [name for name in names if name.endswith(".pyc")]


def test_every_rule_and_schema_is_there(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = below("rules", ".py", ".tsv") | below("schemas", ".json")
    assert wanted
    assert {f"ingress_lint/{name}" for name in wanted} <= names


def test_it_runs_from_a_foreign_directory(wheel: Path, tmp_path: Path) -> None:
    """Installed alone, without the checkout on the path; dependencies are those of this environment."""
    home = tmp_path / "env"
    venv.create(home, with_pip=True, system_site_packages=False)
    python = home / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--no-deps", str(wheel)], check=True)
    site = next(path for path in sys.path if path.endswith("site-packages"))
    link = next((home / "lib").glob("python*/site-packages")) / "dependencies.pth"
    # The path of this environment comes last, so that the wheel wins over an editable install.
    link.write_text(f"import sys; sys.path.append({site!r})\n")
    manifest = tmp_path / "ingress.yaml"
    manifest.write_text("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec: {}\n")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [home / "bin" / "ingress-lint", "check", "--output-format", "concise", str(manifest)],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert "[spec-empty]" in done.stdout
    where = subprocess.run(
        [python, "-c", "import ingress_lint; print(ingress_lint.__file__)"],
        cwd="/",
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(home) in where.stdout
