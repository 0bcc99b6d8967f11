"""Every controller agrees on which path of a host a request gets.

The specification ranks paths by their length first and lets Exact win only at equal length. So for
the request `/cart`, Prefix `/cart/` (which takes it, since a final slash is ignored) would win over
Exact `/cart`. Many controllers let Exact win all the same. And how ImplementationSpecific ranks
beside the same text as Prefix or Exact is not specified at all. Such manifests change their meaning
with the controller, or with its next release.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart  # expect: path-precedence-unclear
            pathType: Exact
            backend:
              service:
                name: cart
                port:
                  number: 80
          - path: /cart/
            pathType: Prefix
            backend:
              service:
                name: cart-pages
                port:
                  number: 80
```

Exact and Prefix with the same text are clear: Exact wins.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Exact
            backend:
              service:
                name: cart
                port:
                  number: 80
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart-pages
                port:
                  number: 80
```

Source: kubernetes/website `ingress.md` (multiple matches); kubernetes/ingress-nginx `internal/ingress/controller/location.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="rival paths")
def path_precedence_unclear(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for rivals in routing.rival_routes(workspace).values():
        by_path = {(route.kind, route.text): route for route in reversed(rivals)}
        for (kind, text), route in by_path.items():
            other = by_path.get(("Prefix", f"{text}/")) if kind == "Exact" and not text.endswith("/") else None
            if kind == "ImplementationSpecific":
                other = by_path.get(("Prefix", text)) or by_path.get(("Exact", text))
            if other is not None and not routing.agree(workspace, route, other):
                yield _finding(workspace, route, other)


def _finding(workspace: Workspace, route: routing.Route, other: routing.Route) -> Finding:
    first, second = sorted((route, other), key=lambda r: r.order)
    return Finding(
        tuple(
            Place(
                r.ingress.document,
                (*r.path.at, "path"),
                f"{r.kind}, sent to {routing.backend_text(r.path.backend)}"[:40],
            )
            for r in (first, second)
        ),
        f"controllers differ on whether `{route.host or '*'}{route.text}` goes to "
        f"`{routing.backend_text(route.path.backend)}` ({route.kind} `{route.text}`) or to "
        f"`{routing.backend_text(other.path.backend)}` ({other.kind} `{other.text}`)",
    )
