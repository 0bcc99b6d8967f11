"""Traits: what an Ingress and a set of objects hold, so that rules which cannot apply are not even loaded.

A trait may be there although no rule finds anything; what a rule speaks of must never be without its trait.
"""

from collections.abc import Iterable, Sequence

from ingress_lint.directory import is_near_prefix, names_services, owner
from ingress_lint.model import CLASS_ANNOTATION, Ingress

_DELETE_PLAIN = str.maketrans("", "", "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/-")
_TELLING = ("/etc/", "/var/run/", "_by_lua")
"""Parts of paths that are made of plain characters and yet are no plain paths."""


def of_ingress(ingress: Ingress, controller: str) -> frozenset[str]:
    """The controller, annotation keys with their prefixes, and what is special about paths, TLS and rules."""
    found = {controller, *_of_annotations(ingress.annotations)} - {""}
    paths = "".join([path.path for _, path in ingress.paths])
    if _are_special(paths):
        found.add(f"{controller} special path")
    if "*" in paths:
        found.add("star in a path")
    if any(rule.paths is None for rule in ingress.rules):
        found.add("rule without paths")
    if ingress.default_backend is not None:
        found.add("default backend")
    if any(backend.resource is not None for backend in ingress.backends):
        found.add("resource backend")
    if ingress.tls:
        found.add("tls")
        if any(not tls.hosts for tls in ingress.tls):
            found.add("tls entry without hosts")
        if {rule.host for rule in ingress.rules} != {host for tls in ingress.tls for host in tls.hosts}:
            found.add("tls hosts differ")
    return frozenset(found)


def _of_annotations(keys: Iterable[str]) -> set[str]:
    found = {*keys, *(key.partition("/")[0] for key in keys)}
    if found:
        found.add("annotations")
    if any(map(_may_be_read, keys)):
        found.add("controller annotations")
    if any(map(names_services, keys)):
        found.add("service annotation")
    return found


def _may_be_read(key: str) -> bool:
    """Whether a key is one of a controller, or looks as if it were meant for one."""
    prefix, slash, _ = key.rpartition("/")
    return key != CLASS_ANNOTATION and (owner(key) != "" or not slash or "ingress" in key or is_near_prefix(prefix))


def _are_special(paths: str) -> bool:
    """Whether paths have other characters than letters, digits, `.`, `_`, `/` and `-`, or look like files of a system."""
    return bool(paths.translate(_DELETE_PLAIN)) or any(part in paths for part in _TELLING)


def of_ingresses(ingresses: Sequence[Ingress]) -> set[str]:
    """Whether a path of a host, or a host of a TLS entry, is claimed more than once."""
    found = set()
    if _repeats((rule.host.lower(), path.path.rstrip("/")) for ingress in ingresses for rule, path in ingress.paths):
        found.add("rival paths")
    if _repeats(host.lower() for ingress in ingresses for tls in ingress.tls for host in tls.hosts):
        found.add("rival tls hosts")
    return found


def _repeats(claims: Iterable[object]) -> bool:
    seen: set[object] = set()
    for claim in claims:
        if claim in seen:
            return True
        seen.add(claim)
    return False
