"""A limit is a positive number.

`limit-rps`, `limit-rpm` and `limit-connections` of 0 or less mean no limit at all. To stop all
traffic, use an allow list. Each replica of the controller counts on its own, so the real limit is a
multiple.

In Gateway API limits belong to a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/limit-rps: "0"  # expect: limit-not-positive
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
    nginx.ingress.kubernetes.io/limit-rps: "10"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/ratelimit/main.go`,
`rootfs/etc/nginx/template/nginx.tmpl`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(
    Severity.WARNING,
    needs=(
        "nginx.ingress.kubernetes.io/limit-rps",
        "nginx.ingress.kubernetes.io/limit-rpm",
        "nginx.ingress.kubernetes.io/limit-connections",
    ),
)
def limit_not_positive(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for name in ("limit-rps", "limit-rpm", "limit-connections"):
        if view.has(name) and view.number(name, 1) <= 0:
            yield Finding((view.place(name, "no limit"),), f"`{name}: {view.get(name)}` means no limit at all")
