"""What goes wrong around a run: each gets one clear line, and the other files are still reported."""

from __future__ import annotations

import json
import os
import pty
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingress_lint.cli import cli
from ingress_lint.glance import MAX_FILE

ROOT = Path(__file__).parents[1]
MANIFEST = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: {host}
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
MACHINE = ("json", "sarif", "github", "gitlab", "junit")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "good.yaml").write_text(MANIFEST.format(host="a_b"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def check(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ("check", "--isolated", "--output-format", "concise", *arguments))


def start(*arguments: str, **options: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "ingress_lint", "check", "--isolated", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **options)


def reported(done: Result) -> bool:
    """Whether the good file was linted nevertheless, and nothing broke."""
    assert "Traceback" not in done.output
    return "good.yaml:7:13: error: host `a_b` is not a DNS name" in done.stdout


def test_a_file_that_is_not_there(here: Path) -> None:
    done = check("good.yaml", "goood.yaml")
    assert reported(done)
    assert done.exit_code == 2
    assert "error: goood.yaml: no such file or directory, did you mean `good.yaml`?" in done.stderr


def test_a_dangling_link(here: Path) -> None:
    (here / "link.yaml").symlink_to("nowhere.yaml")
    done = check("good.yaml", "link.yaml")
    assert reported(done)
    assert done.exit_code == 2
    assert "error: link.yaml: dangling link" in done.stderr


def test_a_file_that_cannot_be_read(here: Path) -> None:
    if os.geteuid() == 0:  # who may read everything needs a file that nobody can read
        (here / "secret.yaml").symlink_to("/proc/self/mem")
    else:
        (here / "secret.yaml").write_text(MANIFEST)
        (here / "secret.yaml").chmod(0)
    done = check("good.yaml", "secret.yaml")
    assert reported(done)
    assert done.exit_code == 2
    assert done.stderr.startswith("error: secret.yaml: ")


@pytest.mark.parametrize("form", MACHINE)
def test_formats_for_programs_name_what_could_not_be_read(here: Path, form: str) -> None:
    done = CliRunner().invoke(cli, ("check", "--isolated", "--output-format", form, "good.yaml", "missing.yaml"))
    assert done.exit_code == 2
    if form != "gitlab":
        assert "missing.yaml" in done.stdout
    if form in ("json", "sarif", "gitlab"):
        json.loads(done.stdout)


def test_a_directory_with_the_name_of_a_manifest(here: Path) -> None:
    (here / "x.yaml").mkdir()
    (here / "x.yaml" / "inner.yaml").write_text(MANIFEST.format(host="c_d"))
    for paths in ((), (".",), ("good.yaml", "x.yaml")):
        done = check(*paths)
        assert reported(done)
        assert "x.yaml/inner.yaml:7:13: error: host `c_d`" in done.stdout
        assert done.exit_code == 1


def test_a_pipe_and_a_device_are_no_files_of_a_directory(here: Path) -> None:
    os.mkfifo(here / "pipe.yaml")
    (here / "loop.yaml").symlink_to("loop.yaml")
    process = start("--output-format", "concise", ".", cwd=here)
    try:
        out, _ = process.communicate(timeout=20)
    finally:
        process.kill()
    assert b"good.yaml:7:13" in out


@pytest.mark.parametrize("git", [False, True])
def test_a_link_to_itself_is_named(here: Path, *, git: bool) -> None:
    if git:
        subprocess.run(["git", "init", "-q"], check=True)
    (here / "loop.yaml").symlink_to("loop.yaml")
    done = check(".")
    assert reported(done)
    assert done.exit_code == 2
    assert "error: loop.yaml: Too many levels of symbolic links" in done.stderr


@pytest.mark.parametrize("paths", [(".",), ("good.yaml", "closed"), ("good.yaml", "closed/a.yaml")])
@pytest.mark.parametrize("git", [False, True])
def test_a_directory_without_permission_is_named(here: Path, paths: tuple[str, ...], *, git: bool) -> None:
    if git:
        subprocess.run(["git", "init", "-q"], check=True)
    (here / "closed").mkdir(mode=0)
    # Root may look everywhere, unless it gives up the right to.
    weak = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if weak and not shutil.which("setpriv"):
        pytest.skip("root looks into every directory")
    command = [*weak, sys.executable, "-m", "ingress_lint", "check", "--isolated", "--output-format", "concise", *paths]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "good.yaml:7:13: error: host `a_b`" in done.stdout
    assert done.stderr.startswith(f"error: {'closed' if paths == ('.',) else paths[1]}: Permission denied\n")
    assert done.returncode == 2


@pytest.mark.parametrize("options", [(), ("--diff",)])
def test_pipes_are_read_once_and_whole(here: Path, options: tuple[str, ...]) -> None:
    os.mkfifo(here / "named")
    padding = "# " + "x" * 200_000 + "\n"  # more than a pipe holds at once
    manifest = (padding + MANIFEST.format(host="a_b").replace("Prefix", "prefix")).encode()
    for path in ("named", "/dev/stdin"):
        process = start("--output-format", "concise", path, *options, cwd=here, stdin=subprocess.PIPE)
        try:
            if path == "named":
                (here / "named").write_bytes(manifest)
            out, err = process.communicate(b"" if path == "named" else manifest, timeout=20)
        finally:
            process.kill()
        wanted = b"+            pathType: Prefix" if options else f"{path}:8:13: error: host `a_b`".encode()
        assert wanted in out
        assert process.returncode == 1, err


def test_a_device_is_no_file(here: Path) -> None:
    done = check("good.yaml", "/dev/zero")
    assert reported(done)
    assert done.exit_code == 2
    assert "error: /dev/zero: a device, and no file" in done.stderr


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-32", "UTF-32"),
        ("utf-32-be", "UTF-32"),
        ("utf-16-le", "UTF-16 without a byte order mark"),
        ("utf-16-be", "UTF-16 without a byte order mark"),
    ],
)
def test_an_encoding_that_kubectl_does_not_read(here: Path, encoding: str, name: str) -> None:
    (here / "wide.yaml").write_bytes(MANIFEST.format(host="c_d").encode(encoding))
    done = check("good.yaml", "wide.yaml")
    assert reported(done)
    assert done.exit_code == 2
    assert f"error: wide.yaml: the text is in {name}, which kubectl does not read; save it as UTF-8" in done.stderr


@pytest.mark.parametrize("first", [b"", b"kind: Ingress\n"])
def test_a_file_of_200_megabytes(here: Path, first: bytes) -> None:
    with open(here / "huge.yaml", "wb") as file:
        file.write(first)
        file.truncate(200 * 1024 * 1024)
    begin = time.monotonic()
    done = check("good.yaml", "huge.yaml")
    assert reported(done)
    assert time.monotonic() - begin < 20
    if first:
        limit = MAX_FILE // 1024 // 1024
        assert f"error: huge.yaml: 200 MiB is more than the {limit} MiB a manifest may have" in done.stderr
        assert done.exit_code == 2
    else:
        assert done.exit_code == 1


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 100,
        b"\x00" * 10_000 + b"kind: Ingress",
        b"\x7fELF\x02\x01\x01 Ingress networking.k8s.io " + os.urandom(5_000),
        b"\xff\xfe" + b"k\x00i\x00n\x00d\x00:\x00 \x00I\x00n\x00g\x00r\x00e\x00s\x00s\x00\xd8",
        b"kind: Ingress\n\xef\xbb\xbf---\n\xff\xfe\xfd",
        b"{" * 100_000 + b'"kind": "Ingress"',
        b"- " * 50_000 + b"Ingress",
        b"kind: Ingress\nmetadata: &a [*a, *a]\n",
        b"\xed\xa0\x80kind: Ingress",
    ],
)
def test_files_that_are_no_text(here: Path, data: bytes) -> None:
    (here / "odd.yaml").write_bytes(data)
    done = check("good.yaml", "odd.yaml")
    assert reported(done)
    assert done.exit_code in (1, 2)


def test_bytes_that_are_no_utf_8_are_read_as_kubectl_reads_them(here: Path) -> None:
    (here / "latin.yaml").write_bytes(MANIFEST.format(host="b\xfcro").encode("latin-1"))
    done = check("good.yaml", "latin.yaml")
    assert reported(done)
    assert "latin.yaml:7:13: error: host `b\ufffdro`" in done.stdout


def test_a_name_that_is_no_utf_8(here: Path) -> None:
    name = os.fsencode(here) + b"/b\xfc.yaml"
    with open(name, "w", encoding="utf-8") as file:
        file.write(MANIFEST.format(host="a_b"))
    for form in ("full", "concise", *MACHINE):
        process = start("--output-format", form, ".", cwd=here)
        out, error = process.communicate(timeout=60)
        assert process.returncode == 1, (form, error)
        assert b"Traceback" not in error
        out.decode("utf-8")


@pytest.mark.parametrize("form", ["full", "concise", "github"])
def test_escape_codes_of_a_manifest_never_reach_the_terminal(here: Path, form: str) -> None:
    text = MANIFEST.format(host='"\\e]0;owned\\a\\u009b31m\\u202eevil"').replace("name: shop", 'name: "\\e[2Jshop"')
    (here / "evil.yaml").write_text(f"# \x1b[31m\n{text}# ::error::owned\n".replace("# \x1b", "# \\x1b"))
    (here / "\x1b[31mname.yaml").write_text(text)
    done = CliRunner().invoke(cli, ("check", "--isolated", "--color", "never", "--output-format", form, "."))
    assert done.exit_code == 1
    for stream in (done.stdout, done.stderr):
        assert not any(character in stream for character in "\x1b\x07\x9b\u202e")
    assert not any(line.startswith("::error::owned") for line in done.stdout.splitlines())


def test_a_reader_that_goes_away(here: Path) -> None:
    for number in range(300):
        (here / f"{number}.yaml").write_text(MANIFEST.format(host=f"a_{number}"))
    process = start("--output-format", "full", ".", cwd=here)
    assert process.stdout is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=60) == 141
    assert process.stderr is not None
    assert process.stderr.read() == b""


def test_an_interrupted_run(here: Path) -> None:
    os.mkfifo(here / "pipe.yaml")
    process = start("good.yaml", "pipe.yaml", cwd=here)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert b"Traceback" not in error


def test_a_report_that_cannot_be_written(here: Path) -> None:
    done = check("good.yaml", "--output-format", "sarif=missing/out.sarif")
    assert done.exit_code == 2
    assert "`missing/out.sarif` cannot be written" in done.stderr


def test_manifests_that_cannot_be_written(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "good.yaml").chmod(0o444)
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    done = check("good.yaml", "--add-ignores", "for now")
    assert done.exit_code == 2
    assert "error: good.yaml: " in done.stderr
    assert (here / "good.yaml").read_text() == MANIFEST.format(host="a_b")


def terminal(here: Path, *arguments: str, **environment: str) -> bytes:
    """What a run writes to standard error if that is a terminal."""
    ours, theirs = pty.openpty()
    keep = {key: value for key, value in os.environ.items() if key not in ("CI", "PRE_COMMIT")}
    command = [sys.executable, "-m", "ingress_lint", "check", "--isolated", *arguments]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=theirs,
        cwd=here,
        env={**keep, "PYTHONPATH": str(ROOT), "TERM": "xterm", **environment},
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:
            break
        if not part:
            break
        written += part
    process.wait(timeout=60)
    os.close(ours)
    return written


@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "{%",
        "{{",
        "${",
        "<a",
        "[",
        "- ",
        "# ingress-lint:",
        "#ingress-lint: ignore[",
        "a: &a ",
        "? ",
        "!!",
        "'",
        "|\n",
        "---\n",
        "__a",
    ],
)
def test_no_text_takes_more_than_a_moment(here: Path, piece: str) -> None:
    """A file of 100 kB that repeats what some expression or other looks for."""
    (here / "odd.yaml").write_text(f"kind: Ingress\nnote: {piece * (100_000 // len(piece))}")
    begin = time.monotonic()
    done = check("good.yaml", "odd.yaml")
    assert reported(done)
    assert time.monotonic() - begin < 5


def test_long_values_are_cut_in_reports(here: Path) -> None:
    (here / "long.yaml").write_text(MANIFEST.format(host="a_" * 5_000))
    done = CliRunner().invoke(cli, ("check", "--isolated", "long.yaml"))
    assert done.exit_code == 1
    assert all(len(line) < 500 for line in done.stdout.splitlines())


def test_values_of_megabytes_are_cut_in_messages_and_never_in_places(here: Path) -> None:
    text = MANIFEST.format(host="a_" * 1_000_000).replace("name: shop", f"name: {'Web ' * 100_000}")
    (here / "long.yaml").write_text(text)
    done = CliRunner().invoke(cli, ("check", "--isolated", "--output-format", "json", "long.yaml"))
    host, *others = sorted(json.loads(done.stdout)["diagnostics"], key=lambda found: found["rule"] != "host-invalid")
    assert "`" + "a_" * 29 + "a…" in host["message"]
    assert (host["column"], host["endColumn"]) == (13, 2_000_013)
    assert others
    for found in (host, *others):
        assert all(len(said) < 1_000 for said in (found["message"], *found["notes"], found["label"] or ""))
    done = CliRunner().invoke(cli, ("check", "--isolated", "long.yaml"))
    assert all(len(line) < 1_000 for line in done.stdout.splitlines())


def test_a_long_run_shows_how_far_it_is_on_a_terminal_only(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(300):
        (here / f"{number}.yaml").write_text(MANIFEST.format(host="a.example.com") * 1)
    slow = here / "slow.py"
    slow.write_text("from ingress_lint.cli import progress\nprogress.AFTER = 0.0\nprogress.EVERY = 0.0\n")
    quick = terminal(here, "--plugin", "slow", ".", PYTHONPATH=f"{ROOT}{os.pathsep}{here}")
    assert b"reading manifests: 301 of 301" in quick
    assert b"applying rules" in quick
    assert quick.count(b"\r\x1b[K") >= 20
    for environment in ({"CI": "true"}, {"PRE_COMMIT": "1"}, {"TERM": "dumb"}):
        given = {"PYTHONPATH": f"{ROOT}{os.pathsep}{here}", **environment}
        assert b"\x1b[K" not in terminal(here, "--plugin", "slow", ".", **given)
    assert b"\x1b[K" not in terminal(here, ".")
    process = start("--plugin", "slow", ".", cwd=here)
    assert b"\x1b[K" not in process.communicate(timeout=60)[1]


@pytest.mark.parametrize("closed", ["2>&-", "2>&- --output-format json", "2>&- -q"])
def test_a_closed_standard_error_costs_no_report(here: Path, closed: str) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "ingress_lint", "check", "--isolated", "good.yaml"],
        cwd=here, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 1
    assert "host-invalid" in done.stdout


def test_a_closed_standard_input_is_said(here: Path) -> None:
    command = ["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "ingress_lint", "check", "-"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, env=environment)
    assert (done.returncode, done.stderr) == (2, "error: standard input is closed\n")


def test_a_working_directory_that_is_gone_is_said(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    command = ["sh", "-c", 'rmdir "$PWD" && exec "$@"', "sh", sys.executable, "-m", "ingress_lint", "check"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=gone, capture_output=True, text=True, env=environment)
    assert done.returncode == 2
    assert done.stderr == "error: the working directory cannot be used: No such file or directory\n"


def test_a_profiler_gets_to_its_end(here: Path) -> None:
    command = [sys.executable, "-m", "cProfile", "-m", "ingress_lint", "check", "--isolated", "good.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=here, capture_output=True, text=True, env=environment)
    assert "function calls" in done.stdout
