"""Both prefixes of external-dns say the same.

external-dns reads one prefix: `external-dns.kubernetes.io/` from 0.22.0 on,
`external-dns.alpha.kubernetes.io/` before, or the one given by `--annotation-prefix`. Writing both
is a way to get over the change, as long as both say the same; where they differ, the version of the
controller decides about the DNS record.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    external-dns.kubernetes.io/hostname: "shop.example.com"
    external-dns.alpha.kubernetes.io/hostname: "www.example.com"  # expect: external-dns-prefixes-differ
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
    external-dns.alpha.kubernetes.io/hostname: "shop.example.com"
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

Source: kubernetes-sigs/external-dns (0.22.0) pull request 6424, `docs/annotations/annotations.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_OLD = "external-dns.alpha.kubernetes.io/"
_NEW = "external-dns.kubernetes.io/"


@rule(Severity.WARNING, needs=("external-dns.alpha.kubernetes.io",))
def external_dns_prefixes_differ(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for key, value in ingress.annotations.items():
        twin = key.replace(_OLD, _NEW, 1)
        if key.startswith(_OLD) and ingress.annotations.get(twin, value).strip() != value.strip():
            places = (
                annotations.place(ingress, key, "read before 0.22"),
                annotations.place(ingress, twin, "read since 0.22"),
            )
            yield Finding(places, f"`{twin.rpartition('/')[2]}` has one value for each prefix of external-dns")
