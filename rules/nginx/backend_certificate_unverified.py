"""TLS to a backend verifies its certificate.

`proxy-ssl-secret` gives nginx a client certificate for the backend and the `ca.crt` to check the
backend's own. But `proxy-ssl-verify` is off by default, and then nginx takes any certificate:
the connection is encrypted, and anybody who can answer it is trusted. In Gateway API a
BackendTLSPolicy always verifies.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
    nginx.ingress.kubernetes.io/proxy-ssl-secret: "default/shop-backend"  # expect: backend-certificate-unverified
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
                  number: 443
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
    nginx.ingress.kubernetes.io/proxy-ssl-secret: "default/shop-backend"
    nginx.ingress.kubernetes.io/proxy-ssl-verify: "on"
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
                  number: 443
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/proxyssl/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_SECRET, _VERIFY = "proxy-ssl-secret", "proxy-ssl-verify"


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/proxy-ssl-secret",))
def backend_certificate_unverified(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None or view.canary or not view.get(_SECRET).strip():
        return
    known = annotations.load("ingress-nginx").find(nginx.PREFIX + _SECRET)
    if known is None or any(annotations.unmet(known, ingress.annotations)):
        return  # nothing is encrypted, and another rule says so
    stated = view.has(_VERIFY)
    if stated and view.get(_VERIFY).strip() != "off":
        return
    place = view.place(_VERIFY, "not verified") if stated else view.place(_SECRET, "not verified", "key")
    message = "`proxy-ssl-verify` is off, so nginx takes any certificate from the backend"
    yield Finding((place,), message if stated else message.replace("is off", "is off by default"))
