"""CORS with credentials names its origins.

`enable-cors` allows every origin and credentials unless told otherwise. Browsers refuse the
combination of `Access-Control-Allow-Origin: *` with credentials, so a call that needs a cookie
fails; and a page of anybody may call what needs none. Name the origins in `cors-allow-origin`, or
set `cors-allow-credentials: "false"`. Where nobody asked for credentials it is information only: an
API that needs none works.

In Gateway API the CORS filter lists its origins.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/enable-cors: "true"  # expect: cors-any-origin-with-credentials
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
    nginx.ingress.kubernetes.io/enable-cors: "true"
    nginx.ingress.kubernetes.io/cors-allow-origin: "https://shop.example.com"
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
    nginx.ingress.kubernetes.io/enable-cors: "true"
    nginx.ingress.kubernetes.io/cors-allow-credentials: "false"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/cors/main.go`,
`rootfs/etc/nginx/template/nginx.tmpl` (CORS).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/enable-cors",))
def cors_any_origin_with_credentials(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if not view.flag("enable-cors") or not view.flag("cors-allow-credentials", default=True) or view.canary:
        return
    origins = [item.strip() for item in view.get("cors-allow-origin").split(",")]
    if "*" in origins or origins == [""]:
        name = "cors-allow-origin" if view.has("cors-allow-origin") else "enable-cors"
        yield Finding(
            (view.place(name, "every origin"),),
            "CORS allows every origin, so that browsers refuse requests with credentials (cookies)",
            severity=None if view.has("cors-allow-credentials") else Severity.INFO,
            notes=('name the origins in `cors-allow-origin`, or set `cors-allow-credentials: "false"`',),
        )
