"""Where the directories shipped with us are."""

from __future__ import annotations

from pathlib import Path


def bundled(name: str) -> Path:
    """`rules` or `schemas`: inside the package in a wheel, beside it in a checkout."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name
