"""A DNS record of an Ingress is for a host that is served.

external-dns makes records for the hosts of the rules and of `spec.tls`, and for those in the
annotation `hostname`. A name that stands in the annotation only leads clients to the load balancer, where no
rule takes them: they get the controller's default answer, mostly a 404, and no certificate. That is
often what is left of a host that was renamed.

Nothing is said where some Ingress of the same manifests serves the host, where there is a rule without
a host or a default backend, aliases of the controller, or a `target` that leads elsewhere.

In Gateway API external-dns reads the hosts of routes and listeners.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    external-dns.kubernetes.io/hostname: "shop.example.com,old.example.com"  # expect: external-dns-host-unserved
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    external-dns.kubernetes.io/hostname: "shop.example.com"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes-sigs/external-dns (0.22.0) `source/ingress.go` (endpointsFromIngress),
`docs/annotations/annotations.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, references, rule

_PREFIXES = ("external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/")
_ALIASES = ("/server-alias", "/server-alias-regex", "/from-to-www-redirect", "/host-aliases", "/hostname-extension")


@rule(Severity.INFO, needs=tuple(f"{prefix}hostname" for prefix in _PREFIXES))
def external_dns_host_unserved(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    key = next((f"{prefix}hostname" for prefix in _PREFIXES if f"{prefix}hostname" in ingress.annotations), "")
    if not key or _is_open(ingress):
        return
    served = {_normal(host) for other in workspace.ingresses for host in _hosts(other)}
    for name in map(_normal, ingress.annotations[key].split(",")):
        if references.is_known(name) and not any(_covers(host, name) for host in served):
            message = f"the DNS record for `{name}` leads to a load balancer where no rule serves this host"
            yield Finding((annotations.place(ingress, key, "served by no rule"),), message)


def _normal(host: str) -> str:
    """A host as DNS compares it; what cannot be known stays unknown."""
    return host.strip().rstrip(".").lower() if references.is_known(host) else host


def _is_open(ingress: Ingress) -> bool:
    """Whether the Ingress may take requests for hosts that its rules do not name, or takes none of the record."""
    hosts = list(_hosts(ingress))
    if ingress.default_backend is not None or not hosts or not all(map(references.is_known, hosts)):
        return True
    elsewhere = {f"{prefix}target" for prefix in _PREFIXES}
    conditions = any(key.startswith("alb.ingress.kubernetes.io/conditions.") for key in ingress.annotations)
    return conditions or any(key.endswith(_ALIASES) or key in elsewhere for key in ingress.annotations)


def _hosts(ingress: Ingress) -> Iterator[str]:
    yield from (rule_of_host.host for rule_of_host in ingress.rules)
    yield from (host for entry in ingress.tls for host in entry.hosts)


def _covers(host: str, name: str) -> bool:
    """Whether a host of a rule takes requests for a name, or a wildcard record is for that host."""
    if not host or host == name:
        return True
    wide, narrow = (host, name) if host.startswith("*.") else (name, host)
    return wide.startswith("*.") and narrow.endswith(wide[1:])
