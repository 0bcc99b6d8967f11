"""How far we agree with ingress-nginx: `python -m tests.nginx_agreement DIR` scores manifests with known verdicts.

DIR holds manifests and an `expected.json` that gives for each its verdict (`ok` or `bad`) and the
annotation it is about; null means the paths. Cases that depend on other objects (`needs_context`)
or on nginx itself (`nginx`) are left out.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from ingress_lint.finding import Diagnostic, Severity
from tests.cases import findings

PATH_RULES = ("host-path-conflict", "path-not-absolute", "slash-twins", "host-path-overlap")


class Outcome(NamedTuple):
    """One case: its name, what it should be, and what we said about the point in question."""

    name: str
    bad: bool
    about: tuple[Diagnostic, ...]

    @property
    def agrees(self) -> bool:
        """A bad case needs any finding about the point, a good one must have no error about it."""
        if self.bad:
            return bool(self.about)
        return all(found.severity < Severity.ERROR for found in self.about)


def outcomes(directory: Path) -> Iterator[Outcome]:
    """The cases of a directory with what we find."""
    expected: dict[str, dict[str, Any]] = json.loads((directory / "expected.json").read_text(encoding="utf-8"))
    for name, case in expected.items():
        if name == "_meta" or case.get("needs_context") or case.get("nginx"):
            continue
        text = (directory / name).read_text(encoding="utf-8")
        found = tuple(d for d in findings(text, ["default"]) if _concerns(d, case["annotation"]))
        yield Outcome(name, case["verdict"] == "bad", found)


def _concerns(found: Diagnostic, annotation: str | None) -> bool:
    if annotation is not None:
        return found.field == f"metadata.annotations.{annotation}"
    return found.rule in PATH_RULES or ".path" in (found.field or "")


def main(directory: str) -> int:
    """Print the score and what differs; 1 if anything does."""
    scored = list(outcomes(Path(directory)))
    bad = [outcome for outcome in scored if outcome.bad]
    good = [outcome for outcome in scored if not outcome.bad]
    found = sum(outcome.agrees for outcome in bad)
    false = sum(not outcome.agrees for outcome in good)
    for outcome in scored:
        if not outcome.agrees:
            said = "; ".join(f"{d.rule}: {d.message}" for d in outcome.about) or "nothing said"
            print(f"{outcome.name}: {'missed' if outcome.bad else 'false alarm'}: {said}")
    print(f"found {found}/{len(bad)} bad, false {false}/{len(good)} good")
    return int(found < len(bad) or false > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
