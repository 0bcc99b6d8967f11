"""Error pages come from a Service that the Ingress names.

`custom-http-errors` takes the listed answers of the Service away and asks a default backend for a
page instead. Without `default-backend` that is the default backend of the controller, and unless the
controller was given one (`--default-backend-service`), its built-in one answers everything with a
bare 404: clients get "not found" where the Service said 503 or 401. State
`default-backend-service` among the settings of the class if the controller has one.

In Gateway API there are no error pages; the implementation or the program behind it makes them.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/custom-http-errors: "404,503"  # expect: error-page-backend-missing
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
    nginx.ingress.kubernetes.io/custom-http-errors: "404,503"
    nginx.ingress.kubernetes.io/default-backend: "error-pages"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(getDefaultUpstream, locationApplyAnnotations), `docs/user-guide/nginx-configuration/annotations.md`
(custom HTTP errors).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.INFO, needs=("nginx.ingress.kubernetes.io/custom-http-errors",))
def error_page_backend_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None or view.canary or view.has("default-backend"):
        return
    if view.get("custom-http-errors").strip() and not view.profile.setting("default-backend-service"):
        message = "errors are answered by the controller's default backend, which says 404 unless it was given another"
        yield Finding((view.place("custom-http-errors", "no default-backend here"),), message)
