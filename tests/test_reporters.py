"""What is printed: golden reports of one busy folder in every format, and the corners of excerpts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from ingress_lint.bundled import bundled
from ingress_lint.cli import cli
from ingress_lint.finding import Diagnostic, Edit, Fix, Location, Severity, Suppression
from ingress_lint.reporters.excerpt import cut, mark
from ingress_lint.reporters.rendering import finding
from ingress_lint.source import Source, Span
from ingress_lint.terminal import painter, visible, width
from ingress_lint.version import VERSION

HERE = Path(__file__).parent
PACK = HERE / "data" / "pack"
SCHEMA = json.loads(Path(bundled("schemas", "report-v1.json")).read_text(encoding="utf-8"))


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with manifests that have everything a report must cope with."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    shutil.copytree(HERE / "golden" / "busy", tmp_path / "busy")
    monkeypatch.chdir(tmp_path / "busy")
    return tmp_path / "busy"


def check(*arguments: str, text: str | None = None) -> Result:
    given = ("check", "--isolated", "--rules", str(PACK), "--select", "demo", *arguments)
    return CliRunner().invoke(cli, given, input=text)


def report(*arguments: str, text: str | None = None) -> dict:
    """The JSON report, which obeys its schema."""
    content = json.loads(check("--output-format", "json", *arguments, text=text).stdout)
    jsonschema.Draft202012Validator(SCHEMA).validate(content)
    return content


@pytest.mark.parametrize("name", ["full", "concise", "json"])
def test_golden_report(name: str, busy: Path, golden: Callable[[str, str], None]) -> None:
    result = check("--output-format", name, ".")
    assert result.exit_code == 1, result.stderr
    golden(f"busy.{name}.txt", result.stdout.replace(str(busy), "ROOT").replace(VERSION, "VERSION"))


def test_golden_colours(busy: Path, golden: Callable[[str, str], None]) -> None:
    result = check("--color", "always", "legacy.yaml", "--scope", "files")
    golden("colours.full.txt", result.stdout)


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_json_of_the_busy_folder(busy: Path) -> None:
    content = report(".")
    assert content["root"] == str(busy)
    assert [error["kind"] for error in content["errors"]] == ["template"]
    assert content["errors"][0]["path"] == "chart/templates/ingress.yaml"
    counted = {
        name: sum(d["severity"] == name for d in content["diagnostics"]) for name in ("error", "warning", "info")
    }
    assert counted == {name: content["summary"][name] for name in counted}
    assert content["summary"]["fixable"] == counted["error"] > 0
    for diagnostic in content["diagnostics"]:
        text = (busy / diagnostic["path"]).read_bytes().decode()
        if diagnostic["rule"] == "host-shouting":
            line = text.split("\n")[diagnostic["line"] - 1]
            host = line[diagnostic["column"] - 1 : diagnostic["endColumn"] - 1]
            assert f"`{host}`" in diagnostic["message"]
            assert diagnostic["fixes"][0]["edits"][0]["text"] == host.lower()


def test_every_key_of_json_is_always_there(busy: Path) -> None:
    required = SCHEMA["$defs"]["diagnostic"]["required"] + SCHEMA["$defs"]["region"]["required"]
    for diagnostic in report(".")["diagnostics"]:
        assert set(diagnostic) == set(required)


def test_json_does_not_depend_on_the_working_directory(busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (busy / ".git").mkdir()
    (busy / "deep").mkdir()
    files = ("web.yaml", "legacy.yaml")
    inside = report(*files)
    monkeypatch.chdir(busy / "deep")
    outside = report(*(f"../{name}" for name in files))
    assert inside == outside
    assert report(*(str(busy / name) for name in files)) == outside


def test_json_of_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    content = report(".")
    assert (content["diagnostics"], content["errors"], content["summary"]["files"]) == ([], [], 0)


def test_json_of_a_crash_and_of_a_missing_path(busy: Path) -> None:
    content = report("--select", "breaks,host-shouting", "legacy.yaml", "gone.yaml")
    assert [(error["kind"], error["path"]) for error in content["errors"]] == [
        ("unreadable", "gone.yaml"),
        ("crash", None),
    ]
    assert "breaks" in content["errors"][1]["message"]
    assert content["diagnostics"]


def test_json_of_standard_input(busy: Path) -> None:
    text = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{host: LOUD}]}\n"
    assert report("-", text=text)["diagnostics"][0]["path"] == "<stdin>"
    named = report("-", "--stdin-filename", "new/web.yaml", text=text)["diagnostics"][0]
    assert named["path"] == "new/web.yaml"
    assert named["resource"] == {
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "namespace": None, "name": "a",
    }  # fmt: skip


def rendered(source: Source, spans: list[Span], *fixes: Fix, suppression: Suppression | None = None) -> list[str]:
    """A finding about some spans, labelled a, b, c, as it is printed."""
    labels = (chr(97 + i) for i in range(len(spans)))
    locations = tuple(Location(source, span, label, None) for span, label in zip(spans, labels, strict=True))
    found = Diagnostic("x", "g", Severity.ERROR, "wrong", locations, None, (), fixes, "0" * 16, suppression)
    return list(finding(found, painter(color=False)))


def frame(text: str, *spans: tuple[int, int]) -> list[str]:
    """The lines between the gutters of the first frame."""
    lines = rendered(Source("a.yaml", text), [Span(*span) for span in spans])
    return lines[3 : lines.index("  |", 3)]


def test_two_lines_of_context() -> None:
    assert frame("a: 1\nb: 2\nc: 3\nd: 4\n", (15, 16)) == ["2 | b: 2", "3 | c: 3", "4 | d: 4", "  | ^ a"]


def test_context_ends_at_the_document() -> None:
    assert frame("a: 1\n---\nc: 3\n", (9, 10)) == ["3 | c: 3", "  | ^ a"]


def test_places_of_one_file_share_a_frame_with_gaps() -> None:
    text = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\n"
    assert frame(text, (10, 11), (0, 1), (30, 31)) == [
        "1 | a: 1", "  | - b", "2 | b: 2", "3 | c: 3", "  | ^ a", "...", "7 | g: 7", "  | - c",
    ]  # fmt: skip


def test_two_places_on_one_line() -> None:
    assert frame("a: 1\n", (3, 4), (0, 1)) == ["1 | a: 1", "  |    ^ a", "  | - b"]


def test_a_span_of_no_width_at_the_end_of_the_file() -> None:
    assert frame("a: 1\n", (5, 5)) == ["1 | a: 1", "2 |", "  | ^ a"]
    assert frame("a: 1", (4, 4)) == ["1 | a: 1", "  |     ^ a"]
    assert frame("", (0, 0)) == ["1 |", "  | ^ a"]


def test_a_span_over_several_lines_is_underlined_on_its_first() -> None:
    assert frame("a:  \n  b: 1\n  c: 2\n", (0, 17)) == ["1 | a:", "  | ^^ a"]


def test_tabs_wide_and_combining_characters_keep_carets_in_line() -> None:
    for before in ("\t", "日本", "cafe\u0301", "\x1b", "\u202e"):
        line, marked = frame(f"{before}x", (len(before), len(before) + 1))
        assert width(marked.partition("^")[0]) == width(line.partition("x")[0])


def test_nothing_from_a_manifest_reaches_the_terminal_raw() -> None:
    nasty = "\x1b[31m\x07\r\x00\x9b\u202e\u200b\ud800"
    source = Source(nasty, nasty)
    fix = Fix(nasty, (Edit(source, Span(0, 1), nasty),), safe=True)
    locations = (Location(source, Span(0, 3), nasty, None),)
    found = Diagnostic("x", "g", Severity.INFO, nasty, locations, nasty, (nasty,), (fix,), "0" * 16, None)
    text = "\n".join(finding(found, painter(color=False)))
    assert not set(nasty) & set(text) - set("[31m")
    text.encode()


@given(st.text(max_size=300), st.data())
def test_every_excerpt_of_a_line_holds_what_is_marked(text: str, data: st.DataObject) -> None:
    text = text.replace("\n", " ")
    start = data.draw(st.integers(0, len(text)))
    shown, indent = cut(text, start)
    assert width(shown) <= 160
    if text[start : start + 1]:
        marked = visible(text[start])
        # Characters without a width may stand between the column and what is marked there.
        at = [i for i in range(len(shown) + 1) if width(shown[:i]) == indent]
        assert any(shown.startswith(marked, i) for i in at) or width(marked) == 0


@given(st.text(alphabet="a\n\t日 ", max_size=40), st.data())
def test_any_span_can_be_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = mark(Source("a", text), Span(start, end))
    assert found.start < found.end
    assert rendered(Source("a", text), [Span(start, end)])


def fixed(text: str, *edits: tuple[int, int, str]) -> list[str]:
    """The preview of a fix."""
    source = Source("a.yaml", text)
    fix = Fix("mend it", tuple(Edit(source, Span(start, end), new) for start, end, new in edits), safe=True)
    lines = rendered(source, [Span(0, 1)], fix)
    start = lines.index("help: mend it")
    return [line for line in lines[start + 1 :] if not line.startswith("  ")]


def test_a_replacement_is_shown_as_two_lines() -> None:
    assert fixed("a: 1\nb: 2\n", (8, 9, "3")) == ["2 - b: 2", "2 + b: 3"]


def test_an_inserted_line_is_shown_under_the_one_before() -> None:
    assert fixed("a: 1\nb: 2\n", (5, 5, "c: 3\n")) == ["1 | a: 1", "2 + c: 3"]
    assert fixed("a: 1\nb: 2\n", (4, 4, "\nc: 3")) == ["1 | a: 1", "2 + c: 3"]
    assert fixed("a: 1\r\nb: 2\r\n", (6, 6, "c: 3\r\n")) == ["1 | a: 1", "2 + c: 3"]
    assert fixed("a: 1", (4, 4, "\nc: 3")) == ["1 | a: 1", "2 + c: 3"]


def test_a_deleted_line_is_shown_alone() -> None:
    assert fixed("a: 1\nb: 2\n", (5, 10, "")) == ["2 - b: 2"]


def test_edits_of_one_line_are_shown_together() -> None:
    assert fixed("a: 1\n", (3, 4, "2"), (0, 1, "b")) == ["1 - a: 1", "1 + b: 2"]


def test_edits_far_apart_are_shown_apart() -> None:
    assert fixed("a: 1\nb: 2\nc: 3\n", (0, 1, "x"), (10, 11, "y")) == [
        "1 - a: 1", "1 + x: 1", "...", "3 - c: 3", "3 + y: 3",
    ]  # fmt: skip
    assert fixed("a: 1\nb: 2\n", (0, 1, "x"), (5, 6, "y")) == ["1 - a: 1", "2 - b: 2", "1 + x: 1", "2 + y: 2"]


def test_edits_in_another_file_are_named() -> None:
    here, there = Source("a.yaml", "a: 1\n"), Source("b\x1b.yaml", "b: 1\n")
    fix = Fix("mend both", (Edit(here, Span(0, 1), "x"), Edit(there, Span(0, 1), "y")), safe=True)
    lines = rendered(here, [Span(0, 1)], fix)
    start = lines.index("help: mend both") + 2
    assert lines[start : start + 5] == ["1 - a: 1", "1 + x: 1", "  ::: b␛.yaml", "1 - b: 1", "1 + y: 1"]


def test_a_long_preview_is_counted() -> None:
    lines = fixed("a: 1\n", (5, 5, "".join(f"b{i}: 1\n" for i in range(40))))
    assert len(lines) == 13
    assert lines[-1] == "... 29 more lines"


def test_a_suppressed_finding_says_so() -> None:
    why = Suppression("comment", "known")
    assert rendered(Source("a", "a"), [Span(0, 1)], suppression=why)[0] == "error[x]: wrong (suppressed)"
