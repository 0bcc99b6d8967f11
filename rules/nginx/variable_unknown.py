"""Every variable in an annotation is one that nginx knows.

Some values reach nginx with their variables expanded: `rewrite-target`, `auth-url`, `auth-signin`,
`upstream-vhost` and others. A name that nginx does not know passes the webhook and makes nginx
refuse the whole configuration, so that no change of **any** Ingress of the controller takes effect
any more.

Names that the ConfigMap defines (a map in `http-snippet`) can be listed in the option `known`.
Gateway API has no variables.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/upstream-vhost: "$tenant.internal"  # expect: variable-unknown
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
    nginx.ingress.kubernetes.io/upstream-vhost: "$host"
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

Source: nginx (1.27.1) `src/http/ngx_http_variables.c`; kubernetes/ingress-nginx (1.15.1)
`rootfs/etc/nginx/template/nginx.tmpl`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_VARIABLE = re.compile(r"\$(?:\{(\w*)\}|(\w*))", re.ASCII)


@rule(Severity.ERROR, needs=("nginx.ingress.kubernetes.io",))
def variable_unknown(ingress: Ingress, workspace: Workspace, *, known: tuple[str, ...] = ()) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for annotation, value in annotations.read(ingress, workspace):
        if not annotation.variables or view.canary or "$" not in value or annotations.fault(annotation, value):
            continue
        if annotations.missing(annotation, ingress.annotations, view.profile):
            continue
        for found in _VARIABLE.finditer(value):
            name = found[1] or found[2] or ""
            if name.isdecimal() or name in known or nginx.is_variable(name):
                continue
            meant = annotations.nearest(name, nginx.variables()) if name else ""
            hint = f", did you mean `${meant}`?" if meant else ""
            why = (
                f"nginx knows no variable `${name}`{hint}" if name else "`$` is not followed by the name of a variable"
            )
            message = f"{why}, which stops every later change of the controller (in `{annotation.name}`)"
            yield Finding((view.place(annotation.name, "refused by nginx"),), message)
            break
