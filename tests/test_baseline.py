"""Baseline and fingerprints: what is accepted stays accepted, wherever it moves to."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from ingress_lint import packs
from ingress_lint.baseline import BaselineError, Entry, accept, dumps, loads, stale, updated
from ingress_lint.cli import cli
from ingress_lint.engine import Settings, lint
from ingress_lint.finding import Diagnostic
from ingress_lint.pages import examples
from ingress_lint.loader import Loader
from ingress_lint.selection import selected

REGISTRY = packs.registry()
ALL = Settings(selected(REGISTRY, ("all",)) - {"duplicate-key"})
PAGES = sorted(
    (name, example.text)
    for name in REGISTRY.cards
    for example in examples(REGISTRY.load(name).page)
    if example.expected and "{" not in example.text.partition("metadata")[0][:1]
)


def found(text: str, path: str = "deploy/a.yaml", root: str = "") -> list[Diagnostic]:
    loader = Loader(35)
    loader.add(path, text.encode())
    project = loader.project()
    return list(lint(project.workspace, project.report._replace(root=root), REGISTRY, ALL).diagnostics)


def marks(text: str, path: str = "deploy/a.yaml", root: str = "") -> list[str]:
    return sorted(d.fingerprint for d in found(text, path, root))


def reordered(text: str, order: random.Random) -> str:
    """The same manifest with the keys of every plain block mapping in another order."""
    import ruamel.yaml

    yaml = ruamel.yaml.YAML()
    yaml.preserve_quotes = True
    documents = list(yaml.load_all(text))

    def shuffle(node: object) -> None:
        if isinstance(node, dict):
            keys = list(node)
            order.shuffle(keys)
            values = {key: node[key] for key in keys}
            for key in keys:
                del node[key]
            node.update(values)
            for value in values.values():
                shuffle(value)
        elif isinstance(node, list):
            for item in node:
                shuffle(item)

    for document in documents:
        shuffle(document)
    from io import StringIO

    out = StringIO()
    yaml.dump_all(documents, out)
    return out.getvalue()


SIMPLE = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-targt: /
spec:
  rules:
    - host: a_b
      http:
        paths:
          - path: api
            pathTyp: Prefix
            backend:
              service:
                name: Web
                port:
                  number: 0
          - path: /b
            pathType: Prefx
            backend:
              serviceName: web
    - host: c_d
  tls:
    - hosts: [e_f]
      secretName: -x
"""


@given(st.integers(0, 50), st.booleans(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_shifted_lines_and_reordered_keys_keep_fingerprints(lines: int, blank: bool, order: random.Random) -> None:
    before = marks(SIMPLE)
    assert len(before) > 5
    assert len(set(before)) == len(before)
    added = "\n" if blank else "# a comment\n"
    assert marks(added * lines + SIMPLE) == before
    assert marks(SIMPLE.replace("spec:\n", added * lines + "spec:\n")) == before
    assert marks(reordered(SIMPLE, order)) == before


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(PAGES)])
def test_shifted_lines_keep_the_fingerprints_of_every_rule(name: str, text: str) -> None:
    shifted = "\n\n# a comment\n" + re.sub("^metadata:", "# another\nmetadata:", text, flags=re.MULTILINE)
    before, after = found(text), found(shifted)
    assert sorted(d.fingerprint for d in before) == sorted(d.fingerprint for d in after)


IN_ORDER = {"duplicate-key", "indentation-lost", "text-after-document-end", "yaml-syntax"}
"""Rules about the order of the text itself, or about text that cannot be read."""


@pytest.mark.parametrize(("name", "text"), PAGES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(PAGES)])
def test_reordered_keys_keep_the_fingerprints_of_every_rule(name: str, text: str) -> None:
    if name not in IN_ORDER:
        after = found(reordered(text, random.Random(name)))
        assert sorted(d.fingerprint for d in after) == sorted(d.fingerprint for d in found(text))


def test_rewording_keeps_and_renaming_changes() -> None:
    before = marks(SIMPLE)
    assert marks(SIMPLE, path="deploy/b.yaml") != before
    assert not set(marks(SIMPLE, path="deploy/b.yaml")) & set(before)
    assert not set(marks(SIMPLE.replace("name: shop", "name: other"))) & set(before)


def test_fingerprints_do_not_depend_on_the_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = REGISTRY.load("host-invalid")

    def reworded(fact: object, workspace: object) -> object:
        for finding in card.check(fact, workspace):
            yield finding._replace(message=f"other words: {finding.message}", notes=())

    before = {d.fingerprint for d in found(SIMPLE) if d.rule == "host-invalid"}
    monkeypatch.setitem(REGISTRY._rules, "host-invalid", card._replace(check=reworded))
    after = {d.fingerprint for d in found(SIMPLE) if d.rule == "host-invalid"}
    assert before == after


def test_fingerprints_do_not_depend_on_where_the_tool_is_called(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "a.yaml").write_text(SIMPLE)

    def called(directory: Path, path: str) -> list[str]:
        monkeypatch.chdir(directory)
        done = CliRunner().invoke(cli, ("check", "--output-format", "json", path))
        return [d["fingerprint"] for d in json.loads(done.stdout)["diagnostics"]]

    first = called(tmp_path, "deploy/a.yaml")
    assert first
    assert called(tmp_path, ".") == first
    assert called(tmp_path / "deploy", "a.yaml") == first
    assert called(tmp_path / "deploy", str(tmp_path / "deploy" / "a.yaml")) == first
    assert called(Path("/"), str(tmp_path / "deploy" / "a.yaml")) == first


def test_both_sides_of_a_conflict_have_one_fingerprint() -> None:
    def one(*order: str) -> str:
        loader = Loader(35)
        for name in order:
            text = SIMPLE.partition("spec:")[0].replace("shop", name) + (
                "spec:\n  ingressClassName: nginx\n  rules:\n    - host: a.example.com\n      http:\n        paths:\n"
                "          - path: /\n            pathType: Prefix\n            backend:\n"
                "              service: {name: web, port: {number: 80}}\n"
            )
            loader.add(f"{name}.yaml", text.encode(), reported=name == order[0])
        project = loader.project()
        only = Settings(frozenset({"host-path-conflict"}))
        (diagnostic,) = lint(project.workspace, project.report, REGISTRY, only).diagnostics
        return diagnostic.fingerprint

    assert one("shop", "web") == one("web", "shop")


def test_a_baseline_can_be_read_back_and_is_sorted() -> None:
    entries = {Entry("b.yaml", "x", "Ingress ü", "2"), Entry("a.yaml", "y", "", "3"), Entry("a.yaml", "x", "", "1")}
    text = dumps(entries)
    assert loads(text) == entries
    assert [entry["path"] for entry in json.loads(text)["entries"]] == ["a.yaml", "a.yaml", "b.yaml"]
    assert dumps(()) == '{\n  "version": 1,\n  "entries": []\n}\n'
    assert loads(dumps(())) == frozenset()


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2, "entries": []}', '{"version": 1}', '{"version": 1, "entries": [{}]}']
)
def test_what_is_no_baseline(text: str) -> None:
    with pytest.raises(BaselineError):
        loads(text)


def test_accepting_and_forgetting() -> None:
    diagnostics = found(SIMPLE)
    known = [Entry("deploy/a.yaml", d.rule, "", d.fingerprint) for d in diagnostics[1:]]
    after = list(accept(diagnostics, known))
    assert [d.suppression is None for d in after] == [True] + [False] * (len(after) - 1)
    gone, unseen = Entry("a", "x", "", "gone"), Entry("b", "x", "", "unseen")
    assert stale(diagnostics, [*known, gone, unseen], lambda entry: entry.path != "b") == [gone]
    kept = updated(diagnostics, [gone, unseen], "", lambda entry: entry.path != "b")
    assert unseen in kept
    assert gone not in kept
    assert len(kept) == len(diagnostics) + 1


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(SIMPLE.replace("shop", name))
    (tmp_path / ".ingress-lint.yaml").write_text("baseline: base.json\nselect: [host-invalid]\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ("check", "--output-format", "concise", *arguments))


def test_a_baseline_from_writing_to_forgetting(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert check().exit_code == 2  # named by the configuration, and not there
    first = check("--update-baseline")
    assert (first.exit_code, first.stderr) == (
        0,
        "note: `base.json` accepts 4 findings: 4 new, 0 gone\n" + first.stderr.partition("gone\n")[2],
    )
    text = (project / "base.json").read_text()
    assert len(loads(text)) == 4
    assert check().exit_code == 0
    assert check("--update-baseline").exit_code == 0
    assert (project / "base.json").read_text() == text
    (project / "a.yaml").write_text("\n\n" + (project / "a.yaml").read_text() + "    - host: g_h\n")
    (project / "a.yaml").write_text(SIMPLE.replace("shop", "a").replace("c_d", "c.example.com").replace("a_b", "g_h"))
    done = check()
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert "`g_h`" in done.stdout
    assert "note: 2 entries of `base.json` are no longer met; --update-baseline removes them:" in done.stderr
    assert "  a.yaml: Ingress a [host-invalid]" in done.stderr
    assert check("-q").stderr == ""


def test_a_part_of_the_project_forgets_nothing_of_the_rest(project: Path) -> None:
    check("--update-baseline")
    text = (project / "base.json").read_text()
    assert "no longer met" not in check("a.yaml").stderr
    assert check("a.yaml", "--update-baseline").exit_code == 0
    assert check("a.yaml", "--select", "path-type-missing", "--update-baseline").exit_code == 0
    assert set(loads(text)) <= set(loads((project / "base.json").read_text()))


def test_files_that_are_gone_are_forgotten(project: Path) -> None:
    check("--update-baseline")
    (project / "b.yaml").unlink()
    assert "note: 2 entries of `base.json` are no longer met" in check().stderr
    check("--update-baseline")
    assert len(loads((project / "base.json").read_text())) == 2


def test_an_accepted_finding_is_reported_as_suppressed(project: Path) -> None:
    check("--update-baseline")
    done = CliRunner().invoke(cli, ("check", "--show-suppressed", "--output-format", "json"))
    kinds = {d["suppressed"]["kind"] for d in json.loads(done.stdout)["diagnostics"]}
    assert kinds == {"baseline"}


def test_what_cannot_be_read_or_written_is_said(project: Path) -> None:
    (project / "base.json").write_text("[]")
    assert check().exit_code == 2
    assert "`base.json` is no baseline: not a baseline of version 1" in check().stderr
    done = check("--baseline", "missing/base.json", "--update-baseline")
    assert done.exit_code == 2
    assert "baseline `missing/base.json` cannot be written" in done.stderr
    (project / ".ingress-lint.yaml").unlink()
    assert "--update-baseline needs a file" in check("--update-baseline").stderr
