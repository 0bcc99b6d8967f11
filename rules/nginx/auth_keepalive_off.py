"""Keepalive to the login service has a fixed host.

`auth-keepalive` keeps connections to the login service open. That needs an upstream with a fixed
name: where the host of `auth-url` holds a variable, the controller switches keepalive off without a
word.

In Gateway API a login is a policy of the implementation, and so are its connections.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "https://$host/verify"
    nginx.ingress.kubernetes.io/auth-keepalive: "10"  # expect: auth-keepalive-off
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
    nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/verify"
    nginx.ingress.kubernetes.io/auth-keepalive: "10"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/authreq/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/auth-keepalive",))
def auth_keepalive_off(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    host = view.get("auth-url").partition("://")[2].partition("/")[0]
    if "$" in host and view.number("auth-keepalive", 0) > 0:
        places = (view.place("auth-keepalive", "switched off"), view.place("auth-url", "a variable in the host"))
        yield Finding(places, f"`auth-keepalive` is switched off because the host of `auth-url` is `{host}`")
