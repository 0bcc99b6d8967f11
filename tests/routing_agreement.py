"""Whether requests are resolved as a file of suites expects: `python -m tests.routing_agreement FILE...`.

A file is JSON or YAML. A suite holds one manifest (`ingress`, any number of documents) and `cases`:
requests (`host` and `path`, or `url`) with `expect_service`, or `expect_status` 404. The project's own
suites also name the `topics` that the answer must raise, the `class` that is asked for, and the
`outcome` where it is neither of both.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ingress_lint.loader import Loader
from ingress_lint.routing.decide import Decision, decide
from ingress_lint.routing.request import Request, read_url
from ingress_lint.routing.unspecified import TOPICS
from ingress_lint.workspace import DEFAULT_MINOR, Workspace


def suites(file: Path) -> list[dict[str, Any]]:
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(file.read_text(encoding="utf-8"))["suites"]


def workspace_of(text: str) -> Workspace:
    loader = Loader(DEFAULT_MINOR)
    loader.add("suite.yaml", text.encode())
    return loader.project().workspace


def request_of(case: dict[str, Any]) -> Request:
    if "url" in case:
        return read_url(case["url"])
    return Request("", case.get("scheme", ""), case["host"], case["path"])


def outcome(decision: Decision) -> str:
    """`service NAME`, `resource KIND/NAME`, `not-found` or `ambiguous`."""
    winner = decision.verdicts[0].winner
    if decision.outcome != "backend" or winner is None:
        return decision.outcome
    if winner.backend.service:
        return f"service {winner.backend.service.name}"
    resource = winner.backend.resource
    return f"resource {resource.kind}/{resource.name}" if resource else "nothing"


def expected(case: dict[str, Any]) -> str:
    if "expect_service" in case:
        return f"service {case['expect_service']}"
    return case.get("outcome") or {404: "not-found"}[case["expect_status"]]


def disagreements(found: list[dict[str, Any]]) -> Iterator[str]:
    """One line a request that is resolved otherwise; an empty one where all is as expected."""
    for suite in found:
        workspace = workspace_of(suite["ingress"])
        for case in suite["cases"]:
            decision = decide(workspace, request_of(case), case.get("class"))
            raised = [topic for verdict in decision.verdicts for topic in verdict.topics]
            wrong = outcome(decision) != expected(case) or set(raised) != set(case.get("topics", raised))
            unknown = set(raised) - set(TOPICS)
            about = f"{suite['name']}: {case}: {outcome(decision)}, topics {raised}"
            yield about if wrong or unknown else ""


def main(files: list[str]) -> int:
    lines = [line for file in files for line in disagreements(suites(Path(file)))]
    wrong = [line for line in lines if line]
    print(*wrong, f"{len(lines) - len(wrong)}/{len(lines)}", sep="\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
