"""Reporters: one module for each output format, `report(run, out)`; they get the final list."""

from __future__ import annotations

from typing import NamedTuple, TextIO

from ingress_lint.engine import Result
from ingress_lint.packs import Registry
from ingress_lint.project import Project


class Run(NamedTuple):
    """What a reporter gets: the result, what was looked at, and the rules (for their pages)."""

    result: Result
    project: Project
    registry: Registry
    root: str
    color: bool


Out = TextIO
