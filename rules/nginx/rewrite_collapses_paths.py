"""A rewrite keeps what follows the path.

A `rewrite-target` without `$1` replaces the whole path of every request below it: with
`rewrite-target: /` and the path `/shop`, the requests for `/shop/cart` and `/shop/style.css` both
arrive as `/`. To cut a prefix off, capture the rest: the path `/shop(/|$)(.*)` of type
ImplementationSpecific and the target `/$2`.

Nothing is said where the target is a file, where the path ends with `$`, or where path and target
are the same. In Gateway API the filter URLRewrite with ReplacePrefixMatch keeps the rest by itself.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: "/"  # expect: rewrite-collapses-paths
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop
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
          - path: /shop
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `docs/examples/rewrite/README.md`,
`internal/ingress/controller/template/template.go` (buildProxyPass).
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/rewrite-target",))
def rewrite_collapses_paths(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    target = view.get("rewrite-target").strip()
    is_file = "." in target.rpartition("/")[2]
    if not target or is_file or "$" in target or view.canary:
        return
    wide = [
        path
        for _, path in view.paths
        if path.path_type != "Exact" and not path.path.endswith("$") and path.path.rstrip("/") != target.rstrip("/")
    ]
    if wide:
        places = (
            view.place("rewrite-target", "replaces the whole path"),
            *(view.path_place(path, "all below is lost") for path in wide[:3]),
        )
        message = f"every request below `{wide[0].path or '/'}` arrives as `{target}`: `rewrite-target` keeps nothing of the path"
        yield Finding(places, message, notes=_remedy(wide[0].path, target))


def _remedy(path: str, target: str) -> tuple[str, ...]:
    """How to keep what stands behind a path; nothing for one that is a pattern already."""
    start, end = path.rstrip("/"), target.rstrip("/")
    if not re.fullmatch(r"[\w./-]*", start):
        return ()
    regex, group = (f"{start}(/|$)(.*)", "$2") if start else ("/(.*)", "$1")
    return (f"to keep it, write `path: {regex}` with the type ImplementationSpecific, and `{end}/{group}` here",)
