"""`routes` and `resolve` take the projects of the configuration for deployed apart, and note only what concerns them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingress_lint.cli import cli
from tests.test_analysis import ingress
from tests.test_overlays import write

PROJECTS = "projects: [{name: dev, files: [dev/**]}, {name: prod, files: [prod/**]}]\n"
FILES = {
    ".ingress-lint.yaml": PROJECTS,
    "dev/web.yaml": ingress("web", "a.example.com", "dev-web"),
    "prod/web.yaml": ingress("web", "a.example.com", "prod-web"),
    "prod/own.yaml": ingress("own", "own.example.com", "own"),
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, FILES)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def rows(*arguments: str) -> list[tuple[str | None, str | None, str, str]]:
    found = json.loads(run("routes", "--output-format", "json", *arguments).stdout)["routes"]
    return [(row["project"], row["kustomization"], row["host"], row["file"]) for row in found]


def test_projects_that_differ_are_ambiguous(here: Path) -> None:
    done = run("resolve", "a.example.com")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "a.example.com/ is ambiguous: these are deployed apart, pass the files of one",
        "",
        "  dev   a.example.com/ is served by dev-web:80",
        "  prod  a.example.com/ is served by prod-web:80",
    ]
    assert done.stderr == ""
    found = json.loads(run("resolve", "a.example.com", "--output-format", "json").stdout)
    assert (found["outcome"], found["backend"]) == ("ambiguous", None)
    assert [each["reason"].partition(":")[0] for each in found["candidates"]] == [
        "serves it in `dev`",
        "serves it in `prod`",
    ]


@pytest.mark.parametrize("name", ["dev", "prod"])
def test_files_of_one_project_are_no_longer_ambiguous(here: Path, name: str) -> None:
    for arguments in ([name], [f"{name}/web.yaml", "--scope", "project"]):
        done = run("resolve", "a.example.com", *arguments)
        assert f"is served by {name}-web:80" in done.stdout


def test_the_project_that_serves_is_named(here: Path) -> None:
    done = run("resolve", "own.example.com")
    assert done.exit_code == 0
    assert "  project      prod\n" in done.stdout
    (here / "dev/web.yaml").write_text(FILES["prod/web.yaml"])
    assert "  project      dev, prod\n" in run("resolve", "a.example.com").stdout
    assert "  project " not in run("resolve", "a.example.com", "prod").stdout


def test_what_says_why_nothing_serves_is_found_in_any_project(here: Path) -> None:
    (here / "prod/own.yaml").write_text(FILES["prod/own.yaml"].replace("path: /", "path: /own"))
    done = run("resolve", "own.example.com")
    assert done.exit_code == 1
    assert "`/own` (Prefix) does not take `/`" in done.stdout


def test_routes_show_projects_apart(here: Path) -> None:
    assert rows() == [
        ("dev", None, "a.example.com", "dev/web.yaml"),
        ("prod", None, "a.example.com", "prod/web.yaml"),
        ("prod", None, "own.example.com", "prod/own.yaml"),
    ]
    lines = run("routes").stdout.splitlines()
    assert [line for line in lines if line.endswith(":")] == ["dev:", "prod:"]
    done = run("routes", "--output-format", "mermaid")
    assert done.exit_code == 2
    assert "pass the files of one: dev, prod" in done.stderr
    assert run("routes", "--output-format", "mermaid", "dev").exit_code == 0


def test_files_of_no_project_are_a_set_of_their_own(here: Path) -> None:
    write(here, {"x/loose.yaml": ingress("loose", "a.example.com", "loose")})
    assert (None, None, "a.example.com", "x/loose.yaml") in rows()
    assert "the other files  a.example.com/ is served by loose:80" in run("resolve", "a.example.com").stdout


def test_kustomizations_of_a_project_are_named_with_it(here: Path) -> None:
    listed = "resources: [web.yaml]\n"
    write(here, {"prod/eu/kustomization.yaml": listed, "prod/eu/web.yaml": ingress("eu", "a.example.com", "eu")})
    assert rows() == [
        ("dev", None, "a.example.com", "dev/web.yaml"),
        ("prod", "prod/eu", "a.example.com", "prod/eu/web.yaml"),
        ("prod", None, "a.example.com", "prod/web.yaml"),
        ("prod", None, "own.example.com", "prod/own.yaml"),
    ]
    assert "  prod (prod/eu)  a.example.com/ is served by eu:80\n" in run("resolve", "a.example.com").stdout


def test_what_another_kustomization_builds_is_not_among_the_other_files(here: Path) -> None:
    (here / ".git").mkdir()
    (here / ".ingress-lint.yaml").unlink()
    write(here, {"loose.yaml": ingress("loose", "loose.example.com", "loose")})
    for name in ("dev", "prod"):
        (here / name / "kustomization.yaml").write_text("resources: [web.yaml]\n")
    assert rows("dev", "--scope", "project") == [(None, "dev", "a.example.com", "dev/web.yaml")]
    assert rows("dev", "loose.yaml", "--scope", "project") == [
        (None, "dev", "a.example.com", "dev/web.yaml"),
        (None, None, "loose.example.com", "loose.yaml"),
        (None, None, "own.example.com", "prod/own.yaml"),
    ]


def test_a_kustomization_brings_what_it_takes_in_into_its_project(here: Path) -> None:
    write(here, {"base/kustomization.yaml": "resources: [base.yaml]\n", "base/base.yaml": ingress("b", "b.io", "base")})
    for name in ("dev", "prod"):
        listed = f"resources: [../base, web.yaml]\nnamePrefix: {name}-\n"
        write(
            here,
            {
                f"{name}/kustomization.yaml": listed,
                f"{name}/web.yaml": ingress("web", "b.io", name).replace("path: /", "path: /x"),
            },
        )
    assert {(row[0], row[1], row[3]) for row in rows()} == {
        ("dev", "dev", "base/base.yaml"),
        ("dev", "dev", "dev/web.yaml"),
        ("prod", "prod", "base/base.yaml"),
        ("prod", "prod", "prod/web.yaml"),
        ("prod", None, "prod/own.yaml"),
    }
    assert "b.io/x is served by dev:80" in run("resolve", "b.io/x", "dev").stdout
    assert "b.io/ is served by base:80" in run("resolve", "b.io/", "dev").stdout
    assert "  project      dev (dev), prod (prod)\n" in run("resolve", "b.io/").stdout
    assert "  dev (dev)    b.io/x is served by dev:80\n" in run("resolve", "b.io/x").stdout


@pytest.fixture
def pairs(here: Path) -> Path:
    """Many Ingresses, each defined twice."""
    (here / ".ingress-lint.yaml").unlink()
    for name in ("dev", "prod"):
        write(here, {f"{name}/s{i}.yaml": ingress(f"s{i}", f"s{i}.example.com", "web") for i in range(6)})
    return here


def test_notes_are_about_the_url(pairs: Path) -> None:
    assert run("resolve", "s3.example.com").stderr.splitlines() == [
        "note: prod/s3.yaml:4: Ingress `s3` is defined before, and is left out here"
    ]
    (pairs / "dev/bad.yaml").write_text(ingress("-bad", "bad.example.com", "web"))
    (pairs / "dev/letters.yaml").write_text(ingress("letters", "bücher.example", "web"))
    assert "refuses Ingress `letters`" in run("resolve", "bücher.example").stderr
    (pairs / "dev/letters.yaml").unlink()
    (pairs / "dev/url.yaml").write_text(ingress("url", "https://good.example.com", "web"))
    assert run("resolve", "own.example.com").stderr == ""
    assert "refuses Ingress `-bad`" in run("resolve", "bad.example.com").stderr
    assert "refuses Ingress `url`" in run("resolve", "good.example.com").stderr
    assert "refuses Ingresses `-bad` (dev/bad.yaml), `url` (dev/url.yaml)" in run("routes").stderr


def test_many_notes_are_counted(pairs: Path) -> None:
    assert run("routes").stderr.splitlines() == [
        "note: prod/s0.yaml:4: Ingress `s0` is defined before, and is left out here",
        "note: prod/s1.yaml:4: Ingress `s1` is defined before, and is left out here",
        "note: prod/s2.yaml:4: Ingress `s2` is defined before, and is left out here",
        "note: 4 more Ingresses are defined before, and left out here",
    ]
