"""Formats for machines: each obeys its description with nothing, much, foreign letters and a crashed rule in it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from ingress_lint.cli import cli
from ingress_lint.reporters import github
from ingress_lint.reporters.line_hash import line_hashes

SCHEMAS = Path(__file__).parent / "schemas"
HEAD = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: shop\nspec:\n  rules:\n"
LOUD = '''"""A host is quiet."""
from ingress_lint import Edit, Finding, Fix, Ingress, Place, Severity, rule

@rule(Severity.ERROR, on=Ingress)
def host_loud(ingress, workspace):
    for number, given in enumerate(ingress.rules):
        if given.host == "CRASH":
            raise ValueError("a [mistake](1) of\\nthe rule: 50% ]]>")
        if given.host.isupper():
            place = Place(ingress.document, (*given.at, "host"), "loud [label](2)")
            other = Place(ingress.document, ("metadata", "name"), "the name")
            level = (Severity.ERROR, Severity.WARNING, Severity.INFO)[number % 3]
            yield Finding((place, other), f"host `{given.host}` is loud: 100%, see [x](http://e)", severity=level)
'''
HOSTS = {
    "nothing": ["quiet.example.com"],
    "foreign": ["ÜBER", "ДОМ", "家😀A", 'A"<&>]]>', "A%,:B"],
    "crash": ["LOUD", "CRASH"],
    "many": [f"H{number}" for number in range(10_000)],
}


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "rules" / "demo").mkdir(parents=True)
    (tmp_path / "rules" / "demo" / "host_loud.py").write_text(LOUD, encoding="utf-8")
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(here: Path, hosts: list[str], *arguments: str, name: str = "shop.yaml") -> Result:
    text = HEAD + "".join(f"    - host: {json.dumps(host, ensure_ascii=False)}\n" for host in hosts)
    (here / name).write_text(text, encoding="utf-8")
    given = ("check", "--isolated", "--scope", "files", "--rules", "rules", "--select", "host-loud", name)
    return CliRunner().invoke(cli, (*given, *arguments))


@pytest.fixture(params=HOSTS)
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def expected(case: str) -> int:
    return {"nothing": 0, "foreign": 5, "crash": 1, "many": 10_000}[case]


def test_sarif(here: Path, case: str) -> None:
    done = check(here, HOSTS[case], "--output-format", "sarif", name="ein Laden ü.yaml")
    log = json.loads(done.stdout)
    schema = json.loads((SCHEMAS / "sarif.json").read_text(encoding="utf-8"))
    (run,) = log["runs"]
    results = run["results"]
    assert len(results) == expected(case)
    shapes = {tuple(result) for result in results}
    run["results"] = results[:500]  # those of a kind look alike
    assert shapes == {tuple(result) for result in run["results"]}
    jsonschema.Draft7Validator(schema).validate(log)
    run["results"] = results
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    prints = [result["partialFingerprints"]["ingressLint/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints)
    assert run["invocations"][0]["executionSuccessful"] is (case != "crash")
    notes = [note["message"]["text"] for note in run["invocations"][0]["toolExecutionNotifications"]]
    assert any("crashed" in note for note in notes) is (case == "crash")
    for result in run["results"][:5]:
        assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "ein%20Laden%20%C3%BC.yaml"
        assert result["message"]["text"].endswith("[the name](1)")
        assert "\\[x\\](http://e)" in result["message"]["text"]
        assert [place["id"] for place in result["relatedLocations"]] == [1]


def test_sarif_columns_are_code_points(here: Path) -> None:
    (run,) = json.loads(check(here, ["家😀A"], "--output-format", "sarif").stdout)["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 7, "startColumn": 13, "endLine": 7, "endColumn": 18}
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_says_what_github_will_not_show(here: Path) -> None:
    (run,) = json.loads(check(here, HOSTS["many"], "--output-format", "sarif").stdout)["runs"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "10000 results: GitHub shows the 5000 most severe ones"
    levels = [("error", "warning", "note").index(result["level"]) for result in run["results"]]
    assert levels == sorted(levels)


def test_sarif_leaves_out_what_github_refuses(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingress_lint.reporters.sarif.SHOWN", 2)
    monkeypatch.setattr("ingress_lint.reporters.sarif.MOST", 3)
    (run,) = json.loads(check(here, list("ABCDE"), "--output-format", "sarif").stdout)["runs"]
    assert [result["level"] for result in run["results"]] == ["error", "error", "warning"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].endswith("; the 2 after them are left out of this file")


def test_sarif_suppressions_carry_their_reason(here: Path) -> None:
    text = HEAD + "    - host: LOUD  # ingress-lint: ignore[host-loud] agreed\n    - host: LAUT\n"
    (here / "a.yaml").write_text(text)
    given = ("check", "--isolated", "--rules", "rules", "--select", "host-loud", "a.yaml", "--output-format", "sarif")
    (run,) = json.loads(CliRunner().invoke(cli, given).stdout)["runs"]
    assert len(run["results"]) == 1
    (run,) = json.loads(CliRunner().invoke(cli, (*given, "--show-suppressed")).stdout)["runs"]
    found = [result.get("suppressions") for result in run["results"]]
    assert found == [[{"kind": "inSource", "status": "accepted", "justification": "agreed"}], None]


def test_sarif_fixes_and_help(here: Path) -> None:
    (here / "a.yaml").write_text(HEAD + "    - host: a.example.com  # ingress-lint: ignore[host-loud] agreed\n")
    given = ("--isolated", "--rules", "rules", "--select", "host-loud,unused-suppression", "--output-format", "sarif")
    log = json.loads(CliRunner().invoke(cli, ("check", *given, "a.yaml")).stdout)
    jsonschema.Draft7Validator(json.loads((SCHEMAS / "sarif.json").read_text(encoding="utf-8"))).validate(log)
    (run,) = log["runs"]
    (change,) = run["results"][0]["fixes"][0]["artifactChanges"]
    (replacement,) = change["replacements"]
    assert change["artifactLocation"] == run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert replacement["insertedContent"] == {"text": ""}
    assert replacement["deletedRegion"]["startColumn"] == len("    - host: a.example.com") + 1
    (rule,) = run["tool"]["driver"]["rules"]
    assert "```yaml" in rule["help"]["markdown"]
    assert "# expect" not in rule["help"]["markdown"]


@pytest.mark.parametrize(
    ("text", "hashes"),
    [
        ("", ["c129715d7a2bc9a3:1"]),
        (" a\nb\n  \t\tc\n d", ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]),
        (
            "alpha\nbeta\nalpha\n",
            ["8d07ce75f7b3af45:1", "ca140c3f893ffa65:1", "26f09ff008857193:1", "c129715d7a2bc9a3:1"],
        ),
        (
            " hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n",
            ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1"]
            + ["b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"],
        ),
        (
            " hello; \t\r\nworld!!!\r\r\r  \t\tGreetings\r End\r",
            ["e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1"]
            + ["b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"],
        ),
    ],
)
def test_line_hashes_are_those_of_the_upload_action(text: str, hashes: list[str]) -> None:
    assert list(line_hashes(text)) == hashes


def test_equal_lines_are_counted() -> None:
    assert [value.partition(":")[2] for value in line_hashes("x\n" * 200)][:3] == ["1", "2", "3"]


COMMAND = re.compile(r"::(error|warning|notice) ((?:\w+=[^,:\r\n]*,?)+)::([^\r\n]+)")


def test_github(here: Path, case: str) -> None:
    lines = check(here, HOSTS[case], "--output-format", "github").stdout.splitlines()
    commands = [COMMAND.fullmatch(line) for line in lines]
    assert all(commands), lines
    assert len(lines) == expected(case) + (case == "crash")
    for found in commands[:20]:
        assert found is not None
        properties = dict(pair.split("=") for pair in found[2].split(","))
        assert properties.keys() <= {"file", "line", "endLine", "col", "endColumn", "title"}
        if found[1] != "error" or case != "crash":
            assert properties["file"] == "shop.yaml"


def test_github_says_what_is_only_in_the_log(here: Path) -> None:
    lines = check(here, HOSTS["many"], "--output-format", "github").stdout.splitlines()
    levels = [line.split()[0] for line in lines]
    assert levels == sorted(levels, key=["::error", "::warning", "::notice"].index)
    assert lines[github.PER_LEVEL - 1].endswith("(3324 more of this severity in the log)")
    assert sum("more of this severity" in line for line in lines) == 3


def test_github_escapes() -> None:
    line = github.command("error", {"file": "a,b:c%.yaml", "title": "x\ny"}, "50%\r\nnext ::error::no \x1b[31m")
    assert line == "::error file=a%2Cb%3Ac%25.yaml,title=x%0Ay::50%25%0D%0Anext ::error::no \\u001b[31m\n"


def test_gitlab(here: Path, case: str) -> None:
    done = check(here, HOSTS[case], "--output-format", "gitlab")
    issues = json.loads(done.stdout)
    jsonschema.Draft7Validator(json.loads((SCHEMAS / "gitlab.json").read_text(encoding="utf-8"))).validate(issues)
    assert len(issues) == expected(case) == len({issue["fingerprint"] for issue in issues})
    assert not done.stdout.startswith("\ufeff")
    assert done.exit_code == {"nothing": 0, "crash": 2}.get(case, 1)


def test_junit(here: Path, case: str) -> None:
    root = ElementTree.fromstring(check(here, HOSTS[case], "--output-format", "junit").stdout)
    described = json.loads((SCHEMAS / "junit.json").read_text(encoding="utf-8"))
    for element in root.iter():
        allowed = described[element.tag]
        assert set(allowed["required"]) <= set(element.keys()) <= set(allowed["attributes"]), element.attrib
        assert {child.tag for child in element} <= set(allowed["children"])
        assert allowed["text"] or not (element.text or "").strip()
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if name in element.attrib:
                assert int(element.attrib[name]) == sum(1 for _ in element.iter(tag)), name
    assert len(root.findall(".//failure")) == expected(case)
    assert len(root.findall(".//error")) == (case == "crash")
    if case == "nothing":
        assert [found.attrib["name"] for found in root.iter("testcase")] == ["clean"]


def test_junit_shows_what_xml_cannot_hold(here: Path) -> None:
    done = check(here, ["A\x01\x85\ufffeB"], "--output-format", "junit")
    messages = [found.attrib["message"] for found in ElementTree.fromstring(done.stdout).iter("failure")]
    assert all("\x01" not in message for message in messages)


def test_statistics(here: Path) -> None:
    done = check(here, ["A", "B", "c"], "--statistics")
    lines = done.stdout.splitlines()
    assert lines[:3] == ["COUNT  RULE       SEVERITY  FIXABLE", "    2  host-loud  error     -", ""]
    assert lines[3:] == ["Found 1 error, 1 warning in 1 of 1 file"]
    assert done.exit_code == 1
    assert check(here, ["A", "B", "c"], "--statistics", "--quiet").stdout.splitlines() == lines[:2]
    assert check(here, ["a"], "--statistics").stdout == "All clean: 1 file, 1 Ingress\n"


def test_several_reports_in_one_run(here: Path) -> None:
    done = check(here, ["A"], *(f"--output-format={form}" for form in ("full", "sarif=out.sarif", "junit=out.xml")))
    assert done.stdout.startswith("error[host-loud]")
    assert len(json.loads((here / "out.sarif").read_text())["runs"][0]["results"]) == 1
    assert ElementTree.fromstring((here / "out.xml").read_text()).attrib["failures"] == "1"
    for twice in (("sarif", "json"), ("sarif=a", "json=a")):
        assert check(here, ["A"], *(f"--output-format={form}" for form in twice)).exit_code == 2


def test_a_format_of_a_plugin(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "my_formats.py").write_text(
        "from ingress_lint import hookimpl\n"
        "@hookimpl\n"
        "def ingress_lint_reporters():\n"
        "    return {'count': lambda run, out: out.write(f'{len(run.counted)} findings in {run.relative(\"shop.yaml\")}')}\n"
    )
    monkeypatch.syspath_prepend(str(here))
    done = check(here, ["A", "B"], "--plugin", "my_formats", "--output-format", "count", "--output-format", "sarif=out")
    assert done.stdout == "2 findings in shop.yaml"
    assert done.exit_code == 1
    assert "did you mean `count`?" in check(here, ["A"], "--plugin", "my_formats", "--output-format", "cout").stderr
