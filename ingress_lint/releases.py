"""Releases of Kubernetes: which can be checked against, and how people write them."""

from __future__ import annotations

OLDEST, NEWEST = 18, 36
"""Minor releases that can be checked against."""

FORM = r"v?1\.([0-9]{1,4})(\.[0-9]+([-.+].*)?)?"
"""How a release is written, as a regular expression that JSON Schema knows as well."""


def minor_of(version: str) -> int | None:
    """The minor release of `1.35`, `v1.35` or `v1.35.2+k3s1`, supported or not; None for anything else."""
    import re

    found = re.fullmatch(FORM, version)
    return int(found[1]) if found else None


def unsupported(version: str) -> str:
    """What is wrong with a release, and the nearest one that is supported; empty if there is nothing wrong."""
    minor = minor_of(version)
    if minor is not None and OLDEST <= minor <= NEWEST:
        return ""
    guess = "" if minor is None else f", the nearest is `1.{min(max(minor, OLDEST), NEWEST)}`"
    return f"`{version}` is not supported; releases 1.{OLDEST} to 1.{NEWEST} are{guess}"
