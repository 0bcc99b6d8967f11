"""Allow list and login are both required.

`satisfy: any` makes one of the checks suffice: whoever comes from a listed network needs no login,
and whoever logs in may come from anywhere. That is often meant the other way round, as an
additional check.

In Gateway API such a combination belongs to a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/satisfy: "any"  # expect: satisfy-any
    nginx.ingress.kubernetes.io/allowlist-source-range: "10.0.0.0/8"
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "users"
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
    nginx.ingress.kubernetes.io/satisfy: "all"
    nginx.ingress.kubernetes.io/allowlist-source-range: "10.0.0.0/8"
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "users"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/satisfy/main.go`; nginx
(1.27.1) `src/http/ngx_http_core_module.c`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/satisfy",))
def satisfy_any(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    login = view.any("auth-url", "auth-type")
    listed = view.any("allowlist-source-range", "whitelist-source-range")
    if view.get("satisfy").strip() == "any" and login and listed:
        places = (view.place("satisfy", "either one"), view.place(listed, "", "key"), view.place(login, "", "key"))
        yield Finding(places, f"with `satisfy: any`, either `{listed}` or the login is enough")
