"""A session cookie beside regular expressions has a path.

The path of the session cookie is that of the Ingress. In regular-expression mode that is the text
of the expression, which no request ever matches literally, so the browser never sends the cookie
back and every request may reach another Pod. `session-cookie-path` names the real path.

In Gateway API sessionPersistence belongs to the rule.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/use-regex: "true"
    nginx.ingress.kubernetes.io/affinity: "cookie"  # expect: cookie-path-missing
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/.*
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
    nginx.ingress.kubernetes.io/use-regex: "true"
    nginx.ingress.kubernetes.io/affinity: "cookie"
    nginx.ingress.kubernetes.io/session-cookie-path: "/shop"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/.*
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `docs/examples/affinity/cookie/README.md`;
`rootfs/etc/nginx/lua/balancer/sticky.lua`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/affinity",))
def cookie_path_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.get("affinity") == "cookie" and view.flag("use-regex") and not view.get("session-cookie-path"):
        message = "the cookie of `affinity` has a regular expression for its path, set `session-cookie-path`"
        yield Finding((view.place("affinity", "never sent back"),), message)
