"""A cookie with SameSite=None is sent over HTTPS only.

Browsers drop a cookie with `SameSite=None` unless it is marked Secure. Without
`session-cookie-secure: "true"` the cookie of the session affinity is lost over plain HTTP, and
every request may reach another Pod.

In Gateway API sessionPersistence sets the cookie.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/affinity: "cookie"
    nginx.ingress.kubernetes.io/session-cookie-samesite: "None"  # expect: cookie-samesite-insecure
    nginx.ingress.kubernetes.io/session-cookie-secure: "false"
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
    nginx.ingress.kubernetes.io/affinity: "cookie"
    nginx.ingress.kubernetes.io/session-cookie-samesite: "None"
    nginx.ingress.kubernetes.io/session-cookie-secure: "true"
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

Source: kubernetes/ingress-nginx (1.15.1) `rootfs/etc/nginx/lua/balancer/sticky.lua`;
`docs/examples/affinity/cookie/README.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/session-cookie-samesite",))
def cookie_samesite_insecure(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    secure = view.flag("session-cookie-secure") or (view.tls and not view.has("session-cookie-secure"))
    if view.get("session-cookie-samesite").strip().lower() == "none" and not secure:
        message = "browsers drop a cookie with `SameSite=None` that is not Secure, set `session-cookie-secure` as well"
        yield Finding((view.place("session-cookie-samesite", "dropped by browsers"),), message)
