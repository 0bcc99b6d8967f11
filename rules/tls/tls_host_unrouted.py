"""Each host of a TLS entry has a rule.

TLS entries choose certificates, they route nothing. A host that stands in `tls` and in no rule of
the class is a leftover or a misspelling: requests for it go to the default backend or end in 404,
and cert-manager keeps asking for its certificate.

Silent for an Ingress without rules, where a rule without host or a default backend takes every host
(those of ingress-nginx, F5 and Traefik do not beside rules), and for the twin of a host with
`from-to-www-redirect`. A wildcard and a host one level below it count for each other.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
        - blog.example.com  # expect: tls-host-unrouted
      secretName: shop-tls
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
    nginx.ingress.kubernetes.io/from-to-www-redirect: "true"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
        - www.shop.example.com
      secretName: shop-tls
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

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressTLS).
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="tls hosts differ")
def tls_host_unrouted(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        lost = list(routing.unrouted(workspace, ingresses))
        bare = list(routing.uncovered(workspace, ingresses)) if lost else []
        for ingress, at, host in lost:
            twin = _twin(ingress, lost, bare)
            meant = f"; the rule is for `{twin.host}`" if twin else ""
            yield Finding(
                (
                    Place(ingress.document, at, "no rule has this host"),
                    *((Place(ingress.document, twin.at, "has no certificate"),) if twin else ()),
                ),
                f"TLS host `{host}` is routed by no rule{meant}",
                covers=(Cover("tls-host-uncovered", twin.at),) if twin else (),
            )


def _twin(ingress: Ingress, lost: list[routing.Named], bare: list[routing.Named]) -> routing.Named | None:
    """The one host without certificate beside the one certificate without host: a single mistake."""
    own = [named for named in bare if named.ingress is ingress]
    return own[0] if len(own) == 1 == sum(named.ingress is ingress for named in lost) else None
