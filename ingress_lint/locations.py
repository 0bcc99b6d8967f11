"""Locations of ingress-nginx: which path of a host takes a request, and with whose annotations."""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.model import HttpPath, IngressRule, Unknown
from ingress_lint.nginx import NginxIngress, served
from ingress_lint.records import Record
from ingress_lint.routing.backends import Target, target
from ingress_lint.routing.matching import Matcher, matcher
from ingress_lint.routing.paths import path_kind, path_text
from ingress_lint.routing.routes import by_scope
from ingress_lint.workspace import Workspace


class Location(Record):
    """One path of one Ingress; `target` is where it leads, None where that cannot be known."""

    view: NginxIngress
    rule: IngressRule
    path: HttpPath
    target: Target | None

    @property
    def text(self) -> str:
        """The path as it counts."""
        return path_text(self.path)

    @property
    def kind(self) -> str:
        """The path type as it counts."""
        return path_kind(self.path)


class Server(Record):
    """The locations of one host of one class, canaries left out: they add none."""

    host: str
    locations: tuple[Location, ...]
    matcher: Matcher

    def taker(self, requested: str) -> Location | None:
        """The location that takes a request; None if there is none, or if it cannot be told."""
        taken = [(self.matcher.takes(each.kind, each.text, requested), each) for each in self.locations]
        possible = [(takes, each) for takes, each in taken if takes is not False]
        if not possible:
            return None
        certain, first = max(possible, key=lambda item: self.matcher.rank(item[1].kind, item[1].text))
        return first if certain else None


def servers(workspace: Workspace) -> Iterator[Server]:
    """Every host that ingress-nginx serves, by class."""
    for ingresses in by_scope(workspace).values():
        views = [view for view in (served(ingress, workspace) for ingress in ingresses) if view and not view.canary]
        hosts: dict[str, list[Location]] = {}
        for view in views:
            for rule, path in view.paths:
                if not isinstance(rule.host, Unknown) and not isinstance(path.path_type, Unknown):
                    found = Location(view, rule, path, target(workspace, view.ingress, path.backend))
                    hosts.setdefault(rule.host.lower(), []).append(found)
        for host, locations in hosts.items():
            owners = {id(each.view.ingress): each.view.ingress for each in locations}
            yield Server(host, tuple(locations), matcher("ingress-nginx", owners.values()))
