"""A rewrite uses only groups that every path of the Ingress captures.

`$1` in `rewrite-target` stands for the first group of the path. Where a path of the Ingress has no
such group, nginx inserts nothing: with `/$2` and the path `/shop`, every request arrives as `/`.
One rewrite applies to all paths of the Ingress, so a path without the groups belongs into an
Ingress of its own.

Groups need the path type ImplementationSpecific. In Gateway API the filter URLRewrite replaces a
prefix or the whole path and knows no groups.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: "/$2"  # expect: rewrite-group-missing
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop(/|$)(.*)
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /cart
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
    nginx.ingress.kubernetes.io/rewrite-target: "/$2"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop(/|$)(.*)
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /cart(/|$)(.*)
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `docs/examples/rewrite/README.md`,
`internal/ingress/annotations/rewrite/main.go`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, patterns, rule


@rule(Severity.ERROR, needs=("nginx.ingress.kubernetes.io/rewrite-target",))
def rewrite_group_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    target = view.get("rewrite-target")
    highest = max((int(digit) for digit in re.findall(r"\$\{?([1-9])", target)), default=0)
    if not highest or view.canary:
        return
    short = []
    for _, path in view.paths:
        groups = patterns.groups(path.path)
        if groups is not None and groups < highest and not patterns.pcre_fault(path.path):
            short.append(path)
    if short:
        paths = f"path `{short[0].path or '/'}` captures"
        if len(short) > 1:
            paths = f"paths `{short[0].path or '/'}` and {len(short) - 1} more capture"
        yield Finding(
            (view.place("rewrite-target", "stays empty"), *(view.path_place(p, "lacks the group") for p in short)),
            f"`rewrite-target` uses `${highest}`, but the {paths} less",
        )
