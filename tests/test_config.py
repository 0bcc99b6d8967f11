"""Configuration: where it is found, what wins, how mistakes are shown, what it changes."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from ingress_lint import packs
from ingress_lint.cli import cli
from ingress_lint.cli.config import STARTER
from ingress_lint.cli.settled import schema_text
from ingress_lint.config_controllers import SETTINGS
from ingress_lint.config_reader import load
from ingress_lint.config_schema import options_schema, structure
from ingress_lint.controllers import NGINX_DEFAULTS
from ingress_lint.globs import compiled

ROOT = Path(__file__).parents[1]
MANIFEST = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: a_b
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


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "deploy").mkdir()
    (tmp_path / "deploy" / "shop.yaml").write_text(MANIFEST)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(cli, arguments, env=env)


def rules(*arguments: str) -> set[str]:
    done = run("check", "--output-format", "json", *arguments)
    assert done.exit_code in (0, 1), done.output
    return {d["rule"] for d in json.loads(done.stdout)["diagnostics"]}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".ingress-lint.yaml", "ignore: [host-invalid]\n"),
        (".ingress-lint.yml", "ignore: [host-invalid]\n"),
        ("ingress-lint.yaml", "ignore: [host-invalid]\n"),
        (".config/ingress-lint.yaml", "ignore: [host-invalid]\n"),
        ("pyproject.toml", '[project]\nname = "x"\n[tool.ingress-lint]\nignore = ["host-invalid"]\n'),
    ],
)
def test_where_it_is_found(project: Path, file: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "host-invalid" in rules()
    (project / file).parent.mkdir(exist_ok=True)
    (project / file).write_text(text)
    assert "host-invalid" not in rules()
    monkeypatch.chdir(project / "deploy")
    assert "host-invalid" not in rules()
    assert "host-invalid" in rules("--isolated")


def test_a_project_file_without_our_table_is_none(project: Path) -> None:
    (project / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert "host-invalid" in rules()


def test_the_outer_one_holds_and_the_inner_one_is_named(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / ".ingress-lint.yaml").write_text("ignore: [host-invalid]\n")
    (project / "deploy" / ".ingress-lint.yaml").write_text("fail-on: info\n")
    monkeypatch.chdir(project / "deploy")
    done = run("check")
    assert "note: `.ingress-lint.yaml` is ignored: ../.ingress-lint.yaml holds for the project" in done.stderr
    assert "host-invalid" not in rules()


FILLED_IN = """\
apiVersion: ${VERSION}
kind: Ingress
metadata:
  name: ${NAME}
  generation: ${GENERATION}
  annotations: {"${KEY}": "${VALUE}", example.com/a: "${VALUE}"}
  labels: {"${KEY}": "${VALUE}"}
spec:
  ${FIELD}: 1
  rules:
    - ${RULE}
    - host: ${HOST}
      http: ${HTTP}
    - http:
        paths:
          - path: ${PATH}
            pathType: ${TYPE}
            backend:
              service:
                name: ${SERVICE}
                port:
                  number: ${PORT}
"""


def test_a_placeholder_may_be_of_any_type_and_stand_for_a_key(project: Path) -> None:
    (project / "deploy" / "filled.yaml").write_text(FILLED_IN)
    assert len(rules("deploy/filled.yaml", "--select", "api")) > 5
    (project / ".ingress-lint.yaml").write_text("placeholders: ['[$][{]']\n")
    assert rules("deploy/filled.yaml", "--select", "api") == set()


def test_of_several_files_in_one_directory_the_first_holds_and_the_others_are_named(project: Path) -> None:
    (project / ".ingress-lint.yml").write_text("fail-on: never\n")
    (project / "ingress-lint.yaml").write_text("fail-on: info\n")
    (project / "pyproject.toml").write_text("[tool.ingress-lint]\nfail-on = 'info'\n")
    done = run("check")
    assert done.exit_code == 0
    for other in ("ingress-lint.yaml", "pyproject.toml"):
        assert f"note: `{other}` is ignored: .ingress-lint.yml holds for the project" in done.stderr
    assert "is ignored" not in run("check", "--quiet").stderr


def test_show_refuses_what_means_nothing(project: Path) -> None:
    done = run("config", "show", "deploy/shp.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "error: deploy/shp.yaml: no such file or directory, did you mean `shop.yaml`?\n"
    assert run("config", "show", "").stderr == "error: the path is empty\n"
    assert run("config", "show", "deploy").exit_code == 0
    assert run("config", "show", "deploy/shop.yaml", "deploy").exit_code == 2
    page = run("config", "show", "--help").stdout
    assert "--fail-on" in page
    for option in ("--fix", "--diff", "--add-ignores", "--output-format", "--update-baseline"):
        assert option not in page
        assert run("config", "show", option).exit_code == 2


def test_without_a_repository_nothing_above_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".ingress-lint.yaml").write_text("ignore: [host-invalid]\n")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "a.yaml").write_text(MANIFEST)
    monkeypatch.chdir(tmp_path / "inner")
    assert "host-invalid" in rules()


def test_another_file_can_be_named(project: Path) -> None:
    (project / "other.yaml").write_text("ignore: [host-invalid]\n")
    assert "host-invalid" not in rules("--config", "other.yaml")
    assert run("check", "--config", "missing.yaml").exit_code == 2


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("selct: [api]\n", "1:1", "unknown key `selct` in the configuration", "did you mean `select`?"),
        ("fail-on: eror\n", "1:10", "`eror` is no value of `fail-on`", "did you mean `error`?"),
        ("kubernetes-version: 1.35\n", "1:21", "`kubernetes-version` must be a text", 'write "1.35" in quotes'),
        ("kubernetes-version: 1.30\n", "1:21", "`kubernetes-version` must be a text", 'write "1.30" in quotes'),
        ('kubernetes-version: "1.99"\n', "1:21", "`1.99` is not supported", "the nearest is `1.36`"),
        ("default-namespace: Shop\n", "1:20", "`Shop` is no name of a namespace", "upper-case"),
        ("exclude: ['[z-a]']\n", "1:11", "`[z-a]` is no path pattern: bad character range", ""),
        ("projects:\n  - files: ['a/[b']\n", "2:13", "`a/[b` is no path pattern: a `[` without its `]`", ""),
        ("controllers: {a: nginx}\n", "1:18", "`nginx` is no controller; known are agic,", "mean `ingress-nginx`?"),
        ("controllers:\n  a:\n    controller: traefk\n", "3:17", "`traefk` is no controller", "mean `traefik`?"),
        ("kubernetes-version: '1,35'\n", "1:21", "`1,35` is no value of `kubernetes-version`", "did you mean `1.35`?"),
        ("kubernetes-version: 3\n", "1:21", "`3` is no value of `kubernetes-version`", "it looks like `1.35`"),
        ("kubernetes-version: 1.99\n", "1:21", "`1.99` is not supported", 'write "1.99" in quotes'),
        ("kubernetes-version: v1.99\n", "1:21", "`v1.99` is not supported", "the nearest is `1.36`"),
        ("fail-on: 3\n", "1:10", "`3` is no value of `fail-on`", "one of `info`, `warning`, `error`, `never`"),
        ("severity: {host-invalid: off}\n", "1:26", "`off` is no value of `host-invalid`", "name it under `ignore`"),
        ("severity:\n\thost-invalid: info\n", "2:1", "a tab indents this line: YAML takes only spaces", "tab"),
        ("baseline: a\nselect:[api]\n", "2:1", "a blank is missing after the colon: write `select: [api]`", ""),
        ("files: {{ x }}: y\n", "1:9", "a key must be a single, non-empty value", ""),
        ("select: []\n", "1:9", "`select` is empty", "name at least one, or leave it out"),
        ("projects: [{files: []}]\n", "1:20", "`files` is empty", "name at least one"),
        ("overrides: [{files: [a], select: []}]\n", "1:34", "`select` is empty", "leave it out"),
        (
            "projects:\n  - {name: a, files: [a]}\n  - {name: a, files: [b]}\n",
            "3:12",
            "`a` is the name of two projects",
            "give each a name of its own",
        ),
        ("select: api\n", "1:9", "`select` must be a list", ""),
        ("\nignore: [api, 3]\n", "2:15", "an item of `ignore` must be a text", "`ingress-lint rules` lists them"),
        ("severity: {host-invalid: bad}\n", "1:26", "`bad` is no value of `host-invalid`", "one of"),
        ("select: [hots-invalid]\n", "1:10", "unknown rule or group `hots-invalid`", "did you mean `host-invalid`?"),
        ("severity:\n  hots-invalid: info\n", "2:3", "unknown rule `hots-invalid`", "did you mean `host-invalid`?"),
        (
            "rules: {host-invalid: {deep: true}}\n",
            "1:24",
            "unknown key `deep` in the options of `host-invalid`",
            "there are none",
        ),
        (
            "rules: {path-type-missing: {value: Foo}}\n",
            "1:36",
            "`Foo` is no value of `value`",
            "one of `Prefix`, `Exact`",
        ),
        ("rules: {annotation-risk: {maximum: hgih}}\n", "1:36", "`hgih` is no value of `maximum`", "mean `high`?"),
        ("rules: {tls-settings-weak: {minimum-tls: 1.3}}\n", "1:42", "`minimum-tls` must be a text", "in quotes"),
        ("overrides:\n  - ignore: [api]\n", "2:5", "`files` is missing", ""),
        ("overrides:\n  - files: [a]\n    ignore: [apii]\n", "3:14", "unknown rule or group `apii`", ""),
        ("select: [api]\nselect: [tls]\n", "2:1", "`select` stands twice", "keep one of them"),
        ("placeholders: ['(']\n", "1:16", "`(` is no regular expression", ""),
        ("a: [\n", "1:4", "a value is missing here", "no value"),
        ("- a\n", "1:1", "the configuration must be a mapping", ""),
        ("a: b\n---\nc: d\n", "3:1", "a configuration is one document", ""),
    ],
)
def test_a_mistake_is_shown_with_its_place(project: Path, text: str, place: str, message: str, hint: str) -> None:
    (project / ".ingress-lint.yaml").write_text(text)
    done = run("check")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert f"error: {message}" in done.stderr
    assert f"--> .ingress-lint.yaml:{place}\n" in done.stderr
    assert hint in done.stderr


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[tool.ingress-lint]\nfail-on = "eror"\n', "2:12", "`eror` is no value of `fail-on`"),
        (
            '[tool.ingress-lint]\nselect = [\n  "api",\n  "hots-invalid",\n]\n',
            "4:4",
            "unknown rule or group `hots-invalid`",
        ),
        ("[tool.ingress-lint.severity]\nhots-invalid = 'info'\n", "2:1", "unknown rule `hots-invalid`"),
        ("[tool.ingress-lint]\nselct = []\n", "2:1", "unknown key `selct`"),
        ("[tool.ingress-lint]\nkubernetes-version = 1.30\n", "2:22", "`kubernetes-version` must be a text"),
        ("[tool.ingress-lint]\nselect = [\n", "3:1", ""),
    ],
)
def test_a_mistake_in_toml_is_shown_with_its_place(project: Path, text: str, place: str, message: str) -> None:
    (project / "pyproject.toml").write_text(text)
    done = run("check")
    assert done.exit_code == 2
    assert f"error: {message}" in done.stderr
    assert f"--> pyproject.toml:{place}\n" in done.stderr


def test_all_mistakes_are_shown_at_once(project: Path) -> None:
    (project / ".ingress-lint.yaml").write_text(
        "selct: [api]\nfail-on: eror\nignore: [foo]\nseverity: {nope: error, host-invalid: off}\n"
        "rules: {path-type-missing: {value: Foo}, host-invalid: {a: 1, a: 1}, port-invalid: 3}\n"
        "overrides: [{files: [], ignore: [bar]}]\ncontrollers: {a: ngnix}\n"
    )
    for command in (("check",), ("config", "show")):
        done = run(*command)
        assert done.exit_code == 2
        mistakes = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
        places = [line.partition(":")[2] for line in done.stderr.splitlines() if "-->" in line]
        assert places == sorted(places)
        assert len(mistakes) == 13, mistakes


def test_mistakes_are_shown_beside_a_plugin_that_is_not_there(project: Path) -> None:
    (project / ".ingress-lint.yaml").write_text("fail-on: eror\nplugins:\n  - not_there\n")
    done = run("check")
    assert "`eror` is no value of `fail-on`" in done.stderr
    assert "plugin `not_there` of the configuration cannot be loaded: No module named 'not_there'" in done.stderr
    assert "--> .ingress-lint.yaml:3:5\n" in done.stderr


@pytest.mark.parametrize("command", [("routes",), ("resolve", "http://a_b/")])
def test_other_commands_refuse_a_mistaken_configuration(project: Path, command: tuple[str, ...]) -> None:
    for text in ("fail-on: eror\n", "controllers: {a: ngnix}\n"):
        (project / ".ingress-lint.yaml").write_text(text)
        done = run(*command)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "--> .ingress-lint.yaml:1:" in done.stderr


@pytest.mark.parametrize("version", ["1.30", "v1.30", "v1.30.2", "1.30.4+k3s1"])
def test_a_release_is_written_in_the_file_as_on_the_command_line(project: Path, version: str) -> None:
    (project / ".ingress-lint.yaml").write_text(f'kubernetes-version: "{version}"\n')
    for arguments in ((), ("--isolated", "--kubernetes-version", version)):
        assert 'kubernetes-version: "1.30"' in run("config", "show", *arguments).stdout


RISK, NGINX = "annotations-risk-level", {"controller": "ingress-nginx"}


@pytest.mark.parametrize(
    ("said", "message", "hint"),
    [
        ("ngnix", "`ngnix` is no controller; known are", "did you mean `ingress-nginx`?"),
        ("Traefik", "`Traefik` is no controller; known are", "did you mean `traefik`?"),
        ("nginx", "`nginx` is no controller", "did you mean `ingress-nginx`?"),
        (3, "`x` must be the name of a controller, or a mapping", ""),
        (None, "`x` must be the name of a controller, or a mapping", ""),
        (["alb"], "`x` must be the name of a controller, or a mapping", ""),
        ({"controller": "nginx"}, "`nginx` is no controller", "did you mean `ingress-nginx`?"),
        ({"controller": True}, "`controller` must be a text", ""),
        ({"controler": "ingress-nginx"}, "unknown key `controler` in the settings of `x`", "mean `controller`?"),
        ({**NGINX, "allow-snippet-annotation": True}, "unknown key `allow-snippet-annotation`", "-annotations`?"),
        ({"allow-snippet-annotation": True}, "unknown key `allow-snippet-annotation`", "-annotations`?"),
        (
            {**NGINX, "allow-snippet-annotations": "false"},
            "`allow-snippet-annotations` must be true or false",
            "without",
        ),
        ({**NGINX, RISK: "critcal"}, f"`critcal` is no value of `{RISK}`", "did you mean `Critical`?"),
        ({**NGINX, RISK: "none"}, f"`none` is no value of `{RISK}`", "one of `Low`, `Medium`, `High`, `Critical`"),
        ({**NGINX, RISK: 3}, f"`3` is no value of `{RISK}`", "one of `Low`"),
        ({**NGINX, "otlp-collector-host": True}, "`otlp-collector-host` must be a text", "a host name"),
        ({**NGINX, "edition": "plus"}, "unknown key `edition` in the settings of `x`", "known are"),
        ({"controller": "k8s.io/ingress-nginx", "edition": "plus"}, "unknown key `edition`", ""),
        ({"controller": "f5-nginx", "edition": "Plus"}, "`Plus` is no value of `edition`", "did you mean `plus`?"),
        ({"controller": "alb", "x": 1}, "unknown key `x` in the settings of `x`", "known are `controller`"),
    ],
)
def test_what_is_wrong_with_controllers_is_shown(project: Path, said: object, message: str, hint: str) -> None:
    written = {"controllers": {"x": said}}
    (project / ".ingress-lint.yaml").write_text(json.dumps(written))
    done = run("check")
    assert done.exit_code == 2
    assert done.stderr.count("error: ") == 1
    assert f"error: {message}" in done.stderr
    assert "--> .ingress-lint.yaml:1:" in done.stderr
    assert hint in done.stderr
    assert not published().is_valid(written)


@pytest.mark.parametrize(
    "said",
    [
        "alb",
        "k8s.io/ingress-nginx",
        {**NGINX, RISK: "Critical", "allow-snippet-annotations": True, "global-auth-url": "http://a/"},
        {"controller": "webapprouting.kubernetes.azure.com/nginx", RISK: "critical"},
        {"controller": "f5-nginx", "edition": "open-source"},
        {"strict-validate-path-type": False},
        {"edition": "plus"},
    ],
)
def test_what_is_right_with_controllers_is_taken(project: Path, said: object) -> None:
    written = {"controllers": {"x": said}}
    (project / ".ingress-lint.yaml").write_text(json.dumps(written))
    assert run("check").exit_code == 1
    assert published().is_valid(written)


def test_a_plugin_in_the_project_is_refused_whoever_finds_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An import hook, as that of an editable installation, is no better than a directory to look into."""
    (project / "planted").mkdir()
    file = project / "planted" / "__init__.py"
    file.write_text("raise SystemExit('code of the linted repository ran')\n")

    class Finder:
        @staticmethod
        def find_spec(name: str, *_: object) -> object:
            return importlib.util.spec_from_file_location(name, file) if name == "planted" else None

    monkeypatch.setattr(sys, "meta_path", [Finder, *sys.meta_path])
    for name in ("planted", "planted.inner"):
        (project / ".ingress-lint.yaml").write_text(f"plugins: [{name}]\n")
        done = run("check")
        assert done.exit_code == 2
        assert f"plugin `{name}` of the configuration cannot be loaded: it lies in the project" in done.stderr


def test_a_plugin_in_the_virtual_environment_of_the_project_is_installed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = project / ".venv" / "site-packages"
    installed.mkdir(parents=True)
    (installed / "rules_of_the_venv.py").write_text("LOADED = True\n")
    (project / ".ingress-lint.yaml").write_text("plugins: [rules_of_the_venv]\n")
    monkeypatch.syspath_prepend(str(installed))
    assert run("check").exit_code == 2
    monkeypatch.setattr("site.getsitepackages", lambda: [str(installed)])
    assert run("check").exit_code == 1


def test_classes_share_settings_by_a_merge_key(project: Path) -> None:
    text = (
        "controllers:\n"
        "  a: &a {controller: ingress-nginx, allow-snippet-annotations: true}\n"
        "  b: {<<: *a, allow-snippet-annotations: false}\n"
        "  <<: {c: {<<: *a, edition: plus}}\n"
    )
    (project / ".ingress-lint.yaml").write_text(text)
    done = run("check")
    assert done.stderr.count("error: ") == 1
    assert "unknown key `edition` in the settings of `c`" in done.stderr
    (project / ".ingress-lint.yaml").write_text(text.replace(", edition: plus", ""))
    assert run("check").exit_code == 1


def test_a_module_of_python_itself_lies_in_no_project(project: Path) -> None:
    (project / ".ingress-lint.yaml").write_text("plugins: [os, sys, zipimport]\n")
    assert run("check").exit_code == 1


def test_every_setting_that_is_read_can_be_stated_and_is_documented() -> None:
    known = {name for settings in SETTINGS.values() for name in settings}
    page = (ROOT / "docs" / "controllers.md").read_text(encoding="utf-8")
    assert set(NGINX_DEFAULTS) <= set(SETTINGS["ingress-nginx"])
    assert all(f"`{name}`" in page for name in known)
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "rules").rglob("*.py"))
    read = set(re.findall(r'(?:setting|stated\.get|configured\.get)\("([\w-]+)"', code))
    assert read
    assert read <= known


def test_flags_win_over_environment_over_file_over_default(project: Path) -> None:
    def fail_on(*arguments: str, **env: str) -> str:
        done = run("config", "show", *arguments, env=env)
        return next(line for line in done.stdout.splitlines() if line.startswith("fail-on"))

    assert fail_on().endswith("# default")
    (project / ".ingress-lint.yaml").write_text("# a comment\nfail-on: info\n")
    assert fail_on().startswith('fail-on: "info"')
    assert fail_on().endswith("# .ingress-lint.yaml:2")
    assert fail_on(INGRESS_LINT_FAIL_ON="never").endswith("# environment INGRESS_LINT_FAIL_ON")
    assert fail_on("--fail-on", "warning", INGRESS_LINT_FAIL_ON="never").endswith("# --fail-on")
    assert fail_on("--fail-on", "warning", INGRESS_LINT_FAIL_ON="never").startswith('fail-on: "warning"')


def test_a_selection_on_the_command_line_is_not_undone_by_the_file(project: Path) -> None:
    (project / ".ingress-lint.yaml").write_text("select: [path-type-missing]\nignore: [host-invalid]\n")
    assert rules() == set()
    assert rules("--select", "host-invalid") == {"host-invalid"}
    (project / ".ingress-lint.yaml").write_text("select: [host-invalid]\n")
    assert rules() == {"host-invalid"}
    assert rules("--ignore", "api") == {"host-invalid"}
    assert rules("--ignore", "host-invalid") == set()


def test_severity_and_threshold(project: Path) -> None:
    assert run("check").exit_code == 1
    (project / ".ingress-lint.yaml").write_text("severity: {host-invalid: info}\n")
    assert run("check").exit_code == 0
    (project / ".ingress-lint.yaml").write_text("severity: {host-invalid: info}\nfail-on: info\n")
    assert run("check").exit_code == 1
    assert run("check", "--fail-on", "never").exit_code == 0


def test_overrides_hold_for_their_files_only(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (project / "dev").mkdir()
    (project / "dev" / "shop.yaml").write_text(MANIFEST)
    (project / ".ingress-lint.yaml").write_text(
        "select: [host-invalid]\noverrides:\n  - files: [dev/**]\n    ignore: [host-invalid]\n"
    )

    def paths() -> list[str]:
        done = run("check", "--output-format", "json")
        return [d["path"] for d in json.loads(done.stdout)["diagnostics"]]

    assert paths() == ["deploy/shop.yaml"]
    monkeypatch.chdir(project / "dev")
    assert paths() == []
    (project / ".ingress-lint.yaml").write_text(
        "select: [path-type-missing]\noverrides:\n"
        "  - files: [dev]\n    select: [host-invalid]\n    severity: {host-invalid: info}\n"
    )
    monkeypatch.chdir(project)
    done = run("check", "--output-format", "json")
    assert [(d["path"], d["severity"]) for d in json.loads(done.stdout)["diagnostics"]] == [("dev/shop.yaml", "info")]
    shown = run("config", "show", "dev/shop.yaml").stdout
    assert 'select: ["host-invalid"]' in shown
    assert "# .ingress-lint.yaml:1, .ingress-lint.yaml:3" in shown


def test_excluded_files_are_not_linted_even_if_named(project: Path) -> None:
    assert "host-invalid" in rules("deploy/shop.yaml")
    assert rules("deploy/shop.yaml", "--exclude", "shop.yaml") == set()
    (project / ".ingress-lint.yaml").write_text("exclude: [deploy/]\n")
    assert rules("deploy/shop.yaml") == set()
    assert rules(".") == set()


def test_placeholders_cannot_be_known(project: Path) -> None:
    (project / ".ingress-lint.yaml").write_text("placeholders: ['^a_']\n")
    assert "host-invalid" not in rules()


def test_a_project_that_no_file_belongs_to_is_named(project: Path) -> None:
    config = "projects:\n  - {name: prod, files: [deploy/prd/**], complete: true}\n  - {name: all, files: [deploy]}\n"
    (project / ".ingress-lint.yaml").write_text(config)
    note = (
        "note: project `prod` of the configuration holds no file: no manifest of the repository matches its `files`\n"
    )
    for arguments in ([], ["deploy/shop.yaml"]):
        said = run("check", *arguments).stderr
        assert note in said
        assert "project `all`" not in said
    assert note not in run("check", "--scope", "files").stderr  # then nobody knows what else there is
    (project / "deploy" / "prd").mkdir()
    (project / "deploy" / "prd" / "x.yaml").write_text("a: 1\n")
    assert note not in run("check").stderr


def test_show_tells_projects_and_overrides_as_they_are_said(project: Path) -> None:
    config = "projects: [{files: [deploy], complete: true}]\noverrides: [{files: ['*.yaml'], ignore: [host-invalid]}]\n"
    (project / ".ingress-lint.yaml").write_text(config)
    shown = run("config", "show").stdout
    assert 'projects: [{"name": "project 1", "files": ["deploy"], "complete": true}]' in shown
    assert 'overrides: [{"files": ["*.yaml"], "ignore": ["host-invalid"]}]' in shown
    assert "overrides:" not in run("config", "show", "deploy/shop.yaml").stdout


def test_projects_do_not_conflict(project: Path) -> None:
    for name in ("dev", "prod"):
        (project / name).mkdir()
        text = MANIFEST.replace("a_b", "a.example.com").replace("shop", name).replace("number: 80", f"name: {name}")
        (project / name / "shop.yaml").write_text(text)
    assert rules("--select", "host-path-conflict") == {"host-path-conflict"}
    (project / ".ingress-lint.yaml").write_text("projects:\n  - files: [dev]\n  - {name: prod, files: [prod]}\n")
    assert rules("--select", "host-path-conflict") == set()


def test_a_class_that_the_configuration_names_exists(project: Path) -> None:
    def found(controllers: str) -> list[str]:
        (project / ".ingress-lint.yaml").write_text(
            f"select: [ingress-class-not-found]\nprojects: [{{files: [deploy], complete: true}}]\n{controllers}"
        )
        done = run("check", "--output-format", "json")
        return [d["message"] for d in json.loads(done.stdout)["diagnostics"]]

    with_class = MANIFEST.replace("spec:\n", "spec:\n  ingressClassName: internal\n", 1)
    (project / "deploy" / "shop.yaml").write_text(with_class)
    (project / "deploy" / "cart.yaml").write_text(with_class.replace("shop", "cart").replace("internal", "interal"))
    assert found("") == [f"there is no IngressClass `{name}`; there is none at all" for name in ("interal", "internal")]
    near = "there is no IngressClass `interal`; did you mean `internal`, which the configuration declares?"
    assert found("controllers: {internal: ingress-nginx}\n") == [near]
    assert len(found("controllers: {other: ingress-nginx}\n")) == 2


def test_a_plugin_is_installed_and_never_part_of_the_project(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / ".ingress-lint.yaml").write_text("plugins: [planted_rules]\n")
    (project / "planted_rules.py").write_text("raise SystemExit('code of the linted repository ran')\n")
    monkeypatch.syspath_prepend(str(project))
    done = run("check")
    assert done.exit_code == 2
    assert "plugin `planted_rules` of the configuration cannot be loaded" in done.stderr
    assert "`planted_rules` of the configuration cannot be loaded: it lies in the project" in done.stderr
    (project / "planted_rules.py").rename(project / "deploy" / "planted_rules.py")
    monkeypatch.syspath_prepend(str(project / "deploy"))
    assert "cannot be loaded: it lies in the project" in run("check").stderr
    installed = tmp_path_factory.mktemp("site")
    (installed / "planted_rules.py").write_text("LOADED = True\n")
    monkeypatch.syspath_prepend(str(installed))
    assert run("check").exit_code == 1


def published() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads((ROOT / "schemas" / "config-v1.json").read_text(encoding="utf-8")))


def test_the_schema_is_current_and_valid() -> None:
    published = (ROOT / "schemas" / "config-v1.json").read_text(encoding="utf-8")
    assert published == schema_text(packs.registry())
    jsonschema.Draft7Validator.check_schema(json.loads(published))


def test_the_schema_and_the_reader_agree() -> None:
    """Every key is described, and what the schema refuses is refused."""
    validator = published()
    assert all("description" in described for described in structure()["properties"].values())
    assert validator.is_valid({"select": ["api", "rule-of-a-plugin"], "severity": {"host-invalid": "info"}})
    assert validator.is_valid({"controllers": {"a": "k8s.io/ingress-nginx", "b": {"controller": "alb"}}})
    for wrong in (
        {"selct": []},
        {"fail-on": "eror"},
        {"severity": {"host-invalid": "bad"}},
        {"overrides": [{}]},
        {"select": []},
    ):
        assert not validator.is_valid(wrong), wrong


def test_init_writes_a_configuration_that_is_valid(project: Path) -> None:
    done = run("config", "init")
    assert done.exit_code == 0
    assert load(".ingress-lint.yaml").fail_on == "error"
    assert run("config", "init").exit_code == 2
    assert (project / ".ingress-lint.yaml").read_text() == STARTER
    assert run("config", "init", "-").stdout == STARTER


def test_every_commented_line_of_the_starter_is_valid(project: Path) -> None:
    lines = [line.removeprefix("# ") for line in STARTER.splitlines()]
    settings = [line for line in lines if line.startswith(("  ", *structure()["properties"])) and ": " in line + " "]
    (project / ".ingress-lint.yaml").write_text("\n".join(settings).replace("[tls]", "[api]") + "\n")
    found = load(".ingress-lint.yaml")
    assert {entry.name for entry in found.root.entries} == set(structure()["properties"])  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("deploy/dev/**", "deploy/dev/a.yaml", True),
        ("deploy/dev", "deploy/dev/a/b.yaml", True),
        ("deploy/dev/", "deploy/dev2/a.yaml", False),
        ("**/testdata/**", "testdata/a.yaml", True),
        ("**/testdata/**", "a/b/testdata/c/a.yaml", True),
        ("testdata", "a/testdata/b.yaml", True),
        ("*.yml", "a/b.yml", True),
        ("/*.yml", "a/b.yml", False),
        ("a/*/c.yaml", "a/b/d/c.yaml", False),
        ("a/**/c.yaml", "a/c.yaml", True),
        ("a?.yaml", "ab.yaml", True),
        ("[!a].yaml", "a.yaml", False),
        ("[ab].yaml", "b.yaml", True),
        ("./a.yaml", "a.yaml", True),
    ],
)
def test_patterns(pattern: str, path: str, *, fits: bool) -> None:
    assert (compiled([pattern]).match(path) is not None) is fits


def test_no_pattern_fits_nothing() -> None:
    assert compiled([]).match("a.yaml") is None


def test_options_become_a_schema() -> None:
    def check(
        subject: object, workspace: object, *, hosts: tuple[str, ...] = ("a",), deep: bool = False, days: int = 3
    ) -> None: ...

    described = options_schema(check.__kwdefaults__, check.__annotations__, "summary")
    assert {key: value["type"] for key, value in described["properties"].items()} == {
        "hosts": "array",
        "deep": "boolean",
        "days": "integer",
    }
    assert described["additionalProperties"] is False


def test_options_reach_the_rule(project: Path) -> None:
    (project / "mine" / "own").mkdir(parents=True)
    (project / "mine" / "own" / "host_forbidden.py").write_text(
        '"""A host is allowed."""\n'
        "from ingress_lint import Finding, Ingress, Place, Severity, rule\n"
        "@rule(Severity.ERROR, on=Ingress)\n"
        "def host_forbidden(ingress, workspace, *, hosts: tuple = ()):\n"
        "    for given in ingress.rules:\n"
        "        if given.host in hosts and isinstance(hosts, tuple):\n"
        "            yield Finding((Place(ingress.document, (*given.at, 'host')),), 'forbidden')\n"
    )
    assert rules("--rules", "mine", "--select", "host-forbidden") == set()
    (project / ".ingress-lint.yaml").write_text("rules: {host-forbidden: {hosts: [a_b]}}\n")
    assert rules("--rules", "mine", "--select", "host-forbidden") == {"host-forbidden"}
    (project / ".ingress-lint.yaml").write_text("rules: {host-forbidden: {hosts: a_b}}\n")
    assert "`hosts` must be a list" in run("check", "--rules", "mine").stderr


def test_what_is_not_configured_is_not_imported(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MANIFEST.replace("a_b", "a.example.com"))
    code = (
        "import sys; from ingress_lint.cli import main\n"
        "sys.argv = ['ingress-lint', 'check', '--quiet', '--select', 'api', 'a.yaml']\n"
        "try: main()\nexcept SystemExit as end: print(end.code, *sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path, env=environment)
    exit_code, *modules = done.stdout.split()
    unused = ("config_reader", "config_schema", "config_rules", "suppression", "directives", "ignoring", "baseline")
    assert exit_code == "0"
    assert "ingress_lint.engine" in modules
    assert set(modules) & {*(f"ingress_lint.{name}" for name in unused), "tomllib", "jsonschema"} == set()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".ingress-lint.yaml", "<<: 3\n"),
        (".ingress-lint.yaml", "select: &a [*a]\n"),
        (".ingress-lint.yaml", "[" * 5_000),
        (".ingress-lint.yaml", "\x00\x01\x02"),
        (".ingress-lint.yaml", "select: !!binary aGk=\n"),
        (".ingress-lint.yaml", "3\n"),
        (".ingress-lint.yaml", "severity: {? [a] : b}\n"),
        (".ingress-lint.yaml", "rules: {host-invalid: 3}\n"),
        (".ingress-lint.yaml", "overrides: [3]\n"),
        (".ingress-lint.yaml", "overrides: {files: [a]}\n"),
        (".ingress-lint.yaml", "projects: [{files: a}]\n"),
        (".ingress-lint.yaml", "controllers: [a]\n"),
        (".ingress-lint.yaml", "? a\n"),
        ("pyproject.toml", "[tool.ingress-lint]\nselect = 1979-05-27\n"),
        ("pyproject.toml", '[tool.ingress-lint]\n"<<" = 3\n'),
        (".ingress-lint.yaml", "plugins: x\n"),
        (".ingress-lint.yaml", "controllers: {x: {controller: [a]}}\n"),
        (".ingress-lint.yaml", "controllers: {x: &a {controller: *a}}\n"),
        (".ingress-lint.yaml", "severity: {<<: {nope: error}}\n"),
        (".ingress-lint.yaml", "<<: {select: [nope]}\n"),
        ("pyproject.toml", "[tool.ingress-lint]\nx = " + "[" * 5_000),
        ("pyproject.toml", "tool = 3 # [tool.ingress-lint\n[tool.ingress-lint]"),
        ("pyproject.toml", "[tool]\ningress-lint = 3\n[tool.ingress-lint.x]\n"),
    ],
)
def test_whatever_a_configuration_holds_it_is_a_mistake_with_a_place(project: Path, file: str, text: str) -> None:
    (project / file).write_text(text)
    done = run("check")
    assert done.exit_code == 2
    assert not isinstance(done.exception, Exception) or isinstance(done.exception, SystemExit)
    assert f"--> {file}:" in done.stderr
    assert "mistake in ingress-lint" not in done.stderr


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (".ingress-lint.yaml", ""),
        (".ingress-lint.yaml", "# nothing\n"),
        (".ingress-lint.yaml", "---\n"),
        ("pyproject.toml", "[tool.ingress-lint]\n"),
    ],
)
def test_an_empty_configuration_is_one(project: Path, file: str, text: str) -> None:
    (project / file).write_text(text)
    assert run("check").exit_code == 1
