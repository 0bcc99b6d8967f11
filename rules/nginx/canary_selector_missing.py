"""A canary says which requests it takes.

An Ingress with `canary: "true"` takes no request by itself: a weight, a header or a cookie must say
which. Without any of them the canary is set up and never used.

In Gateway API a canary is a second backendRef with a weight, or a rule with a header match.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"  # expect: canary-selector-missing
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
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/canary/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/canary",))
def canary_selector_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.canary and not view.any("canary-weight", "canary-by-header", "canary-by-cookie"):
        message = "this canary takes no request: it has no `canary-weight`, `canary-by-header` or `canary-by-cookie`"
        yield Finding((view.place("canary", "never chosen"),), message)
