"""`--fix`, `--unsafe-fixes`, `--fix-only` and `--diff` as a user calls them: files, streams and exit codes."""

from __future__ import annotations

import os
import stat
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingress_lint import writing
from ingress_lint.cli import cli

OLD = """\
apiVersion: networking.k8s.io/v1
kind: ingress  # kind
metadata:
  name: shop
spec:
  rules:
    - http:
        paths:
          - path: /
            backend: {service: {name: web, port: {number: 80}}}
"""
SAFE = OLD.replace("kind: ingress", "kind: Ingress")
ALL = SAFE.replace("- path: /\n", "- path: /\n            pathType: Prefix\n")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.yaml").write_text(OLD)
    return tmp_path


def check(*arguments: str, data: bytes | None = None) -> Result:
    given = ("check", "--isolated", "--select", "api", "--output-format", "concise", *arguments)
    return CliRunner().invoke(cli, given, input=data)


def test_fix_writes_safe_fixes_and_reports_the_rest(here: Path) -> None:
    result = check("--fix", "a.yaml")
    assert (here / "a.yaml").read_text() == SAFE
    assert result.exit_code == 1
    assert "[path-type-missing]" in result.stdout
    assert "kind-wrong-case" not in result.stdout
    assert "fixed 1 finding in 1 file" in result.stderr


def test_unsafe_fixes_are_applied_when_asked_for(here: Path) -> None:
    result = check("--fix", "--unsafe-fixes", "a.yaml")
    assert (here / "a.yaml").read_text() == ALL
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_second_run_changes_nothing(here: Path) -> None:
    check("--fix", "--unsafe-fixes", "a.yaml")
    before = written(here / "a.yaml")
    result = check("--fix", "--unsafe-fixes", "a.yaml")
    assert result.exit_code == 0
    assert "fixed" not in result.stderr
    assert written(here / "a.yaml") == before


def written(file: Path) -> tuple[int, int]:
    """What changes when a file is written again; the time of the last access may change by reading it."""
    return file.stat().st_ino, file.stat().st_mtime_ns


def test_unsafe_fixes_alone_fix_nothing(here: Path) -> None:
    assert check("--unsafe-fixes", "a.yaml").exit_code == 1
    assert (here / "a.yaml").read_text() == OLD


def test_fix_only_reports_what_it_fixed() -> None:
    result = check("--fix-only", "a.yaml")
    assert result.stdout == "a.yaml:2:7: fixed: set kind to `Ingress` [kind-wrong-case]\n"
    assert (result.exit_code, result.stderr) == (0, "")


def test_diff_writes_nothing(here: Path) -> None:
    result = check("--diff", "a.yaml")
    assert (here / "a.yaml").read_text() == OLD
    assert result.exit_code == 1
    assert result.stdout.startswith("--- a.yaml\n+++ a.yaml\n@@ -1,5 +1,5 @@\n")
    assert "-kind: ingress  # kind\n+kind: Ingress  # kind\n" in result.stdout
    assert check("--diff", "--fix", "--unsafe-fixes", "a.yaml").exit_code == 1
    assert (here / "a.yaml").read_text() == OLD


@pytest.mark.parametrize("option", ["--fix", "--fix-only", "--diff"])
def test_what_cannot_be_opened_is_said(here: Path, option: str) -> None:
    result = check(option, "a.yaml", "gone.yaml")
    assert result.exit_code == 2
    assert "error: gone.yaml: no such file" in result.stderr
    assert ((here / "a.yaml").read_text() == SAFE) is (option != "--diff")


def test_diff_of_nothing_is_empty(here: Path) -> None:
    (here / "a.yaml").write_text(ALL)
    result = check("--diff", "a.yaml")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("end", ["", "\n"])
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_a_diff_is_a_patch(here: Path, end: str, eol: str) -> None:
    """`patch` makes of the file what `--fix` makes of it."""
    content = (OLD.rstrip() + end).replace("\n", eol).encode()
    (here / "a.yaml").write_bytes(content)
    diff = check("--diff", "--unsafe-fixes", "a.yaml").stdout_bytes
    check("--fix", "--unsafe-fixes", "a.yaml")
    fixed = (here / "a.yaml").read_bytes()
    assert fixed == (ALL.rstrip() + end).replace("\n", eol).encode()
    (here / "a.yaml").write_bytes(content)
    subprocess.run(["patch", "--binary", "-p0"], input=diff, check=True, capture_output=True)
    assert (here / "a.yaml").read_bytes() == fixed


def test_stdin_is_fixed_to_stdout(here: Path) -> None:
    result = check("--fix", "-", data=OLD.encode())
    assert result.stdout == SAFE
    assert "[path-type-missing]" in result.stderr
    assert result.exit_code == 1
    assert (here / "a.yaml").read_text() == OLD


def test_stdin_that_needs_no_fix_is_passed_on() -> None:
    for data in (ALL.encode(), b"no: ingress\r\n", b"", b"\xff\xfe", ALL.encode("utf-16")):
        assert check("--fix", "-", data=data).stdout_bytes == data


def test_stdin_stands_in_for_a_file_and_does_not_write_it(here: Path) -> None:
    result = check("--fix-only", "--stdin-filename", "a.yaml", "-", data=OLD.encode())
    assert result.stdout == SAFE
    assert "a.yaml:2:7: fixed" in result.stderr
    assert (here / "a.yaml").read_text() == OLD


def test_only_named_files_are_written(here: Path) -> None:
    (here / ".git").mkdir()
    (here / "b.yaml").write_text(OLD.replace("shop", "other"))
    check("--fix", "a.yaml")
    assert (here / "b.yaml").read_text() == OLD.replace("shop", "other")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_encoding_and_byte_order_mark_are_kept(here: Path, encoding: str) -> None:
    mark = b"\xfe\xff" if encoding == "utf-16-be" else b""
    (here / "a.yaml").write_bytes(mark + OLD.replace("shop", "shop # é").encode(encoding))
    check("--fix", "a.yaml")
    assert (here / "a.yaml").read_bytes() == mark + SAFE.replace("shop", "shop # é").encode(encoding)


def test_a_file_with_bytes_that_are_no_text_is_not_written(here: Path) -> None:
    content = OLD.encode().replace(b"# kind", b"# \xff")
    (here / "a.yaml").write_bytes(content)
    result = check("--fix", "a.yaml")
    assert (here / "a.yaml").read_bytes() == content
    assert "cannot set kind to `Ingress`: the file holds bytes that are no text" in result.stderr
    assert result.exit_code == 1
    for option in ("--fix-only", "--diff"):  # nothing else would tell that there is something left
        assert check(option, "-q", "a.yaml").exit_code == 2
        assert "the file holds bytes that are no text" in check(option, "-q", "a.yaml").stderr


def test_mode_and_links_are_kept(here: Path) -> None:
    (here / "a.yaml").chmod(0o640)
    (here / "link.yaml").symlink_to("a.yaml")
    check("--fix", "link.yaml")
    assert (here / "link.yaml").is_symlink()
    assert (here / "a.yaml").read_text() == SAFE
    assert stat.S_IMODE((here / "a.yaml").stat().st_mode) == 0o640


def test_a_file_with_two_names_is_written_once(here: Path) -> None:
    (here / "link.yaml").symlink_to("a.yaml")
    result = check("--fix", "a.yaml", "link.yaml")
    assert (here / "a.yaml").read_text() == SAFE
    assert (here / "link.yaml").is_symlink()
    assert "not fixed" not in result.stderr


def test_a_link_in_a_directory_is_no_second_file_to_fix(here: Path) -> None:
    (here / "link.yaml").symlink_to("a.yaml")
    result = check("--fix", ".")
    assert (here / "a.yaml").read_text() == SAFE
    assert "in 1 file\n" in result.stderr
    assert "changed while" not in result.stderr


def test_a_file_that_cannot_be_written_does_not_stop_the_others(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "b.yaml").write_text(OLD)
    monkeypatch.setattr(os, "access", lambda path, mode: not str(path).endswith("a.yaml"))
    result = check("--fix", "a.yaml", "b.yaml")
    assert result.exit_code == 2
    assert "error: a.yaml: not fixed: permission denied" in result.stderr
    assert (here / "a.yaml").read_text() == OLD
    assert (here / "b.yaml").read_text() == SAFE
    assert result.stdout.count("a.yaml") == 2
    assert result.stdout.count("b.yaml") == 1
    assert "fixed 1 finding in 1 file" in result.stderr


def test_a_file_that_changes_meanwhile_is_not_overwritten(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    really = writing._refuse

    def meanwhile(target: str, status: os.stat_result, old: bytes) -> None:
        Path(target).write_text("somebody: else\n")
        really(target, status, old)

    monkeypatch.setattr(writing, "_refuse", meanwhile)
    result = check("--fix", "a.yaml")
    assert result.exit_code == 2
    assert "error: a.yaml: not fixed: the file changed while it was being fixed" in result.stderr
    assert (here / "a.yaml").read_text() == "somebody: else\n"


def test_accepted_findings_are_not_fixed(here: Path) -> None:
    check("--baseline", "accepted.json", "--update-baseline", "a.yaml")
    result = check("--baseline", "accepted.json", "--fix", "a.yaml")
    assert (here / "a.yaml").read_text() == OLD
    assert result.exit_code == 0


def test_refusals_are_told_with_their_reason(here: Path) -> None:
    text = OLD.replace("kind: ingress  # kind", "kind: &k ingress").replace("name: shop", "name: *k")
    (here / "a.yaml").write_text(text)
    result = check("--fix", "a.yaml")
    assert (here / "a.yaml").read_text() == text
    assert "a.yaml:2:10: cannot set kind to `Ingress`: it would also change `metadata.name`" in result.stderr
