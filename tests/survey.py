"""Findings per rule over a folder of repositories, with samples to read: `python -m tests.survey DIR [RULE]`.

Each folder directly below DIR is linted by itself, as a repository of its own. Without RULE a table
of counts is printed, with it up to `--samples` findings of that rule in full.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path


def findings(directory: Path, select: str) -> dict[str, list[dict]]:
    """Diagnostics of one repository by rule; a crash ends the survey."""
    command = [sys.executable, "-m", "ingress_lint", "check", "--isolated", "--scope", "files", "--select", select]
    done = subprocess.run([*command, "--output-format", "json", "."], cwd=directory, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        print(f"{directory.name}: exit {done.returncode}: {done.stderr.strip()[-400:]}", file=sys.stderr)
    found = defaultdict(list)
    for diagnostic in json.loads(done.stdout or '{"diagnostics": []}')["diagnostics"]:
        found[diagnostic["rule"]].append(diagnostic)
    return found


def show(repository: str, directory: Path, diagnostic: dict) -> None:
    """One finding with its line."""
    lines = (directory / diagnostic["path"]).read_text(encoding="utf-8", errors="replace").split("\n")
    print(f"{repository}/{diagnostic['path']}:{diagnostic['line']}:{diagnostic['column']} {diagnostic['severity']}")
    print(f"    {diagnostic['message']}")
    print(f"    | {lines[diagnostic['line'] - 1].strip()[:150]}")
    for note in diagnostic["notes"]:
        print(f"    = {note}")
    for place in diagnostic["related"]:
        print(f"    + {place['path']}:{place['line']} {place['message']}")


def main() -> None:
    """Print the table, or samples of one rule spread over the repositories."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("directory", type=Path)
    options.add_argument("rule", nargs="?")
    options.add_argument("--select", default="default")
    options.add_argument("--samples", type=int, default=5)
    given = options.parse_args()
    counts: Counter[str] = Counter()
    where: Counter[str] = Counter()
    shown = 0
    for directory in sorted(path for path in given.directory.iterdir() if path.is_dir()):
        for rule, listed in findings(directory, given.rule or given.select).items():
            counts[rule] += len(listed)
            where[rule] += 1
            for diagnostic in listed[: 1 if given.rule else 0]:
                if shown < given.samples:
                    show(directory.name, directory, diagnostic)
                    shown += 1
    for rule, count in counts.most_common():
        print(f"{count:6} {where[rule]:4} repositories  {rule}")


if __name__ == "__main__":
    main()
