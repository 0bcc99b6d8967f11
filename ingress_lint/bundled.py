"""Where the directories shipped with us are; paths are strings, because `pathlib` costs start-up."""

from __future__ import annotations

import os.path


def bundled(name: str, *parts: str) -> str:
    """A path below `rules` or `schemas`: inside the package in a wheel, beside it in a checkout."""
    here = os.path.dirname(__file__)
    inside = os.path.join(here, name)
    return os.path.join(inside if os.path.isdir(inside) else os.path.join(os.path.dirname(here), name), *parts)
