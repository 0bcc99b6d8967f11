"""Which TLS entry a host gets its certificate from."""

from __future__ import annotations

from collections.abc import Iterable

from ingress_lint.model import Ingress, Tls, Unknown
from ingress_lint.records import Record


class Certificate(Record):
    """A TLS entry that covers a host; `secret` is empty where the controller's default is used."""

    ingress: Ingress
    tls: Tls

    @property
    def secret(self) -> str:
        """The name of the Secret."""
        return self.tls.secret_name


class Certificates:
    """The TLS entries of some Ingresses by the names they list; of several the first one counts."""

    def __init__(self, ingresses: Iterable[Ingress]) -> None:
        self._named: dict[str, Certificate] = {}
        for ingress in ingresses:
            for tls in ingress.tls:
                # An entry without hosts stands for whatever its controller takes it for.
                for name in tls.hosts or ("",):
                    if not isinstance(name, Unknown):
                        self._named.setdefault(name.lower(), Certificate(ingress, tls))

    def of(self, host: str) -> Certificate | None:
        """The entry for a host (or wildcard): the one that names it, else a wildcard, else one without hosts."""
        names = (host, f"*.{host.partition('.')[2]}", "")
        return next((self._named[name] for name in names if name in self._named), None)
