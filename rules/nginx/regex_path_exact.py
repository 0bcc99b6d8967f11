"""No Exact path is turned into a regular expression.

`use-regex: "true"` and `rewrite-target` turn every path of the host into a case-insensitive regular
expression that is open at its end. An Exact path then matches everything that begins like it,
whatever the case, and a dot matches any character: `/v1.0` answers `/V1x0/admin`.

ingress2gateway makes a RegularExpression match of such a path; an Exact match of Gateway API stays
exact.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: "/index.html"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /v1.0  # expect: regex-path-exact
            pathType: Exact
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
    nginx.ingress.kubernetes.io/rewrite-target: "/index.html"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /v1$
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/ingress-path-matching.md`,
`internal/ingress/controller/template/template.go` (buildLocation).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/use-regex", "nginx.ingress.kubernetes.io/rewrite-target"))
def regex_path_exact(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    cause = "use-regex" if view.flag("use-regex") else "rewrite-target"
    for _, path in view.paths if view.regex else ():
        if path.path_type == "Exact":
            places = (view.path_place(path, "not exact any more"), view.place(cause, "because of this", "key"))
            message = f"`{cause}` turns the Exact path `{path.path}` into a case-insensitive regular expression without an end"
            yield Finding(places, message)
