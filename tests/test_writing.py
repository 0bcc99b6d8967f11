"""Files are written whole or not at all, and keep all but their content."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ingress_lint.writing import NotWritten, write

OLD, NEW = b"old: 1\n", b"new: 2\r\n"


def only(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_replaces_the_content(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(OLD)
    write(str(file), OLD, NEW)
    assert file.read_bytes() == NEW
    assert only(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664])
def test_keeps_the_mode(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(OLD)
    file.chmod(mode)
    write(str(file), OLD, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give files away")
def test_keeps_the_owner(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(OLD)
    os.chown(file, 12345, 23456)
    file.chmod(0o6755)
    write(str(file), OLD, NEW)
    status = file.stat()
    assert (status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode)) == (12345, 23456, 0o6755)


def test_follows_links_to_their_target(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file = tmp_path / "real" / "a.yaml"
    file.write_bytes(OLD)
    link = tmp_path / "link.yaml"
    link.symlink_to(file)
    write(str(link), OLD, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW
    assert only(tmp_path) == ["link.yaml", "real"]


def test_a_file_that_changed_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"somebody else was here\n")
    with pytest.raises(NotWritten, match="changed while"):
        write(str(file), OLD, NEW)
    assert file.read_bytes() == b"somebody else was here\n"
    assert only(tmp_path) == ["a.yaml"]


def test_a_file_that_is_gone_is_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(NotWritten):
        write(str(tmp_path / "a.yaml"), OLD, NEW)
    assert only(tmp_path) == []


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(OLD)
    file.chmod(0o444)
    if os.access(file, os.W_OK):  # root may write everything
        monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(NotWritten, match="permission denied"):
        write(str(file), OLD, NEW)
    assert file.read_bytes() == OLD


@pytest.mark.parametrize("call", ["fsync", "replace", "fchmod"])
def test_a_failure_on_the_way_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "a.yaml"
    file.write_bytes(OLD)
    monkeypatch.setattr(os, call, fail)
    with pytest.raises(NotWritten, match="No space left"):
        write(str(file), OLD, NEW)
    assert file.read_bytes() == OLD
    assert only(tmp_path) == ["a.yaml"]


def test_a_directory_or_device_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotWritten, match="only a file can be repaired"):
        write(str(tmp_path), OLD, NEW)
    with pytest.raises(NotWritten, match="only a file can be repaired"):
        write(os.devnull, b"", NEW)


WRITER = """
import sys
from ingress_lint.writing import write
path, size = sys.argv[1], int(sys.argv[2])
one, two = b"1" * size, b"2" * size
print("ready", flush=True)
while True:
    write(path, one, two)
    write(path, two, one)
"""


def test_a_killed_process_leaves_no_half_written_file(tmp_path: Path) -> None:
    size = 1_000_000
    whole = {b"1" * size, b"2" * size}
    file = tmp_path / "a.yaml"
    file.write_bytes(b"1" * size)
    for attempt in range(12):
        file.write_bytes(b"1" * size)
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(file), str(size)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        time.sleep(0.002 + attempt * 0.0037)
        process.send_signal(signal.SIGKILL)
        _, errors = process.communicate()
        assert process.returncode == -signal.SIGKILL, errors
        assert file.read_bytes() in whole
    assert all(name == "a.yaml" or name.endswith(".tmp") for name in only(tmp_path))
