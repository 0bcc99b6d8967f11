"""The README is true: what it shows is what the commands print; `...` stands for lines left out."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"^```console\n\$ ingress-lint (.+)\n([\s\S]*?)^```", README, re.MULTILINE)


@pytest.mark.parametrize(("command", "shown"), SHOWN, ids=[command for command, _ in SHOWN])
def test_what_is_shown_is_what_is_printed(command: str, shown: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ingress_lint", *shlex.split(command)], cwd=ROOT, capture_output=True, text=True
    )
    expected = r"[\s\S]*?".join(map(re.escape, re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)))
    assert re.fullmatch(expected, done.stdout), done.stdout


def test_something_is_shown() -> None:
    assert len(SHOWN) >= 4


def test_its_test_command_is_the_one_that_ci_calls() -> None:
    commands = re.findall(r"^```bash\n(.+)\n```", README, re.MULTILINE)
    assert ".ci/test" in commands
    assert "\n.ci/test\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
