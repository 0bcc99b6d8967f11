"""A redirect to HTTPS leads to a host with a certificate.

`ssl-redirect` acts only where the host stands in `spec.tls`; without that `"true"` changes nothing.
`force-ssl-redirect` acts always: it suits a load balancer in front that ends TLS, and without one
the visitors meet the self-signed certificate of the controller.

In Gateway API HTTPS needs a listener with a certificate.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "true"  # expect: ssl-redirect-without-tls
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
    nginx.ingress.kubernetes.io/ssl-redirect: "true"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/rewrite/main.go`;
`docs/user-guide/tls.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(
    Severity.INFO,
    needs=("nginx.ingress.kubernetes.io/force-ssl-redirect", "nginx.ingress.kubernetes.io/ssl-redirect"),
    default=False,
)
def ssl_redirect_without_tls(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None or view.flag("ssl-passthrough"):
        return  # behind a passthrough the certificate is that of the pods
    name = "force-ssl-redirect" if view.flag("force-ssl-redirect") else "ssl-redirect"
    bare = sorted(host for host in view.hosts if host and not view.has_tls(host))
    if bare and view.flag(name) and not view.canary:
        forced = name == "force-ssl-redirect"
        then = "leads to the self-signed certificate" if forced else "does nothing"
        yield Finding((view.place(name),), f"`{name}` {then} for `{bare[0]}`, which has no TLS entry")
