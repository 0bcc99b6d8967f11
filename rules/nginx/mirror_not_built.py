"""A mirror target is a URL with scheme and host.

Without `mirror-host` the controller takes the host of the mirror from `mirror-target`. A target
without a scheme or without a host gives none, and the mirror is silently left out.

In Gateway API the filter RequestMirror names a Service.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/mirror-target: "mirror.example.com"  # expect: mirror-not-built
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
    nginx.ingress.kubernetes.io/mirror-target: "https://mirror.example.com$request_uri"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/mirror/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/mirror-target",))
def mirror_not_built(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    target = view.get("mirror-target").strip()
    scheme, _, rest = target.partition("://")
    if target and not view.get("mirror-host") and not (scheme and rest.strip("/")):
        message = f"`mirror-target: {target}` is no URL with a scheme and a host, so nothing is mirrored"
        yield Finding((view.place("mirror-target", "left out"),), message)
