"""The command line as a user calls it: options, exit codes, streams, and the smaller commands."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingress_lint.cli import cli
from ingress_lint.cli.outputs import colored
from ingress_lint.pages import examples
from ingress_lint.version import VERSION

PACK = Path(__file__).parent / "data" / "pack"
PAGE = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
spec:
  rules:
    - host: {host}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a loud and a quiet Ingress, outside any repository, and no colour variables."""
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "loud.yaml").write_text(PAGE.format(host="SHOP"))
    (tmp_path / "quiet.yaml").write_text(PAGE.format(host="shop.example.com").replace("web", "quiet"))
    return tmp_path


def run(*arguments: str, text: str | None = None, **environment: str) -> Result:
    return CliRunner().invoke(cli, arguments, input=text, env=environment)


def check(*arguments: str, text: str | None = None, **environment: str) -> Result:
    """`check` with the rule of the demonstration that loud hosts meet."""
    given = ("check", "--isolated", "--rules", str(PACK), "--output-format", "concise", *arguments)
    select = () if "--select" in arguments or "INGRESS_LINT_SELECT" in environment else ("--select", "host-shouting")
    return run(*given, *select, text=text, **environment)


def process(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ingress_lint", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)


def test_exit_codes() -> None:
    assert check("quiet.yaml").exit_code == 0
    assert check("loud.yaml").exit_code == 1
    assert check("quiet.yaml", "gone.yaml").exit_code == 2
    assert check("loud.yaml", "--select", "breaks").exit_code == 2
    assert check("loud.yaml", "--output-format", "xml").exit_code == 2


@pytest.mark.parametrize(
    ("severity", "fail_on", "code"),
    [
        ("host-shouting", "error", 1),
        ("host-shouting", "never", 0),
        ("host-shared", "error", 0),
        ("host-shared", "warning", 1),
        ("host-shared", "info", 1),
        ("host-shared", "never", 0),
    ],
)
def test_fail_on(here: Path, severity: str, fail_on: str, code: int) -> None:
    (here / "twice.yaml").write_text(PAGE.format(host="shop").replace("web", "other"))
    result = check(".", "--select", severity, "--fail-on", fail_on)
    assert severity in result.stdout
    assert result.exit_code == code


def test_no_paths_means_the_working_directory() -> None:
    result = check()
    assert result.stdout == "loud.yaml:7:13: error: host `SHOP` shouts; lower case is enough [host-shouting]\n"


def test_several_reports_of_one_run(here: Path) -> None:
    result = check("loud.yaml", "--output-format", "json=report.json", "--output-format", "full=report.txt")
    assert result.stdout.count("\n") == 1
    assert json.loads((here / "report.json").read_text())["summary"]["error"] == 1
    assert "^^^^ in capitals" in (here / "report.txt").read_text()
    assert "Found 1 error in 1 of 1 file" in result.stderr


def test_reports_must_not_share_a_stream() -> None:
    result = check("loud.yaml", "--output-format", "json")
    assert result.exit_code == 2
    assert "standard output" in result.stderr


def test_a_report_does_not_overwrite_a_manifest(here: Path) -> None:
    (here / "link.yaml").symlink_to("loud.yaml")
    before = (here / "loud.yaml").read_text()
    for file in ("loud.yaml", "./loud.yaml", "link.yaml"):
        result = check("--output-format", f"json={file}", ".")
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"error: `{file}` is a manifest: a report written there would overwrite it" in result.stderr
    assert (here / "loud.yaml").read_text() == before


def test_a_report_takes_the_place_of_the_last_one(here: Path) -> None:
    for _ in range(2):
        assert check("--output-format", "json=report.json", ".").exit_code == 1
    assert json.loads((here / "report.json").read_text())["diagnostics"]


def test_a_report_that_cannot_be_written() -> None:
    result = check("loud.yaml", "--output-format", "json=missing/report.json")
    assert result.exit_code == 2
    assert "`missing/report.json` cannot be written" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "suggestion"),
    [
        (("--output-format", "cncise"), "`concise`"),
        (("--select", "host-shoutin"), "`host-shouting`"),
        (("--ignore", "dmo"), "`demo`"),
        (("--fail-on", "eror"), "`error`"),
        (("--color", "alwys"), "`always`"),
        (("--scope", "file"), "`files`"),
        (("--kubernetes-version", "1.99"), "`1.36`"),
        (("--kubernetes-version", "v1.3.1"), "`1.18`"),
        (("--exclude", "[z-a]"), "bad character range"),
        (("--exclude", "a/[b"), "a `[` without its `]`"),
        (("--default-namespace", "Shop"), "`Shop` is no name of a namespace: it has an upper-case `S`"),
        (("--add-ignores", " "), "a suppression needs a reason"),
        (("--slect", "demo"), "--select"),
        (("quite.yaml",), "`quiet.yaml`"),
    ],
)
def test_mistakes_get_a_suggestion(arguments: tuple[str, ...], suggestion: str) -> None:
    given = ("check", "--isolated", "--rules", str(PACK), "loud.yaml", *arguments)
    result = run(*given)
    assert result.exit_code == 2
    assert suggestion in result.stderr


@pytest.mark.parametrize("version", ["1.17", "1.37", "2.20", "1", "1.x", "latest"])
def test_releases_we_do_not_know_are_refused(version: str) -> None:
    result = check("quiet.yaml", "--kubernetes-version", version)
    assert result.exit_code == 2
    assert "1.18 to 1.36" in result.stderr


@pytest.mark.parametrize("version", ["1.30", "v1.30", "1.30.2", "v1.30.2", "v1.30.14-gke.1", "1.30.2+k3s1"])
def test_releases_may_be_written_as_kubectl_prints_them(version: str) -> None:
    assert 'kubernetes-version: "1.30"' in run("config", "show", "--isolated", "--kubernetes-version", version).stdout


@pytest.mark.parametrize("command", ["check", "routes", "resolve"])
def test_help_names_the_scopes(command: str) -> None:
    text = " ".join(run(command, "--help").stdout.split())
    assert "`files`" in text
    assert "`project`" in text


def test_unknown_commands_get_a_suggestion() -> None:
    result = run("chck")
    assert result.exit_code == 2
    assert "check" in result.stderr


def test_lists_take_commas_and_repeat() -> None:
    assert check("loud.yaml", "--select", "host-shared,host-shouting").exit_code == 1
    assert check("loud.yaml", "--select", "host-shared", "--select", "host-shouting").exit_code == 1
    assert check("loud.yaml", "--select", "demo", "--ignore", "host-shouting, note-suspicious").exit_code == 0


def test_options_can_come_from_the_environment() -> None:
    assert check("loud.yaml", INGRESS_LINT_SELECT="host-shared").exit_code == 0
    assert check("loud.yaml", INGRESS_LINT_FAIL_ON="never").exit_code == 0
    assert check("loud.yaml", "--fail-on", "error", INGRESS_LINT_FAIL_ON="never").exit_code == 1


def test_standard_input() -> None:
    text = PAGE.format(host="SHOP")
    assert check("-", text=text).stdout.startswith("<stdin>:7:13: error:")
    assert check("-", "--stdin-filename", "a/b.yaml", text=text).stdout.startswith("a/b.yaml:7:13: error:")


def test_standard_input_stands_in_for_the_file_it_names() -> None:
    result = check("-", "--stdin-filename", "loud.yaml", text=PAGE.format(host="shop.example.org"))
    assert (result.exit_code, result.stdout) == (0, "")


def test_nothing_to_lint_is_said(here: Path) -> None:
    (here / "empty").mkdir()
    (here / "empty.yaml").write_text("")
    for path in ("empty", "empty.yaml"):
        result = check(path)
        assert (result.exit_code, result.stdout) == (0, "")
        assert result.stderr.startswith("note: no ")


def test_a_run_that_meets_no_ingress_ends_early_and_says_the_same(here: Path) -> None:
    (here / "other.yaml").write_text("kind: ConfigMap\n")
    short = run("check", "--isolated", "other.yaml")
    long = run("check", "--isolated", "--select", "default", "other.yaml")
    assert (short.exit_code, short.stdout, short.stderr) == (long.exit_code, long.stdout, long.stderr)
    assert short.stderr == "note: no Ingress in 1 file\n"


def test_a_clean_run_prints_one_line() -> None:
    result = run("check", "--isolated", "--rules", str(PACK), "--select", "host-shouting", "quiet.yaml")
    assert result.stdout == "All clean: 1 file, 1 Ingress\n"
    assert result.stderr == ""


def test_quiet_leaves_only_findings_and_errors(here: Path) -> None:
    (here / "chart.yaml").write_text("kind: Ingress\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n")
    result = run(
        "check", "--isolated", "--rules", str(PACK), "--select", "host-shouting", "-q", "quiet.yaml", "chart.yaml"
    )
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert "gone.yaml" in check("-q", "gone.yaml").stderr


def test_what_was_not_linted_is_said(here: Path) -> None:
    (here / "chart.yaml").write_text("kind: Ingress\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n")
    result = check(".", "gone.yaml")
    assert result.exit_code == 2
    assert "error: gone.yaml: no such file or directory" in result.stderr
    assert "note: 1 template not linted (Helm, ytt): lint what it renders" in result.stderr
    assert "  chart.yaml\n" in result.stderr
    assert "loud.yaml" in result.stdout


YTT = """\
#@ load("@ytt:data", "data")
#@overlay/match by=overlay.all
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: #@ data.values.name
"""


@pytest.mark.parametrize("line", [0, 1, 5])
def test_each_mark_of_ytt_makes_a_template(here: Path, line: int) -> None:
    lines = YTT.splitlines()
    marks = {0, 1, 5} - {line}
    (here / "source.yaml").write_text("\n".join("" if i in marks else text for i, text in enumerate(lines)))
    result = check("source.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr.startswith("note: 1 template not linted (Helm, ytt): lint what it renders:\n  source.yaml\n")


def test_of_a_template_alone_it_is_not_said_that_it_holds_no_ingress(here: Path) -> None:
    (here / "chart.yaml").write_text("kind: Ingress\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n")
    assert "no Ingress" not in check("chart.yaml").stderr
    (here / "other.yaml").write_text("kind: ConfigMap\n")
    assert "no Ingress in 2 files" in check("chart.yaml", "other.yaml").stderr


def test_a_comment_is_no_template(here: Path) -> None:
    (here / "loud.yaml").write_text("#@todo: mail a#@b\n" + PAGE.format(host="SHOP"))
    assert "host-shouting" in check("loud.yaml").stdout


def test_an_overlay_that_is_not_built_is_said(here: Path) -> None:
    (here / "kustomization.yaml").write_text("resources: [quiet.yaml]\npatches: [{path: patch.yaml}]\n")
    said = "note: 1 kustomize overlay is not built: lint what `kustomize build` prints to see it patched\n"
    assert said in check(".").stderr
    assert check(".", "-q").stderr == ""
    assert "kustomize" not in check("quiet.yaml").stderr
    (here / "kustomization.yaml").write_text("resources: [quiet.yaml]\n")
    assert "kustomize" not in check(".").stderr


def test_services_of_which_nothing_is_known_are_named(here: Path) -> None:
    path = "      - {{path: /{0}, pathType: Prefix, backend: {{service: {{name: {0}, port: {{number: 80}}}}}}}}\n"
    head = PAGE.format(host="a.example.com") + "      http:\n        paths:\n"
    (here / "one.yaml").write_text(head + "    " + path.format("web"))
    assert (
        "note: nothing is known of Service `web` here: that is fine if it is deployed from elsewhere; "
        "`complete: true` in `projects:` of the configuration makes it an error\n"
    ) in check("one.yaml").stderr
    (here / "more.yaml").write_text(head + "".join("    " + path.format(name) for name in ("d", "c", "b", "a", "b")))
    said = check("more.yaml").stderr
    assert "known of Services `a`, `b`, `c` and 1 more here: that is fine if they are deployed" in said
    bucket = path.replace("service: {{name: {0}, port: {{number: 80}}}}", "resource: {{kind: Bucket, name: {0}}}")
    (here / "bucket.yaml").write_text(head + "    " + bucket.format("icons"))
    assert "known of Bucket `icons` here: that is fine if it is deployed" in check("bucket.yaml").stderr
    (here / "both.yaml").write_text(head + "".join("    " + line.format("web") for line in (path, bucket)))
    assert "known of Service `web`, Bucket `web` here: that is fine if they are" in check("both.yaml").stderr


def test_a_crashed_rule_is_named_and_the_rest_reported() -> None:
    result = check("loud.yaml", "--select", "breaks", "--select", "host-shouting")
    assert result.exit_code == 2
    assert "rule `breaks` crashed on loud.yaml (Ingress web): RuntimeError: on␛[31m purpose" in result.stderr
    assert "host-shouting" in result.stdout


def test_a_path_is_neutralised(here: Path) -> None:
    (here / "a\x1b[31m\n::error::b.yaml").write_text(PAGE.format(host="SHOP"))
    result = check(".")
    assert "\x1b" not in result.stdout
    assert result.stdout.startswith("a␛[31m␊::error::b.yaml:7:13: error:")


@pytest.mark.parametrize(
    ("option", "environment", "terminal", "expected"),
    [
        (None, {}, False, False),
        (None, {"TERM": "xterm"}, True, True),
        (None, {"TERM": "dumb"}, True, False),
        (None, {"TERM": "xterm", "NO_COLOR": "1"}, True, False),
        (None, {"TERM": "xterm", "NO_COLOR": ""}, True, True),
        (None, {"FORCE_COLOR": "1"}, False, True),
        (None, {"FORCE_COLOR": "0"}, False, False),
        (None, {"CLICOLOR_FORCE": "1"}, False, True),
        (None, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1", "TERM": "xterm"}, True, False),
    ],
)
def test_colour(
    monkeypatch: pytest.MonkeyPatch, option: str | None, environment: dict[str, str], terminal: bool, expected: bool
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert colored(option) is expected


def test_machine_formats_are_never_coloured() -> None:
    result = run("check", "--isolated", "--color", "always", "--output-format", "json", "loud.yaml", FORCE_COLOR="1")
    assert "\x1b" not in result.stdout
    assert "\x1b" in check("--color", "always", "loud.yaml").stdout


def test_a_terminal_gets_colour() -> None:
    reader, writer = pty.openpty()
    command = [sys.executable, "-m", "ingress_lint", "check", "--isolated", "--select", "host-invalid", "quiet.yaml"]
    subprocess.run(command, stdout=writer, check=True, env={**os.environ, "TERM": "xterm"})
    assert os.read(reader, 1000).startswith(b"\x1b[1m")


def test_a_closed_pipe_ends_quietly(here: Path) -> None:
    (here / "many.yaml").write_text("---\n".join(PAGE.format(host=f"SHOP{i}") for i in range(500)))
    running = process("check", "--isolated", "--rules", str(PACK), "--select", "host-shouting", "many.yaml")
    assert running.stdout and running.stderr
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    assert running.wait() == 141


@pytest.mark.parametrize("command", [("resolve", "http://a/", "quiet.yaml"), ("rules",), ("explain", "host-invalid")])
def test_a_closed_pipe_ends_every_command_quietly(command: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([sys.executable, "-m", "ingress_lint", *command], stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize(
    "command",
    [
        ("check", "quiet.yaml"),
        ("check", "quiet.yaml", "--output-format", "json"),
        ("routes", "quiet.yaml", "--output-format", "json"),
        ("rules",),
    ],
)
def test_output_that_cannot_be_written(command: tuple[str, ...]) -> None:
    line = [sys.executable, "-m", "ingress_lint", *command]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.endswith("error: cannot write the report: No space left on device\n")
    assert "mistake" not in done.stderr
    closed = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *line], stderr=subprocess.PIPE, text=True)
    assert closed.returncode == 2
    assert closed.stderr == "error: cannot write the report: standard output is closed\n"


def test_errors_that_cannot_be_written_leave_the_exit_code() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([sys.executable, "-m", "ingress_lint", "check", "gone.yaml"], stdout=full, stderr=full)
    assert done.returncode == 2


def test_an_interrupt_ends_with_130() -> None:
    running = process("check", "--isolated", "-", stdin=subprocess.PIPE)
    assert running.stdin and running.stderr
    code = "import time; time.sleep(0.5)"
    subprocess.run([sys.executable, "-c", code], check=True)
    running.send_signal(signal.SIGINT)
    assert running.wait() == 130
    assert b"Traceback" not in running.stderr.read()


def test_output_that_the_terminal_cannot_encode(here: Path) -> None:
    (here / "loud.yaml").write_text(PAGE.format(host='"SHOP É"'), encoding="utf-8")
    given = ("check", "--isolated", "--rules", str(PACK), "--select", "host-shouting", "loud.yaml")
    running = process(*given, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    output, errors = running.communicate()
    assert (running.returncode, errors) == (1, b"")
    assert b"SHOP \\xc9" in output


def test_version() -> None:
    assert run("--version").stdout == f"ingress-lint, version {VERSION}\n"


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    assert all(f"  {name}" in text for name in ("check", "explain", "index", "new-rule", "rules"))


def test_explain_prints_a_page() -> None:
    result = run("explain", "--rules", str(PACK), "host-shouting")
    assert result.stdout == (
        "host-shouting\n"
        "-------------\n"
        "group     demo\n"
        "severity  error\n"
        "default   on\n"
        "option    allowed = []\n"
        "\n"
        "Hosts are written without shouting.\n"
        "\n"
        "A host in capitals is hard to read. The golden reports use this rule; it is deliberately small.\n"
        "\n"
        "Reported:\n\n    host: SHOP  # <- host-shouting\n\n"
        "Accepted:\n\n    host: shop\n\n"
        "After the fix:\n\n    host: shop\n"
    )


@pytest.mark.parametrize("command", [("check",), ("routes",), ("resolve", "http://a/")])
def test_an_empty_path_is_refused(command: tuple[str, ...]) -> None:
    result = run(*command, "")
    assert result.exit_code == 2
    assert "a path is empty; without any path the working directory is looked at" in result.stderr


@pytest.mark.parametrize(
    ("command", "variable", "value"),
    [
        ("check", "INGRESS_LINT_FIX", "maybe"),
        ("check", "INGRESS_LINT_FAIL_ON", "eror"),
        ("routes", "INGRESS_LINT_KUBERNETES_VERSION", "2"),
    ],
)
def test_a_wrong_value_is_blamed_on_the_variable_it_stands_in(command: str, variable: str, value: str) -> None:
    result = run(command, ".", **{variable: value})
    assert result.exit_code == 2
    assert f"Invalid value for '{variable}'" in result.stderr
    assert "--" not in result.stderr.partition("Invalid value")[2]


def test_a_wrong_value_on_the_command_line_is_blamed_on_the_option() -> None:
    assert "Invalid value for '--fail-on'" in run("check", "--fail-on", "eror", INGRESS_LINT_FAIL_ON="info").stderr


def test_unsafe_fixes_alone_fix_nothing_and_say_so(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: b\n")
    note = "note: nothing is fixed: --unsafe-fixes goes with --fix or --diff\n"
    assert run("check", "--unsafe-fixes", str(file)).stderr.count(note) == 1
    assert note not in run("check", str(file), INGRESS_LINT_UNSAFE_FIXES="1").stderr
    for more in ("--fix", "--fix-only", "--diff", "--quiet"):
        assert note not in run("check", "--unsafe-fixes", more, str(file)).stderr


def test_explain_suggests() -> None:
    result = run("explain", "host-invalidd")
    assert result.exit_code == 2
    assert "did you mean `host-invalid`?" in result.stderr
    assert "did you mean `host-invalid`?" in run("explain", "HOST-INVALID").stderr
    assert "did you mean `host-invalid`?" in run("check", "--select", "Host_Invalid").stderr


def test_explain_lists_the_rules_of_a_group() -> None:
    result = run("explain", "tls")
    assert result.exit_code == 0
    assert result.stdout == run("rules", "--group", "tls").stdout
    assert "did you mean `nginx`?" in run("explain", "nginxx").stderr


def test_packs_can_come_from_the_environment() -> None:
    assert run("explain", "host-shouting", INGRESS_LINT_RULES=str(PACK)).exit_code == 0
    assert run("explain", "host-shouting").exit_code == 2


def test_rules_are_listed() -> None:
    table = run("rules", "--rules", str(PACK), "--group", "demo").stdout.splitlines()
    assert [line.split()[0] for line in table] == ["RULE", "breaks", "host-shared", "host-shouting", "note-suspicious"]
    assert table[1].split() == ["breaks", "demo", "error", "off", "A", "rule", "that", "breaks."]
    listed = json.loads(run("rules", "--rules", str(PACK), "--group", "demo", "--output-format", "json").stdout)
    assert listed[2] == {
        "rule": "host-shouting",
        "group": "demo",
        "severity": "error",
        "default": True,
        "summary": "Hosts are written without shouting.",
        "options": {"allowed": []},
    }


def test_an_unknown_group_gets_a_suggestion() -> None:
    result = run("rules", "--rules", str(PACK), "--group", "dem")
    assert result.exit_code == 2
    assert "`demo`" in result.stderr


def test_a_new_rule_works_once_its_gaps_are_filled(here: Path) -> None:
    result = run("new-rule", "shop/host-todo")
    assert "wrote rules/shop/host_todo.py" in result.stdout
    page = (here / "rules" / "shop" / "host_todo.py").read_text()
    bad, good = examples(page)
    assert bad.expected == ((7, "host-todo"),)
    assert good.expected == ()
    (here / "rules" / "shop" / "host_todo.py").write_text(page.replace('"TODO" in', '"shop" in'))
    found = run(
        "check", "--isolated", "--rules", "rules", "--select", "host-todo", "--output-format", "concise", "quiet.yaml"
    )
    assert found.stdout.startswith("quiet.yaml:7:13: warning: TODO: what is wrong with host `shop.example.com`")
    again = run("new-rule", "shop/host-todo")
    assert (again.exit_code, again.stderr) == (2, "error: `rules/shop/host_todo.py` exists\n")


@pytest.mark.parametrize("name", ["todo", "Shop/todo", "shop/to_do", "shop/../todo", "shop/todo/", "a/b/c", "a/-b"])
def test_a_new_rule_needs_a_group_and_a_name(name: str) -> None:
    result = run("new-rule", name)
    assert result.exit_code == 2
    assert "GROUP/NAME" in result.stderr


def test_a_new_rule_needs_a_name_of_its_own(here: Path) -> None:
    result = run("new-rule", "shop/host-invalid")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: there is a rule `host-invalid` already (ingress-lint has one, `api/host-invalid`): choose another name\n",
    )
    assert not (here / "rules").exists()
    run("new-rule", "shop/host-todo")
    again = run("new-rule", "other/host-todo")
    assert again.exit_code == 2
    assert "`host-todo` already (`rules/shop/host_todo.py`)" in again.stderr


def test_an_index_is_written_and_checked(here: Path) -> None:
    run("new-rule", "shop/host-todo")
    stale = run("index", "rules", "--check")
    assert (stale.exit_code, stale.stderr.startswith("rules/index.tsv is out of date")) == (1, True)
    assert run("index", "rules").exit_code == 0
    assert (here / "rules" / "index.tsv").read_text() == "shop\thost_todo\tWARNING\tIngress\tdefault\t\n"
    assert run("index", "rules", "--check").exit_code == 0


def test_a_plugin_brings_a_format(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "shouting_plugin.py").write_text(
        "from ingress_lint import hookimpl\n"
        "@hookimpl\n"
        "def ingress_lint_reporters():\n"
        "    return {'count': lambda run, out: out.write(f'{len(run.result.diagnostics)}\\n')}\n"
    )
    monkeypatch.syspath_prepend(here)
    given = ("check", "--isolated", "--rules", str(PACK), "--plugin", "shouting_plugin", "--select", "host-shouting")
    assert run(*given, "--output-format", "count", "loud.yaml").stdout == "1\n"
    result = run(*given, "--output-format", "cont", "loud.yaml")
    assert (result.exit_code, "`count`" in result.stderr) == (2, True)


def test_a_format_of_a_plugin_that_fails_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "failing_plugin.py").write_text(
        "from ingress_lint import hookimpl\n"
        "@hookimpl\n"
        "def ingress_lint_reporters():\n"
        "    return {'fails': lambda run, out: 1 / 0}\n"
    )
    monkeypatch.syspath_prepend(here)
    result = run("check", "--isolated", "--plugin", "failing_plugin", "--output-format", "fails", "loud.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "output format `fails` failed: ZeroDivisionError: division by zero" in result.stderr


def test_a_mistake_of_ours_is_told_in_two_lines(here: Path) -> None:
    code = (
        "import sys, ingress_lint.cli.run as run\n"
        "from ingress_lint.cli import main\n"
        "run.check = lambda *_: 1 / 0\n"
        "sys.argv = ['ingress-lint', 'check', 'loud.yaml']\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 2
    assert "please report it: ZeroDivisionError" in done.stderr


def test_a_plugin_that_does_not_exist() -> None:
    result = check("--plugin", "no_such_plugin_at_all", "loud.yaml")
    assert result.exit_code == 2
    assert "no_such_plugin_at_all" in result.stderr


def test_a_broken_configuration_is_told_even_where_there_is_no_ingress(here: Path) -> None:
    (here / "other.yaml").write_text("kind: ConfigMap\n")
    (here / ".ingress-lint.yaml").write_text("selct: [api]\n")
    result = run("check", "other.yaml")
    assert result.exit_code == 2
    assert "selct" in result.stderr


def test_a_damaged_index_is_told(here: Path) -> None:
    run("new-rule", "shop/host-todo")
    (here / "rules" / "index.tsv").write_text("<<<<<<<\n")
    result = run("check", "--isolated", "--rules", "rules", "loud.yaml")
    assert result.exit_code == 2
    assert "the index of rules is damaged" in result.stderr


def test_a_name_for_standard_input_needs_standard_input() -> None:
    result = check("--stdin-filename", "loud.yaml")
    assert result.exit_code == 2
    assert "`-`" in result.stderr


def test_totals_are_told_once(here: Path) -> None:
    for arguments in (("full",), ("concise",), ("concise", "--statistics"), ("json=out.json",)):
        result = run(
            "check", "--isolated", "--rules", str(PACK), "--select", "demo", "loud.yaml", "--output-format", *arguments
        )
        assert (result.stdout + result.stderr).count("Found 1 error") == 1
