"""The answers of the login service are not replaced by error pages.

With `custom-http-errors` covering 401 or 403 the refusal of the login service is handed to the
backend for error pages, and what that backend answers goes to the client. Before 1.13.7 and 1.14.3
a backend that answers wrongly could so let a request through (CVE-2026-24513).

In Gateway API both belong to policies of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/verify"
    nginx.ingress.kubernetes.io/custom-http-errors: "401,404"  # expect: login-page-replaced
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
    nginx.ingress.kubernetes.io/custom-http-errors: "404,503"
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

Source: CVE-2026-24513 in kubernetes/kubernetes issue 136679; kubernetes/ingress-nginx (1.15.1)
`rootfs/etc/nginx/template/nginx.tmpl`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/custom-http-errors",))
def login_page_replaced(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    codes = {code.strip() for code in view.get("custom-http-errors").split(",")} & {"401", "403"}
    if view.get("auth-url") and codes:
        code = min(codes)
        places = (view.place("custom-http-errors", "replaces the refusal"), view.place("auth-url", "the login"))
        yield Finding(places, f"`custom-http-errors` replaces the answer {code} of the login service (CVE-2026-24513)")
