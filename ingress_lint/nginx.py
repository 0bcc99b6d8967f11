"""An Ingress as ingress-nginx reads it: its annotations, and which of its paths become regular expressions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Literal

from ingress_lint.bundled import bundled
from ingress_lint.controllers import Profile
from ingress_lint.finding import Place
from ingress_lint.formats import boolean
from ingress_lint.model import HttpPath, Ingress, IngressRule, Unknown
from ingress_lint.records import Record
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace

PREFIX = "nginx.ingress.kubernetes.io/"


class NginxIngress(Record):
    """One Ingress that ingress-nginx serves."""

    ingress: Ingress
    profile: Profile

    def has(self, name: str) -> bool:
        """Whether the annotation is there at all."""
        return PREFIX + name in self.ingress.annotations

    def get(self, name: str) -> str:
        """The value of an annotation; empty if it is absent or cannot be known."""
        value = self.ingress.annotations.get(PREFIX + name, "")
        return "" if isinstance(value, Unknown) else value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean annotation; what cannot be read counts as the default."""
        found = boolean(self.get(name))
        return default if found is None else found

    def number(self, name: str, default: int) -> int:
        """An integer annotation; what cannot be read counts as the default."""
        try:
            return int(self.get(name))
        except ValueError:
            return default

    def any(self, *names: str) -> str:
        """The first of these annotations that is there, or an empty string."""
        return next((name for name in names if self.has(name)), "")

    def place(self, name: str, label: str = "", part: Literal["key", "value"] = "value") -> Place:
        """The place of an annotation."""
        return Place(self.ingress.document, annotation_path(PREFIX + name), label, part)

    def path_place(self, path: HttpPath, label: str = "") -> Place:
        """The place of a path."""
        return Place(self.ingress.document, (*path.at, "path"), label)

    @property
    def canary(self) -> bool:
        """Whether this Ingress only varies another one."""
        return self.flag("canary")

    @property
    def regex(self) -> bool:
        """Whether the paths of this Ingress are regular expressions."""
        return not self.canary and (self.flag("use-regex") or self.rewrites)

    @property
    def rewrites(self) -> bool:
        """Whether a rewrite-target changes one of the paths at least."""
        target = self.get("rewrite-target").strip()
        return bool(target) and any(target != path.path for _, path in self.paths)

    @property
    def may_be_regex(self) -> bool:
        """Whether the paths are regular expressions, or may be for what the annotations hold in the end."""
        values = (self.ingress.annotations.get(PREFIX + name) for name in ("use-regex", "rewrite-target"))
        return self.regex or any(isinstance(value, Unknown) for value in values)

    @property
    def paths(self) -> Iterator[tuple[IngressRule, HttpPath]]:
        """Every path whose text is known, with its rule."""
        return ((rule, path) for rule, path in self.ingress.paths if not isinstance(path.path, Unknown))

    @property
    def tls(self) -> bool:
        """Whether there is any TLS entry."""
        return bool(self.ingress.tls)

    @property
    def hosts(self) -> frozenset[str]:
        """The hosts of the rules; the empty one is every host."""
        return frozenset(rule.host for rule in self.ingress.rules if not isinstance(rule.host, Unknown))

    def has_tls(self, host: str) -> bool:
        """Whether a TLS entry names the host, itself or by a wildcard."""
        names = {name for tls in self.ingress.tls for name in tls.hosts}
        unknown = any(isinstance(name, Unknown) for name in names)
        return unknown or host in names or f"*.{host.partition('.')[2]}" in names


@cache
def _variables() -> dict[str, list[str]]:
    import json

    with open(bundled("schemas", "nginx-variables.json"), encoding="utf-8") as file:
        found: dict[str, list[str]] = json.load(file)
    return found


def variables() -> Iterator[str]:
    """The names that may follow `$` in a value for nginx, families such as `http_` apart."""
    return iter(_variables()["names"])


def is_variable(name: str) -> bool:
    """Whether nginx knows a variable in an ingress-nginx of default build."""
    known = _variables()
    return name in known["names"] or name in known["geoip2"] or name.startswith(tuple(known["prefixes"]))


def annotation_path(key: str) -> Path:
    """Where an annotation stands in its object."""
    return ("metadata", "annotations", key)


def served(ingress: Ingress, workspace: Workspace) -> NginxIngress | None:
    """The Ingress as ingress-nginx reads it, None if it is another controller's."""
    profile = workspace.profile(ingress)
    return NginxIngress(ingress, profile) if profile.controller == "ingress-nginx" else None


def all_served(workspace: Workspace) -> list[NginxIngress]:
    """Every Ingress of the set that ingress-nginx serves."""
    return [found for found in (served(ingress, workspace) for ingress in workspace.ingresses) if found]


def regex_hosts(everything: list[NginxIngress]) -> dict[tuple[str, str], list[NginxIngress]]:
    """The Ingresses that turn regular expressions on, by class name and host."""
    found: dict[tuple[str, str], list[NginxIngress]] = {}
    for view in everything:
        for host in sorted(view.hosts) if view.regex else ():
            found.setdefault((view.profile.class_name, host), []).append(view)
    return found


def may_be_expressions(view: NginxIngress, host: str, workspace: Workspace) -> bool:
    """Whether the paths of a host may be regular expressions, be it for what another Ingress of the class says."""
    return view.may_be_regex or (view.profile.class_name, host) in workspace.once(_expression_hosts)


def _expression_hosts(workspace: Workspace) -> frozenset[tuple[str, str]]:
    found = (view for view in all_served(workspace) if view.may_be_regex)
    return frozenset((view.profile.class_name, host) for view in found for host in view.hosts)
