"""Exact and Prefix paths hold plain characters only.

Since 1.12 `strict-validate-path-type` is on: an Exact or Prefix path is a `/` followed by letters,
digits, `.`, `_`, `-` and `/`. The webhook refuses an Ingress with anything else, `:`, `~`, `@`,
`%`, `+`, `*`, `$` and brackets included, and without the webhook the controller skips it. Regular
expressions need the path type ImplementationSpecific.

In Gateway API such a path is a match of type RegularExpression, which not every implementation
offers.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/use-regex: "true"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /items/[0-9]+  # expect: path-characters-refused
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
    nginx.ingress.kubernetes.io/use-regex: "true"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /items/[0-9]+
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/inspector/ingress.go`
(ValidatePathType); `docs/user-guide/nginx-configuration/configmap.md`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule

_PLAIN = re.compile(r"/[A-Za-z0-9._/-]*")


@rule(Severity.ERROR, needs="ingress-nginx special path")
def path_characters_refused(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.profile.setting("strict-validate-path-type") is False:
        return
    for _, path in view.paths:
        if path.path_type in ("Exact", "Prefix") and path.path.startswith("/") and not _PLAIN.fullmatch(path.path):
            wrong = next(c for c in path.path if not _PLAIN.fullmatch(f"/{c}"))
            shown = f"`{wrong}`" if wrong.isprintable() and wrong != "`" else "a character"
            yield Finding(
                (view.path_place(path, "use ImplementationSpecific"),),
                f"the {path.path_type} path `{path.path}` contains {shown}, for which ingress-nginx refuses the Ingress",
            )
