"""Names in TLS entries against hosts of rules, over all Ingresses that one load balancer serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingress_lint.apiserver.names import is_ip, subdomain, wildcard_subdomain
from ingress_lint.model import Ingress, Unknown
from ingress_lint.records import Record
from ingress_lint.routing.classes import answers_rest, is_true
from ingress_lint.tree import Path
from ingress_lint.workspace import Workspace

_NGINX = "nginx.ingress.kubernetes.io/"
_ELSEWHERE = (
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "networking.gke.io/managed-certificates",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "traefik.ingress.kubernetes.io/router.tls",
    "traefik.ingress.kubernetes.io/router.tls.certresolver",
    "route.openshift.io/termination",
)
"""Annotations that bring certificates from elsewhere."""

_PASSTHROUGH = tuple(
    f"{prefix}/ssl-passthrough"
    for prefix in ("nginx.ingress.kubernetes.io", "haproxy.org", "haproxy-ingress.github.io", "ingress.kubernetes.io")
)


class Named(Record):
    """A host as one Ingress names it; `at` is its path there."""

    ingress: Ingress
    at: Path
    host: str


class Names:
    """Hosts with wildcards, asked many times: one look-up each, however many there are."""

    def __init__(self, hosts: Iterable[str]) -> None:
        self._hosts = {host.lower() for host in hosts}
        self._parents = {host.partition(".")[2] for host in self._hosts}

    def cover(self, host: str) -> bool:
        """Whether a certificate for the names is good for the host, or a rule for them takes it."""
        host = host.lower()
        return host in self._hosts or f"*.{host.partition('.')[2]}" in self._hosts

    def meet(self, host: str) -> bool:
        """Whether any name has a host in common with this one, which may be a wildcard itself."""
        return self.cover(host) or (host.startswith("*.") and host[2:].lower() in self._parents)


def tls_names(ingress: Ingress) -> Iterator[Named]:
    """Every name of every TLS entry that can be known."""
    for tls in ingress.tls:
        for index, host in enumerate(tls.hosts):
            if host and not isinstance(host, Unknown):
                yield Named(ingress, (*tls.at, "hosts", index), host)


def rule_hosts(ingress: Ingress) -> Iterator[Named]:
    """Every host of a rule that can be known, once each."""
    seen = set()
    for rule in ingress.rules:
        if rule.host and not isinstance(rule.host, Unknown) and rule.host not in seen:
            seen.add(rule.host)
            yield Named(ingress, (*rule.at, "host"), rule.host)


def certified_elsewhere(workspace: Workspace, ingress: Ingress) -> bool:
    """Whether certificates may come from anywhere but the TLS entries, or the backend holds them."""
    if workspace.profile(ingress).controller in ("alb", "tailscale"):
        return True
    return any(key in ingress.annotations for key in _ELSEWHERE) or passes_through(ingress)


def passes_through(ingress: Ingress) -> bool:
    """Whether TLS ends at the backend."""
    return any(is_true(ingress, key) for key in _PASSTHROUGH)


def uncovered(workspace: Workspace, ingresses: Iterable[Ingress]) -> Iterator[Named]:
    """Hosts of rules without certificate, in Ingresses that bring certificates for others."""
    listed = list(ingresses)
    names = Names(named.host for ingress in listed for named in tls_names(ingress))
    for ingress in listed:
        if not ingress.tls or any(_open_ended(tls.hosts) for tls in ingress.tls):
            continue
        if not certified_elsewhere(workspace, ingress):
            yield from (n for n in rule_hosts(ingress) if not names.cover(n.host) and not is_refused(n.host))


def _open_ended(hosts: tuple[str, ...]) -> bool:
    """Whether a TLS entry may be meant for any host."""
    return not hosts or any(not host or isinstance(host, Unknown) for host in hosts)


def unrouted(workspace: Workspace, ingresses: Iterable[Ingress]) -> Iterator[Named]:
    """Names of TLS entries that no rule of the load balancer takes, and no default backend that takes all other hosts."""
    listed = list(ingresses)
    if any(not rule.host or isinstance(rule.host, Unknown) for ingress in listed for rule in ingress.rules):
        return
    names = Names(host for ingress in listed for host in _taken(ingress))
    for ingress in listed:
        if answers_rest(workspace, ingress):
            continue
        if ingress.rules and ingress.readable and not any(is_refused(rule.host) for rule in ingress.rules):
            own = [named for named in tls_names(ingress) if not is_refused(named.host)]
            lost = {named.host: named for named in reversed(own) if not names.meet(named.host)}
            yield from reversed(lost.values())


def is_refused(host: str) -> bool:
    """Whether the API server refuses a host for more than its upper case, so that nobody knows what was meant."""
    lower = host.lower()
    return is_ip(lower) or bool(lower and (wildcard_subdomain(lower) if "*" in lower else subdomain(lower)))


def _taken(ingress: Ingress) -> Iterator[str]:
    """Hosts that an Ingress takes: of rules, aliases, and the twin with or without `www.`."""
    twins = is_true(ingress, f"{_NGINX}from-to-www-redirect")
    for named in rule_hosts(ingress):
        yield named.host
        if twins:
            yield named.host.removeprefix("www.") if named.host.startswith("www.") else f"www.{named.host}"
    yield from ingress.annotations.get(f"{_NGINX}server-alias", "").replace(",", " ").split()
