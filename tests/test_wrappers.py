"""Hooks, action, templates, container and editors: every snippet of the guides is read from its page and run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from ingress_lint.chunks import chunks
from ingress_lint.cli import cli
from ingress_lint.config_reader import load
from ingress_lint.tree import plain
from ingress_lint.version import VERSION

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = ("configuration", "suppression", "baseline", "formats", "ci", "editors")
MANIFEST = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: acme
  rules:
    - host: shop_1.example.com
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


def fences(page: str, language: str) -> list[str]:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def yaml(text: str) -> object:
    (found,) = [chunk for chunk in chunks(text) if chunk.root is not None or chunk.error is not None]
    assert found.error is None, found.error
    assert found.root is not None
    return plain(found.root)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a finding, and the tool on the path under its name."""
    place = tmp_path / "project"
    (place / "deploy").mkdir(parents=True)
    (place / "deploy" / "shop.yaml").write_text(MANIFEST)
    subprocess.run(["git", "init", "-q", str(place)], check=True)
    tool = tmp_path / "bin" / "ingress-lint"
    tool.parent.mkdir()
    tool.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m ingress_lint "$@"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(place)
    return place


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, **environment}
    return subprocess.run(["bash", "-euc", command], capture_output=True, text=True, check=False, env=env)


# The guides as a whole


@pytest.mark.parametrize("page", PAGES)
def test_every_command_of_a_guide_runs(page: str, project: Path) -> None:
    (project / "my_formats.py").write_text("\n".join(fences("formats", "python")))
    for fence in fences(page, "bash"):
        for line in fence.splitlines():
            if line.startswith("ingress-lint "):
                done = shell(line, PYTHONPATH=str(project)) if "my_formats" not in line else plugin(line)
                assert done.returncode in (0, 1), (line, done.stderr)
                assert "Traceback" not in done.stderr


def plugin(line: str) -> subprocess.CompletedProcess[str]:
    """A command with the plugin of the page, which is importable from the working directory."""
    command = line.replace("ingress-lint", f'PYTHONPATH=".:{ROOT}" "{sys.executable}" -m ingress_lint', 1)
    done = shell(command)
    assert done.stdout == "deploy/shop.yaml 8 host-invalid\n", done.stderr
    return done


def test_the_configuration_of_the_guide_is_valid(project: Path) -> None:
    for fence in fences("configuration", "yaml"):
        (project / ".ingress-lint.yaml").write_text(fence)
        assert load(".ingress-lint.yaml").minor == 35
        done = shell("ingress-lint config show")
        assert done.returncode == 0, done.stderr
    (project / ".ingress-lint.yaml").unlink()
    (fence,) = fences("configuration", "toml")
    (project / "pyproject.toml").write_text(fence)
    assert load("pyproject.toml").tuning.severity == {"host-invalid": "warning"}
    assert shell("ingress-lint check").returncode == 1


def test_the_mistake_of_the_guide_is_shown_like_that(project: Path) -> None:
    (fence,) = fences("configuration", "console")
    (project / ".ingress-lint.yaml").write_text("selct: [api]\n")
    assert shell("ingress-lint check").stderr == fence.partition("\n")[2]


def test_the_suppressions_of_the_guide_leave_nothing_to_say(project: Path) -> None:
    for fence in fences("suppression", "yaml"):
        (project / "deploy" / "shop.yaml").write_text(fence)
        rules = "host-invalid,tls-missing,path-type-missing,path-not-absolute,unused-suppression,unknown-rule"
        done = shell(f"ingress-lint check --select {rules} --output-format json --show-suppressed deploy/shop.yaml")
        found = json.loads(done.stdout)["diagnostics"]
        assert [d["rule"] for d in found if d["suppressed"] is None] == []
        assert len(found) >= 2


# pre-commit


def hooks() -> list[dict[str, object]]:
    found = yaml((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


def test_the_hooks_are_documented_and_their_commands_exist(project: Path) -> None:
    page = (DOCS / "ci.md").read_text(encoding="utf-8")
    for hook in hooks():
        assert f"| `{hook['id']}` |" in page
        done = shell(f"{hook['entry']} deploy/shop.yaml")
        assert done.returncode == 1
        assert "host-invalid" in done.stdout
    configured = yaml(fences("ci", "yaml")[0])
    assert isinstance(configured, dict)
    (repo,) = configured["repos"]
    assert {hook["id"] for hook in repo["hooks"]} <= {hook["id"] for hook in hooks()}
    assert repo["rev"] == f"v{VERSION}"


def ingress(number: int) -> str:
    """One of 4,000: 40 have a host that is refused, 20 hosts are claimed by four Ingresses each."""
    host = f"bad_{number}" if number % 100 == 0 else f"pair-{number % 1000}" if number % 50 == 25 else f"h{number}"
    return MANIFEST.replace("shop_1.example.com", f"{host}.example.com").replace("name: shop", f"name: shop-{number}")


@pytest.mark.slow
def test_pre_commit_finds_the_same_however_it_splits_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository of 4,000 manifests, more than fit into one command line."""
    tool = shutil.which("pre-commit", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert tool, "pre-commit is one of the tools for development"
    project = tmp_path / "project"
    for number in range(4_000):
        directory = project / f"a-rather-long-name-of-a-team-{number % 40}" / "deploy"
        directory.mkdir(parents=True, exist_ok=True)
        (directory / f"ingress-{number}.yaml").write_text(ingress(number))
    for command in (["init", "-q"], ["add", "."]):
        subprocess.run(["git", *command], cwd=project, check=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"PRE_COMMIT_HOME": str(tmp_path / "cache"), "INGRESS_LINT_OUTPUT_FORMAT": "json"}
    environment.pop("PYTHONPATH", None)
    whole = subprocess.run(
        [sys.executable, "-m", "ingress_lint", "check"],
        cwd=project,
        env={**environment, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    expected = {d["fingerprint"] for d in json.loads(whole.stdout)["diagnostics"]}
    assert len(expected) >= 60
    for hook in ("ingress-lint", "ingress-lint-project", "ingress-lint-fix"):
        command = [tool, "try-repo", str(ROOT), hook, "--all-files", "--verbose", "--color", "never"]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        reports = list(json_objects(done.stdout))
        found = {d["fingerprint"] for report in reports for d in report["diagnostics"]}
        assert found == expected, done.stdout[-2000:] + done.stderr[-2000:]
        assert (len(reports) > 1) is (hook != "ingress-lint-project")


def json_objects(text: str) -> object:
    """The reports between the lines that pre-commit writes itself."""
    decoder = json.JSONDecoder()
    at = text.find('{\n  "version"')
    while at >= 0:
        value, end = decoder.raw_decode(text, at)
        yield value
        at = text.find('{\n  "version"', end)


# GitHub Actions


def action() -> dict[str, dict[str, object]]:
    found = yaml((ROOT / "action.yml").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_workflow_of_the_guide_uses_inputs_that_exist() -> None:
    workflow = yaml(fences("ci", "yaml")[1])
    assert isinstance(workflow, dict)
    steps = workflow["jobs"]["ingress-lint"]["steps"]
    (ours,) = [step for step in steps if step["uses"].startswith("ingress-lint/")]
    assert ours["uses"].endswith(f"@v{VERSION}")
    assert set(ours["with"]) <= set(action()["inputs"])
    (upload,) = [step for step in steps if "upload-sarif" in step["uses"]]
    assert upload["with"]["sarif_file"] == ours["with"]["sarif-file"]


def test_every_input_reaches_the_script_as_a_variable() -> None:
    steps = action()["runs"]["steps"]
    assert isinstance(steps, list)
    script = (ROOT / "templates" / "github-action.sh").read_text(encoding="utf-8")
    for step in steps:
        assert "${{" not in step.get("run", ""), "an expression in a shell command can be turned into a command"
    (run,) = [step for step in steps if "run" in step]
    assert {f"${{{{ inputs.{name} }}}}" for name in action()["inputs"]} <= set(run["env"].values())
    assert all(f"${name}" in script or f"${{{name}" in script for name in run["env"])


def act(project: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    given = dict.fromkeys(("PYTHON", "ACTION", "VERSION", "PATHS", "ARGS", "FAIL_ON", "SARIF"), "")
    given |= {"ANNOTATIONS": "true", "INGRESS_LINT": "ingress-lint", "GITHUB_OUTPUT": str(project / "output")}
    return shell(f'bash "{ROOT}/templates/github-action.sh"', **{**given, **environment})


def test_the_action_annotates_writes_and_gates(project: Path) -> None:
    done = act(project, SARIF="out.sarif")
    assert done.returncode == 1
    assert done.stdout.startswith("::error file=deploy/shop.yaml,line=8,")
    assert (project / "output").read_text() == "exit-code=1\n"
    assert len(json.loads((project / "out.sarif").read_text())["runs"][0]["results"]) >= 1
    assert act(project, FAIL_ON="never").returncode == 0
    assert act(project, PATHS="missing.yaml").returncode == 2
    assert act(project, ARGS="--select\npath-type-missing", PATHS="deploy/shop.yaml").returncode == 0
    assert act(project, ANNOTATIONS="false", SARIF="out.sarif").stdout.startswith("error[host-invalid]")
    assert act(project, VERSION="1; echo").returncode == 2


def test_nothing_in_an_input_becomes_a_command(project: Path) -> None:
    done = act(project, PATHS="--help\n$(touch planted)\n; touch planted", ARGS='"; touch planted; "')
    assert done.returncode == 2
    assert not (project / "planted").exists()


# GitLab, container, completion


def test_the_gitlab_job_writes_what_it_promises(project: Path) -> None:
    template = yaml((ROOT / "templates" / "ingress-lint.gitlab-ci.yml").read_text(encoding="utf-8"))
    assert isinstance(template, dict)
    job = template["ingress-lint"]
    assert job["variables"]["INGRESS_LINT_VERSION"] == VERSION
    (command,) = job["script"]
    done = shell(command, INGRESS_LINT_ARGS="--quiet", INGRESS_LINT_FAIL_ON="never")
    assert done.returncode == 0, done.stderr
    for file in job["artifacts"]["reports"].values():
        assert (project / file).stat().st_size > 0
    included = yaml(fences("ci", "yaml")[2])
    assert isinstance(included, dict)
    assert included["include"][0]["remote"].endswith(f"/v{VERSION}/templates/ingress-lint.gitlab-ci.yml")
    options = {f"INGRESS_LINT_{name.upper()}" for name in ("fail_on", "select")}
    assert set(included["variables"]) <= options


def test_the_container_runs_the_tool_as_nobody() -> None:
    """What can be told without a container runtime: the last user is not root, the entry point is the tool."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line for line in lines if line.startswith("USER ")]
    assert users == ["USER 65534:65534"]
    assert 'ENTRYPOINT ["ingress-lint"]' in lines
    assert lines.index(users[0]) < lines.index('ENTRYPOINT ["ingress-lint"]')
    assert all("slim" in line for line in lines if line.startswith("FROM "))


def test_completion_of_the_guide_completes(project: Path) -> None:
    (line,) = [line for fence in fences("ci", "bash") for line in fence.splitlines() if line.startswith("eval")]
    done = shell(f"{line}\ncomplete -p ingress-lint")
    assert "_ingress_lint_completion" in done.stdout, done.stderr
    words = shell('COMP_WORDS="ingress-lint ch" COMP_CWORD=1 _INGRESS_LINT_COMPLETE=bash_complete ingress-lint')
    assert words.stdout == "plain,check\n"


# Editors


def test_the_task_of_vs_code_reads_our_lines(project: Path) -> None:
    (fence,) = fences("editors", "json")
    (task,) = json.loads(fence)["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    done = subprocess.run([task["command"], *task["args"]], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    matches = [re.match(pattern["regexp"], line) for line in done.stdout.splitlines()]
    assert matches
    assert all(matches)
    found = matches[0]
    assert found is not None
    assert found[pattern["file"]] == "deploy/shop.yaml"
    assert (found[pattern["line"]], found[pattern["column"]]) == ("8", "13")
    assert (found[pattern["severity"]], found[pattern["code"]]) == ("error", "host-invalid")


def test_neovim_reads_our_sarif(project: Path) -> None:
    """As the SARIF parser of nvim-lint does: the file from the working directory and the URI, regions from 1."""
    (fence,) = fences("editors", "lua")
    listed = re.search(r"args = \{(.*?)\n  \},", fence, re.DOTALL)
    assert listed
    arguments = re.sub(r"function\(\).*?end", '"deploy/shop.yaml"', listed[1])
    command = ["ingress-lint", *re.findall(r'"([^"]*)"', arguments)]
    done = subprocess.run(command, input="\n" + MANIFEST, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    (run,) = json.loads(done.stdout)["runs"]
    (found,) = [result for result in run["results"] if result["ruleId"] == "host-invalid"]
    location = found["locations"][0]["physicalLocation"]
    assert (project / location["artifactLocation"]["uri"]).samefile(project / "deploy" / "shop.yaml")
    assert location["region"] == {"startLine": 9, "startColumn": 13, "endLine": 9, "endColumn": 31}
    assert found["level"] in ("error", "warning", "note")


def test_vim_reads_our_lines(project: Path) -> None:
    """Vim's error format, turned into a regular expression as Vim describes it."""
    (fence,) = fences("editors", "vim")
    program = re.search(r"^set makeprg=(.*)$", fence, re.MULTILINE)
    formats = re.search(r"^set errorformat=(.*)$", fence, re.MULTILINE)
    assert program
    assert formats
    done = shell(program[1].replace("\\ ", " ").replace("%", "deploy/shop.yaml"))
    parts = {"%f": "(?P<file>.+?)", "%l": r"(?P<line>\d+)", "%c": r"(?P<column>\d+)", "%m": "(?P<message>.+)"}
    expressions = []
    for form in formats[1].replace("\\ ", " ").split(","):
        form = re.sub(r"%t", "(?P<type>.)", form)
        for item, expression in parts.items():
            form = form.replace(item, expression)
        expressions.append(form)
    lines = done.stdout.splitlines()
    assert lines
    for line in lines:
        (found,) = [match for form in expressions if (match := re.fullmatch(form, line))]
        assert found["file"] == "deploy/shop.yaml"


def test_flycheck_reads_our_lines(project: Path) -> None:
    """The command and the patterns of the checker, the latter turned into regular expressions."""
    (fence,) = fences("editors", "lisp")
    command = re.search(r":command \(([^)]*)\)", fence)
    assert command
    words = [word.strip('"').replace("source-original", "deploy/shop.yaml") for word in command[1].split()]
    done = subprocess.run(words, input=MANIFEST, capture_output=True, text=True, check=False)
    severities = re.findall(r'\((\w+) line-start \(file-name\) ":" line ":" column "([^"]+)"', fence)
    assert len(severities) == 3
    expressions = [rf"(?P<file>.+):(\d+):(\d+){re.escape(between)}(.*) \[([^\]]+)\]" for _, between in severities]
    lines = done.stdout.splitlines()
    assert lines
    assert all(sum(1 for form in expressions if re.fullmatch(form, line)) == 1 for line in lines)


def test_json_from_standard_input_names_the_file(project: Path) -> None:
    done = CliRunner().invoke(
        cli, ("check", "--output-format", "json", "--stdin-filename", "deploy/shop.yaml", "-"), input=MANIFEST
    )
    found = json.loads(done.stdout)["diagnostics"]
    assert Counter(d["path"] for d in found) == {"deploy/shop.yaml": len(found)}
    assert found


# Our own examples


@pytest.fixture
def examples(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with our examples and our configuration of pre-commit."""
    shutil.copytree(ROOT / "examples", project / "examples")
    shutil.copy(ROOT / ".pre-commit-config.yaml", project)
    shutil.rmtree(project / "deploy")
    return project


def test_our_examples_pass_our_own_hook(examples: Path, tmp_path: Path) -> None:
    tool = shutil.which("pre-commit", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    assert tool, "pre-commit is one of the tools for development"
    subprocess.run(["git", "add", "."], check=True)
    done = shell(f'"{tool}" run --all-files --verbose', PRE_COMMIT_HOME=str(tmp_path / "cache"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "All clean" in done.stdout
    (hook,) = yaml((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0]["hooks"]  # type: ignore[index]
    assert hook["entry"] == next(h["entry"] for h in hooks() if h["id"] == hook["id"])


def test_our_examples_pass_our_own_action(examples: Path) -> None:
    workflow = yaml((ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))
    assert isinstance(workflow, dict)
    (ours,) = [step for step in workflow["jobs"]["examples"]["steps"] if step.get("uses") == "./"]
    assert set(ours["with"]) <= set(action()["inputs"])
    done = act(examples, PATHS=ours["with"]["paths"], FAIL_ON=ours["with"]["fail-on"])
    assert done.returncode == 0, done.stdout + done.stderr
    assert act(examples, PATHS="examples/first-ingress").returncode != 0
