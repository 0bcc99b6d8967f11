"""Client certificates that are configured are required.

`auth-tls-secret` alone makes a client certificate compulsory. With `auth-tls-verify-client` set to
`off`, `optional` or `optional_no_ca`, requests without a certificate (or with one that nobody
signed) reach the backend, which then has to look at the headers itself.

In Gateway API the Gateway validates client certificates.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-tls-secret: "default/ca"
    nginx.ingress.kubernetes.io/auth-tls-verify-client: "optional"  # expect: client-certificate-optional
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
    nginx.ingress.kubernetes.io/auth-tls-secret: "default/ca"
    nginx.ingress.kubernetes.io/auth-tls-verify-client: "on"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/authtls/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/auth-tls-verify-client",))
def client_certificate_optional(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    mode = view.get("auth-tls-verify-client").strip()
    if view.get("auth-tls-secret") and mode in ("off", "optional", "optional_no_ca"):
        message = f"`auth-tls-verify-client: {mode}` lets requests without a valid client certificate through"
        yield Finding((view.place("auth-tls-verify-client", "not required"),), message)
