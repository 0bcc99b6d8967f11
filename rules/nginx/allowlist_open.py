"""An allow list does not hold the whole internet.

An allow list with `0.0.0.0/0` or `::/0` lets everybody in, which is what happens without the list.

In Gateway API allow lists belong to a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/allowlist-source-range: "10.0.0.0/8,0.0.0.0/0"  # expect: allowlist-open
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
    nginx.ingress.kubernetes.io/allowlist-source-range: "10.0.0.0/8"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/ipallowlist/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(
    Severity.WARNING,
    needs=("nginx.ingress.kubernetes.io/allowlist-source-range", "nginx.ingress.kubernetes.io/whitelist-source-range"),
)
def allowlist_open(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    name = view.any("allowlist-source-range", "whitelist-source-range")
    for item in view.get(name).split(",") if name else ():
        if item.strip() in ("0.0.0.0/0", "::/0"):
            yield Finding((view.place(name, "everybody"),), f"`{item.strip()}` in `{name}` lets everybody in")
            return
