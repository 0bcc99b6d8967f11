"""The two redirects to HTTPS agree.

`force-ssl-redirect: "true"` wins over `ssl-redirect: "false"`: the redirect that was meant to be
off takes place.

In Gateway API a listener for HTTP with a RequestRedirect filter does the same.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-redirect: "false"  # expect: ssl-redirect-contradicted
    nginx.ingress.kubernetes.io/force-ssl-redirect: "true"
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
    nginx.ingress.kubernetes.io/force-ssl-redirect: "true"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/rewrite/main.go`,
`rootfs/etc/nginx/template/nginx.tmpl`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/force-ssl-redirect",))
def ssl_redirect_contradicted(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.flag("force-ssl-redirect") and not view.flag("ssl-redirect", default=True):
        places = (view.place("ssl-redirect", "overruled"), view.place("force-ssl-redirect", "wins"))
        yield Finding(places, '`ssl-redirect: "false"` does nothing beside `force-ssl-redirect: "true"`')
