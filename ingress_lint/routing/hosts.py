"""Which rules a host belongs to: precise names, wildcards of one label, rules for every host."""

from __future__ import annotations


def host_matches(pattern: str, host: str) -> bool:
    """Whether a rule for `pattern` takes the requests for `host`; a rule without host takes all.

    A wildcard stands for exactly one label. Source: kubernetes `api/networking/v1/types.go`.
    """
    if not pattern:
        return True
    pattern, host = pattern.lower(), host.lower()
    if not pattern.startswith("*."):
        return pattern == host
    label, dot, rest = host.partition(".")
    return bool(label and dot) and rest == pattern[2:]


def host_rank(pattern: str) -> int:
    """How specific a host is: 2 for a precise one, 1 for a wildcard, 0 for every host."""
    if not pattern:
        return 0
    return 1 if pattern.startswith("*.") else 2
