"""A directory with a kustomization stands for what it takes in: `routes`, `resolve`, and the closing note of `check`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingress_lint.cli import cli
from ingress_lint.reaching import directories, reached
from tests.test_analysis import ingress

SERVICE = "---\napiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]}\n"
FILES = {
    "base/kustomization.yaml": "resources: [web.yaml]\n",
    "base/web.yaml": ingress("web", "shop.example.com", "web"),
    "overlays/dev/kustomization.yaml": "resources: [../../base]\nnamespace: dev\nnamePrefix: dev-\n",
    "overlays/prod/kustomization.yaml": "resources: [../../base, own.yaml]\nnamespace: prod\n",
    "overlays/prod/own.yaml": ingress("own", "own.example.com", "own"),
}


def write(root: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def rows(*paths: str) -> list[tuple[str | None, str, str, str]]:
    done = run("routes", "--output-format", "json", *paths)
    found = json.loads(done.stdout)["routes"]
    return [(row["kustomization"], row["host"], row["ingress"], row["file"]) for row in found]


def resolved(url: str, *paths: str) -> tuple[str, str | None, list[str]]:
    done = run("resolve", url, "--output-format", "json", *paths)
    answer = json.loads(done.stdout)
    assert done.exit_code == (answer["outcome"] != "backend")
    return answer["outcome"], answer["ingress"], [each["reason"] for each in answer["candidates"]]


def test_an_overlay_stands_for_its_base(here: Path) -> None:
    assert rows("overlays/dev") == [("overlays/dev", "shop.example.com", "dev/dev-web", "base/web.yaml")]
    assert resolved("http://shop.example.com/", "overlays/dev") == ("backend", "dev/dev-web", [])


def test_the_overlays_below_a_directory_are_deployed_apart(here: Path) -> None:
    expected = [
        ("overlays/dev", "shop.example.com", "dev/dev-web", "base/web.yaml"),
        ("overlays/prod", "own.example.com", "prod/own", "overlays/prod/own.yaml"),
        ("overlays/prod", "shop.example.com", "prod/web", "base/web.yaml"),
    ]
    assert rows("overlays") == rows(".") == expected
    text = run("routes", "overlays").stdout
    assert [line for line in text.splitlines() if line.endswith(":")] == ["overlays/dev:", "overlays/prod:"]
    done = run("routes", "--output-format", "mermaid", "overlays")
    assert done.exit_code == 2
    assert "pass the files of one: overlays/dev, overlays/prod" in done.stderr


@pytest.mark.parametrize("changed", [("dev",), ("prod",), ("dev", "prod")])
def test_what_an_overlay_patches_is_shown_as_in_its_file(here: Path, changed: tuple[str, ...]) -> None:
    before = rows(".")
    for name in changed:
        file = here / "overlays" / name / "kustomization.yaml"
        file.write_text(f"{file.read_text()}patches: [{{path: patch.yaml, target: {{kind: Ingress}}}}]\n")
    assert rows(".") == rows("overlays") == before
    assert "shown as in its file" in run("routes", ".").stderr


def test_overlays_that_agree_are_not_ambiguous(here: Path) -> None:
    assert resolved("http://shop.example.com/", "overlays")[0] == "backend"


def test_a_host_of_one_overlay_leads_there(here: Path) -> None:
    assert resolved("http://own.example.com/", "overlays")[:2] == ("backend", "prod/own")
    assert resolved("http://nobody.example.com/", "overlays")[:2] == ("not-found", None)


def test_overlays_that_differ_are_ambiguous(here: Path) -> None:
    (here / "overlays/dev/more.yaml").write_text(ingress("more", "own.example.com", "other"))
    (here / "overlays/dev/kustomization.yaml").write_text("resources: [../../base, more.yaml]\nnamespace: dev\n")
    outcome, _, reasons = resolved("http://own.example.com/", "overlays")
    assert outcome == "ambiguous"
    assert [reason.partition(":")[0] for reason in reasons] == [
        "serves it in `overlays/dev`",
        "serves it in `overlays/prod`",
    ]
    text = run("resolve", "http://own.example.com/", "overlays")
    assert text.exit_code == 1
    assert "overlays/dev   own.example.com/ is served by other:80" in text.stdout


def test_files_that_no_kustomization_lists_are_a_set_of_their_own(here: Path) -> None:
    (here / "loose.yaml").write_text(ingress("loose", "loose.example.com", "loose"))
    assert (None, "loose.example.com", "loose", "loose.yaml") in rows(".")
    assert resolved("http://loose.example.com/", ".")[:2] == ("backend", "loose")


@pytest.mark.parametrize("path", ["overlays/dev", "overlays/prod"])
def test_check_says_what_else_an_overlay_takes_in(here: Path, path: str) -> None:
    assert "also take in 1 Ingress in base\n" in run("check", path).stderr
    assert "also take in" not in run("check", ".").stderr
    assert "also take in" not in run("check", "-q", path).stderr


def test_what_is_not_there_is_left_out(here: Path) -> None:
    listed = "resources: [missing.yaml, https://example.com/x.yaml, ../../base, .]\npatches: [{path: patch.yaml}]\n"
    write(here, {"overlays/dev/kustomization.yaml": listed, "overlays/dev/patch.yaml": "a: b\n"})
    assert directories(["overlays/dev/kustomization.yaml", "x.yaml", "kustomization.yml"]) == ["overlays/dev", "."]
    assert sorted(reached(["overlays/dev"])) == [
        "base/kustomization.yaml",
        "base/web.yaml",
        "overlays/dev/kustomization.yaml",
        "overlays/dev/patch.yaml",
    ]


def test_nothing_is_read_outside_the_repository(here: Path) -> None:
    (here / "overlays/.git").mkdir()
    assert list(reached(["overlays/dev"])) == ["overlays/dev/kustomization.yaml"]


def test_routes_say_which_definition_of_an_ingress_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {f"{name}.yaml": ingress("web", "shop.example.com", "web", port) for name, port in (("a", 80), ("b", 81))}
    write(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    done = run("routes", ".")
    assert "note: b.yaml:4: Ingress `web` is defined before, and is left out here\n" in done.stderr
    assert "b.yaml" not in done.stdout


def test_a_prefix_holds_for_the_backend_that_is_told(here: Path) -> None:
    (here / "base" / "web.yaml").write_text(ingress("web", "shop.example.com", "web") + SERVICE)
    done = run("resolve", "https://shop.example.com/", "--output-format", "json", "overlays/dev")
    assert json.loads(done.stdout)["backend"]["service"]["name"] == "dev-web"
    done = run("routes", "--output-format", "json", "overlays/dev")
    assert json.loads(done.stdout)["routes"][0]["backend"]["service"]["name"] == "dev-web"


@pytest.mark.parametrize("command", [["routes"], ["resolve", "https://shop.example.com/"]])
def test_patches_that_are_not_applied_are_said(here: Path, command: list[str]) -> None:
    (here / "overlays/dev/kustomization.yaml").write_text("resources: [../../base]\npatches: [{path: patch.yaml}]\n")
    assert "1 kustomize overlay is not built" in run(*command, "overlays/dev").stderr
    assert "not built" not in run(*command, "overlays/prod").stderr
