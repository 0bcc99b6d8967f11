"""Exceptions from the login of the cluster are known.

`enable-global-auth: "false"` takes this Ingress out of the login that the ConfigMap sets up for all
(`global-auth-url`). That may be meant, for a health page or the login itself; it is worth knowing
in a review.

In Gateway API a policy attached to the Gateway is overridden by one attached to the route.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/enable-global-auth: "false"  # expect: global-auth-disabled
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
    nginx.ingress.kubernetes.io/enable-global-auth: "true"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/authreqglobal/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.INFO, needs=("nginx.ingress.kubernetes.io/enable-global-auth",))
def global_auth_disabled(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if not view.flag("enable-global-auth", default=True):
        message = "`enable-global-auth` takes these paths out of the login that holds for the whole cluster"
        yield Finding((view.place("enable-global-auth", "without a login"),), message)
