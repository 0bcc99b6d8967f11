"""An Ingress offers HTTPS.

Without TLS everything between the visitor and the controller can be read and changed on the way,
cookies and passwords included. Where TLS ends at a load balancer in front of the controller, the
manifest cannot show it; therefore this rule is off by default. An empty list of TLS entries counts
as none.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:  # expect: tls-missing
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
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
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

Source: kubernetes/website `ingress.md` (TLS).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, default=False)
def tls_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if (
        not ingress.tls
        and ingress.readable
        and not routing.is_minion(ingress)
        and not routing.certified_elsewhere(workspace, ingress)
    ):
        place = Place(ingress.document, ("spec",), "no TLS", part="key")
        yield Finding((place,), "the Ingress has no TLS, so that its hosts are served over plain HTTP only")
