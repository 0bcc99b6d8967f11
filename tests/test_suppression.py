"""Suppression: what a comment or an annotation covers, and what is said about it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingress_lint import packs
from ingress_lint.chunks import chunks
from ingress_lint.cli import cli
from ingress_lint.directives import directives
from ingress_lint.engine import Settings
from ingress_lint.finding import Diagnostic
from ingress_lint.ignoring import ignore
from ingress_lint.pages import examples
from ingress_lint.loader import Loader
from ingress_lint.selection import selected
from ingress_lint.source import Source
from ingress_lint.suppression import FATAL, OWN
from ingress_lint.tree import plain
from ingress_lint.verdict import verdict

REGISTRY = packs.registry()
HEAD = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {name}\n"
PATHS = """\
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
"""


def manifest(*hosts: str, name: str = "shop", metadata: str = "") -> str:
    rules = "".join(f"    - host: {host}\n{PATHS}" for host in hosts)
    return f"{HEAD.format(name=name)}{metadata}spec:\n  rules:\n{rules}"


def lint(*texts: str, select: tuple[str, ...] = (), complete: bool = True) -> list[Diagnostic]:
    loader = Loader(35)
    for number, text in enumerate(texts):
        loader.add(f"{number}.yaml", text.encode())
    project = loader.project()
    settings = Settings(selected(REGISTRY, select or ("host-invalid", "lint", "suppression-reason-missing")))
    result = verdict(project.workspace, project.report, REGISTRY, settings, complete=complete)
    assert not result.crashes
    return list(result.diagnostics)


def open_ones(found: list[Diagnostic]) -> list[tuple[str, int]]:
    return [(d.rule, d.source.position(d.span.start).line) for d in found if d.suppression is None]


def test_without_a_suppression_the_finding_counts() -> None:
    assert open_ones(lint(manifest("a_b"))) == [("host-invalid", 7)]


@pytest.mark.parametrize(
    "text",
    [
        manifest("a_b  # ingress-lint: ignore[host-invalid] why"),
        manifest("a_b  #ingress-lint:ignore[ host-invalid ]why"),
        manifest("a_b  # other words # ingress-lint: ignore[host-invalid] why"),
        manifest("a_b  # ingress-lint: ignore[api] why"),
        manifest("a_b").replace("    - host", "    # ingress-lint: ignore[host-invalid] why\n    - host"),
        manifest("a_b").replace("  rules:", "  rules:  # ingress-lint: ignore[host-invalid] why"),
        manifest("a_b").replace("  rules:", "  # ingress-lint: ignore[host-invalid] why\n  rules:"),
        manifest("a_b").replace("spec:", "spec:  # ingress-lint: ignore[host-invalid] why"),
        "# ingress-lint: ignore-document[host-invalid] why\n" + manifest("a_b"),
        "# ingress-lint: ignore-document[host-invalid] why\n---\n" + manifest("a_b"),
        "---\n# ingress-lint: ignore-file[host-invalid] why\n" + manifest("a_b"),
        manifest("a_b") + "---\n# ingress-lint: ignore-file[host-invalid] why\n",
        manifest(
            "a_b",
            metadata='  annotations:\n    ingress-lint/ignore: "host-invalid"\n    ingress-lint/ignore-reason: why\n',
        ),
        manifest("a_b").replace("host: a_b", "host:\n        a_b  # ingress-lint: ignore[host-invalid] why"),
        manifest("a_b  # ingress-lint: ignore[host-invalid] why").replace("\n", "\r\n"),
    ],
)
def test_what_is_covered(text: str) -> None:
    found = lint(text)
    assert open_ones(found) == []
    assert [d.suppression.reason for d in found if d.suppression] == ["why"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (manifest("a_b", "c_d  # ingress-lint: ignore[host-invalid] why"), [("host-invalid", 7)]),
        (
            manifest("a_b").replace("    - host", "    - # ingress-lint: ignore[host-invalid] why\n      host"),
            [],
        ),
        (
            "# ingress-lint: ignore[host-invalid] only the entry that follows\n" + manifest("a_b"),
            [("unused-suppression", 1), ("host-invalid", 8)],
        ),
        (
            "# ingress-lint: ignore-document[host-invalid] why\n"
            + manifest("a_b")
            + "---\n"
            + manifest("c_d", name="b"),
            [("host-invalid", 25)],
        ),
        (manifest("a_b").replace("a_b", '"a_b # ingress-lint: ignore[host-invalid] why"'), [("host-invalid", 7)]),
        (
            manifest(
                "a_b", metadata="  annotations:\n    note: |\n      # ingress-lint: ignore-file[host-invalid] why\n"
            ),
            [("host-invalid", 10)],
        ),
        (
            manifest(
                "a_b", metadata="  annotations:\n    note: >-  # ingress-lint: ignore-file[host-invalid] why\n      b\n"
            ),
            [],
        ),
        (
            manifest("a_b").replace("host: a_b", "host: x#ingress-lint: ignore[host-invalid]"),
            [],
        ),
    ],
)
def test_the_edges_of_what_is_covered(text: str, expected: list[tuple[str, int]]) -> None:
    if "x#" in text:  # no comment, but part of a plain value, which YAML then refuses
        assert "host-invalid" not in {d.rule for d in lint(text) if d.suppression}
    else:
        assert open_ones(lint(text)) == expected


def test_an_item_of_a_list_is_covered_by_its_own_annotation_only() -> None:
    def item(name: str, annotations: str) -> str:
        text = manifest("a_b", name=name, metadata=annotations)
        return "- " + text.replace("\n", "\n  ").rstrip() + "\n"

    ignore = "  annotations:\n    ingress-lint/ignore: host-invalid\n"
    text = "apiVersion: v1\nkind: List\nitems:\n" + item("one", ignore) + item("two", "")
    found = lint(text, select=("host-invalid",))
    assert [(d.locations[0].document.name, d.suppression is not None) for d in found] == [("one", True), ("two", False)]


def test_unused_unknown_and_malformed() -> None:
    text = manifest(
        "a.example.com  # ingress-lint: ignore[host-invalid] why",
        "a_b  # ingress-lint: ignore[host-invald] why",
        "b.example.com  # ingress-lint: ignore",
        "c.example.com  # ingress-lint: disable[host-invalid]",
        "a_c  # ingress-lint: ignore[host-invalid]",
    )
    assert open_ones(lint(text)) == [
        ("unused-suppression", 7),
        ("host-invalid", 17),
        ("unknown-rule", 17),
        ("malformed-suppression", 27),
        ("malformed-suppression", 37),
        ("suppression-reason-missing", 47),
    ]
    unknown = next(d for d in lint(text) if d.rule == "unknown-rule")
    assert unknown.message == "suppression of an unknown rule `host-invald`, did you mean `host-invalid`?"


def test_a_rule_that_did_not_run_is_not_called_unused() -> None:
    text = manifest("a.example.com  # ingress-lint: ignore[host-invalid] why")
    assert open_ones(lint(text, select=("path-type-missing", "unused-suppression"))) == []


def test_a_rule_across_objects_is_not_called_unused_in_a_part_of_the_project() -> None:
    text = manifest("a.example.com  # ingress-lint: ignore[host-path-conflict] why")
    select = ("host-path-conflict", "unused-suppression")
    assert open_ones(lint(text, select=select)) == [("unused-suppression", 7)]
    assert open_ones(lint(text, select=select, complete=False)) == []


def test_one_side_of_a_finding_with_two_places_is_enough() -> None:
    ignored = manifest("a.example.com  # ingress-lint: ignore[host-path-conflict] why", name="one")
    ignored = ignored.replace("- path: /", "- path: /  # ingress-lint: ignore[host-path-conflict] why")
    for texts in ((ignored, manifest("a.example.com", name="two")), (manifest("a.example.com", name="two"), ignored)):
        found = [d for d in lint(*texts, select=("host-path-conflict",))]
        assert [d.suppression is not None for d in found] == [True]


def test_an_unused_suppression_can_be_suppressed() -> None:
    text = manifest("a.example.com  # ingress-lint: ignore[host-invalid] why")
    assert open_ones(lint("# ingress-lint: ignore-file[unused-suppression] later\n" + text)) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a.example.com  # ingress-lint: ignore[host-invalid] why", "a.example.com"),
        (
            "a_b  # ingress-lint: ignore[host-invalid, path-type-missing] why",
            "a_b  # ingress-lint: ignore[host-invalid] why",
        ),
        (
            "a_b  # ingress-lint: ignore[path-type-missing, host-invalid] why",
            "a_b  # ingress-lint: ignore[host-invalid] why",
        ),
        ("a.example.com  # ours # ingress-lint: ignore[host-invalid] why", "a.example.com  # ours"),
    ],
)
def test_the_fix_deletes_the_comment(before: str, after: str) -> None:
    select = ("host-invalid", "path-type-missing", "unused-suppression")
    text = manifest(before)
    (found,) = [d for d in lint(text, select=select) if d.rule == "unused-suppression"]
    (fix,) = found.fixes
    assert fix.safe
    (edit,) = fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == manifest(after)


def test_the_fix_deletes_the_line_of_a_comment_on_its_own() -> None:
    text = manifest("a.example.com")
    marked = text.replace("    - host", "    # ingress-lint: ignore[host-invalid] why\n    - host")
    (found,) = lint(marked)
    (edit,) = found.fixes[0].edits
    assert marked[: edit.span.start] + marked[edit.span.end :] == text


def test_suppressions_in_text_that_cannot_be_read_cover_their_line_and_are_not_judged() -> None:
    text = manifest("a.example.com") + "  broken: [  # ingress-lint: ignore[host-invalid] why\n"
    assert "unused-suppression" not in {d.rule for d in lint(text)}
    ignored = "# ingress-lint: ignore-file[yaml-syntax] generated\n" + text
    found = lint(ignored, select=("yaml-syntax",))
    assert len(open_ones(found)) == 1, "no comment hides that a file cannot be read"
    assert ignore(found[0].source, found, "for now") == (ignored, tuple(found))


def test_a_text_without_the_mark_is_not_parsed_again() -> None:
    assert list(directives(Source("a.yaml", "a: [broken"))) == []


@pytest.mark.parametrize(
    "text",
    [
        manifest("a_b"),
        manifest("a_b", "c_d"),
        manifest("a_b").replace("\n", "\r\n"),
        manifest("a_b  # a comment"),
        manifest("a_b  # ingress-lint: ignore[path-type-missing] kept"),
        manifest("a_b").replace("host: a_b", 'host: "a_b\n\n        c"'),
        manifest("a_b").replace("host: a_b", "host: |\n        a_b"),
        manifest("a_b").replace("    - host: a_b\n", "    - {host: a_b,\n       http: {}}\n").replace(PATHS, ""),
        manifest("a_b") + "---\n" + manifest("c_d", name="other"),
        "# a file\n" + manifest("a_b").rstrip("\n"),
    ],
)
def test_ignores_are_added_where_they_hold_and_change_nothing_else(text: str) -> None:
    before = [d for d in lint(text, select=("host-invalid",))]
    assert before
    done = ignore(before[0].source, before, "for now")
    assert done.left == ()
    after = lint(done.text, select=("host-invalid",))
    assert len(after) == len(before)
    assert {d.suppression.reason for d in after if d.suppression} <= {"for now", "kept"}
    assert open_ones(after) == []
    assert values(done.text) == values(text)


def values(text: str) -> list[object]:
    return [plain(chunk.root) for chunk in chunks(text) if chunk.root is not None]


def test_where_no_comment_can_stand_the_text_stays() -> None:
    text = json.dumps(plain(next(chunks(manifest("a_b"))).root))
    found = lint(text, select=("host-invalid",))
    done = ignore(found[0].source, found, "for now")
    assert done.text == text
    assert list(done.left) == found


BROKEN_BEHIND = manifest("a_b  # ingress-lint: ignore", "c_d  # ingress-lint: ignore[host-invald]") + "---\na: [\n"


@pytest.mark.parametrize(
    "text",
    [
        BROKEN_BEHIND,
        BROKEN_BEHIND.replace("---\n", ""),
        manifest("a_b  # ingress-lint: ignore", "c_d  # ingress-lint: ignore[host-invald] typo"),
        manifest("a_b  # ingress-lint: ignore[] empty", "c_d", "e_f  # ingress-lint: ignore"),
    ],
)
@pytest.mark.parametrize("reason", ["r", "backlogs", "nine char", "why not " * 9])
def test_ignores_are_added_to_texts_with_comments_that_are_wrong_themselves(text: str, reason: str) -> None:
    before = [d for d in lint(text) if d.suppression is None]
    done = ignore(before[0].source, before, reason)
    assert values(done.text) == values(text)
    left = iter(done.text.split("\n"))
    assert all(any(new.startswith(line.rpartition("]")[0] or line) for new in left) for line in text.split("\n"))
    assert {d.rule for d in done.left} <= {*OWN, *FATAL}
    assert len([d for d in lint(done.text) if d.suppression is None]) <= len(done.left)


def test_findings_of_a_line_share_a_comment() -> None:
    text = manifest("a_b")
    (found,) = lint(text, select=("host-invalid",))
    done = ignore(found.source, [found, found._replace(rule="path-type-missing")], "for now")
    assert "a_b  # ingress-lint: ignore[host-invalid, path-type-missing] for now\n" in done.text


def test_the_command_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(manifest("a_b"))
    given = ("check", "--isolated", "--select", "host-invalid", "a.yaml")
    done = CliRunner().invoke(cli, (*given, "--add-ignores", "for now"))
    assert (done.exit_code, done.stderr) == (0, "suppressed 1 finding in 1 file\n")
    assert (tmp_path / "a.yaml").read_text() == manifest("a_b  # ingress-lint: ignore[host-invalid] for now")
    assert CliRunner().invoke(cli, given).exit_code == 0
    shown = CliRunner().invoke(cli, (*given, "--show-suppressed", "--output-format", "json"))
    (found,) = json.loads(shown.stdout)["diagnostics"]
    assert found["suppressed"] == {"kind": "comment", "reason": "for now", "path": "a.yaml", "line": 7}
    assert json.loads(CliRunner().invoke(cli, (*given, "--output-format", "json")).stdout)["summary"]["suppressed"] == 1


FLOW = (
    "{apiVersion: networking.k8s.io/v1, kind: Ingress, metadata: {name: a}, spec: {rules: "
    "[{host: a_b, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: a, port: {number: 80}}}}]}}]}}"
)


def test_a_document_in_flow_style_takes_a_comment() -> None:
    for text in (f"{FLOW}\n", FLOW, FLOW.replace(", spec", ",\n spec"), f"{FLOW}\n---\n{FLOW}\n"):
        found = lint(text, select=("host-invalid",))
        done = ignore(found[0].source, found, "for now")
        assert done.left == ()
        assert done.text.count("# ingress-lint: ignore[host-invalid] for now") == len(found) > 0
        assert not [d for d in lint(done.text, select=("host-invalid",)) if d.suppression is None]


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.json").write_text(json.dumps(plain(next(chunks(manifest("a_b"))).root)))
    given = ("check", "--isolated", "--select", "host-invalid", "a.json")
    done = CliRunner().invoke(cli, (*given, "--add-ignores", "for now"))
    assert done.exit_code == 2
    assert "no comment can stand here for `host-invalid`" in done.stderr


@pytest.mark.parametrize("name", sorted(REGISTRY.cards))
def test_every_finding_of_every_page_can_be_suppressed(name: str) -> None:
    """One comment more, nothing else said, and the finding no longer counts: whatever the rule points at."""
    for example in examples(REGISTRY.load(name).page):
        before = [d for d in lint(example.text, select=(name,)) if d.suppression is None and d.rule == name]
        if not before or name in (*OWN, *FATAL):
            continue
        done = ignore(before[0].source, before, "for now")
        assert done.left == () or example.text.lstrip().startswith("{")
        after = lint(done.text, select=(name,))
        assert [d for d in after if d.suppression is None] == [] or done.left
        assert len(after) >= len(before)
