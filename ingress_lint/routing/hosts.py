"""Which rules a host belongs to: precise names, wildcards of one label, rules for every host."""

from __future__ import annotations

from ingress_lint.model import Ingress, Unknown


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


def concerns(ingress: Ingress, host: str) -> bool:
    """Whether an Ingress may have to do with the requests for a host, also by a host that is written wrongly."""
    if not ingress.readable or not ingress.rules or ingress.default_backend is not None:
        return True
    return any(isinstance(r.host, Unknown) or _may_mean(r.host.lower(), host) for r in ingress.rules)


def _may_mean(pattern: str, host: str) -> bool:
    """Whether a rule takes the requests for a host, or was meant to: it holds the host, or one not in ASCII form."""
    return host_matches(pattern, host) or (host != "" and host in pattern) or not pattern.isascii()
