"""x-forwarded-prefix holds the prefix.

Until 0.22 `x-forwarded-prefix` was a boolean. It is the value of the header today: with `"true"`,
the application is told that its prefix is `true`.

In Gateway API a RequestHeaderModifier sets the header.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: "/$2"
    nginx.ingress.kubernetes.io/x-forwarded-prefix: "true"  # expect: forwarded-prefix-boolean
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop(/|$)(.*)
            pathType: ImplementationSpecific
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
    nginx.ingress.kubernetes.io/rewrite-target: "/$2"
    nginx.ingress.kubernetes.io/x-forwarded-prefix: "/shop"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop(/|$)(.*)
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `cmd/plugin/lints/ingress.go`,
`internal/ingress/annotations/xforwardedprefix/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/x-forwarded-prefix",))
def forwarded_prefix_boolean(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    value = view.get("x-forwarded-prefix")
    if value.lower() in ("true", "false"):
        message = f"`x-forwarded-prefix` is the prefix itself, not a boolean: the header will be `{value}`"
        yield Finding((view.place("x-forwarded-prefix", "sent as it is"),), message)
