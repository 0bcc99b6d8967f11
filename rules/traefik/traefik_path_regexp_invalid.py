"""Paths for the matcher PathRegexp are regular expressions of Go.

With `router.pathmatcher: PathRegexp` Traefik compiles each path as a regular expression of Go,
which knows neither look-around nor back references. A path that does not compile makes the router
fail, and its requests answer 404.

The matcher is for paths of the type ImplementationSpecific: Exact and Prefix paths are matched as
they are written, whatever the annotation says.

In Gateway API such a path is a match of type RegularExpression.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    traefik.ingress.kubernetes.io/router.pathmatcher: "PathRegexp"
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/(?!admin).*  # expect: traefik-path-regexp-invalid
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
    traefik.ingress.kubernetes.io/router.pathmatcher: "PathRegexp"
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/[a-z]+
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: traefik/traefik (3.7) `pkg/provider/kubernetes/ingress/kubernetes.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, patterns, rule


@rule(Severity.ERROR, needs=("traefik.ingress.kubernetes.io/router.pathmatcher",))
def traefik_path_regexp_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if ingress.annotations.get("traefik.ingress.kubernetes.io/router.pathmatcher") != "PathRegexp":
        return
    for _, path in ingress.paths:
        why = patterns.go_fault(path.path) if path.path_type not in ("Exact", "Prefix") else ""
        if why:
            place = Place(ingress.document, (*path.at, "path"), "does not compile")
            yield Finding((place,), f"the path `{path.path}` is no regular expression of Go: {why}")
