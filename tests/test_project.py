"""Tests about the project itself: every rule is complete, nothing generated is stale, nothing leaks."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from ingress_lint import packs
from ingress_lint.checks import SUBJECTS

ROOT = Path(__file__).parents[1]
REGISTRY = packs.registry()
NAMES = sorted(REGISTRY.cards)
FACTS = re.compile(r'Fact\(\s*[\w.]+,\s*"([a-z0-9-]+)"', re.DOTALL)


def text_files() -> list[Path]:
    listed = subprocess.run(["git", "-C", str(ROOT), "ls-files", "-z"], capture_output=True, check=True)
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_where_its_name_says(name: str) -> None:
    rule = REGISTRY.load(name)
    assert rule.id == name
    assert rule.group == Path(REGISTRY.cards[name].file).parent.name


@pytest.mark.parametrize("name", NAMES)
def test_a_name_states_the_fault(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert not name.startswith(("no-", "ban-", "disallow-", "require-", "check-"))


def test_a_rule_speaks_about_something_that_exists() -> None:
    spoken = {card.on for card in REGISTRY.cards.values()} - set(SUBJECTS)
    known = {
        name
        for file in (ROOT / "ingress_lint").rglob("*.py")
        for name in FACTS.findall(file.read_text(encoding="utf-8"))
    }
    inspection = (ROOT / "ingress_lint" / "inspection.py").read_text(encoding="utf-8")
    known |= {name for name in spoken if f'"{name}"' in inspection}
    assert spoken <= known | {"ingress-class-parameters-invalid"}
    assert known <= {card.on for card in REGISTRY.cards.values()}


def test_the_index_is_current() -> None:
    pack = packs.ours()
    index = Path(pack.directory) / packs.INDEX
    assert index.read_text(encoding="utf-8").splitlines() == list(packs.index_lines(pack))


def test_the_hooks_file_lists_real_commands() -> None:
    hooks = (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"entry: (.+)", hooks)
    assert entries
    assert all(entry.startswith("ingress-lint check") for entry in entries)


def test_the_version_is_kept_once() -> None:
    from ingress_lint.version import VERSION

    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == VERSION


def test_every_link_between_documents_leads_somewhere() -> None:
    for file in text_files():
        if file.suffix == ".md":
            for target in re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", file.read_text(encoding="utf-8")):
                assert (file.parent / target).exists(), f"{file.relative_to(ROOT)}: {target}"


@pytest.mark.parametrize("word", ["/work/", "/root/", "../shared", "pypi.org", "proxy.golang", "registry.npmjs"])
def test_no_path_or_host_of_a_developers_machine(word: str) -> None:
    own = Path(__file__).resolve()
    for file in text_files():
        if file.resolve() != own:
            assert word not in file.read_text(encoding="utf-8", errors="replace"), file


def test_the_pages_of_the_rules_are_current() -> None:
    from tests.rule_pages import DOCS, pages

    wanted = pages()
    assert {file for file in DOCS.rglob("*.md")} == set(wanted)
    for file, text in wanted.items():
        assert file.read_text(encoding="utf-8") == text, file
