"""Which TLS entry a host gets its certificate from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingress_lint.model import Ingress, Tls, Unknown
from ingress_lint.routing.hosts import host_matches, host_rank


class Certificate(NamedTuple):
    """A TLS entry that covers a host; `secret` is empty where the controller's default is used."""

    ingress: Ingress
    tls: Tls
    name: str

    @property
    def secret(self) -> str:
        """The name of the Secret."""
        return self.tls.secret_name


def certificates(ingresses: Iterable[Ingress], host: str) -> list[Certificate]:
    """The TLS entries that cover a host (or wildcard), the most specific first, then in order.

    An entry without hosts stands for whatever its controller takes it for, and comes last.
    """
    return sorted(_covering(ingresses, host), key=lambda c: -host_rank(c.name))


def _covering(ingresses: Iterable[Ingress], host: str) -> Iterator[Certificate]:
    for ingress in ingresses:
        for tls in ingress.tls:
            known = [name for name in tls.hosts if name and not isinstance(name, Unknown)]
            matching = [name for name in known if host_matches(name, host)]
            if matching or not tls.hosts:
                yield Certificate(ingress, tls, max(matching, key=host_rank, default=""))
