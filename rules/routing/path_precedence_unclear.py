"""Every controller agrees on which path of a host a request gets.

The specification ranks paths by their length first and lets Exact win only at equal length. So for
the request `/cart`, Prefix `/cart/` (which takes it, since a final slash is ignored) would win over
Exact `/cart`. Many controllers let Exact win all the same. And how ImplementationSpecific ranks
beside the same text as Prefix or Exact is not specified at all. Such manifests change their meaning
with the controller, or with its next release.

For ingress-nginx, which lets Exact win, it is only worth knowing, and ImplementationSpecific is Prefix
there. The load balancers of AWS try one path after the other (`alb-path-shadowed`).

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
        controller = workspace.profile(rivals[0].ingress).controller
        by_path = {(route.kind, route.text): route for route in reversed(rivals)}
        for route in by_path.values() if controller != "alb" else ():
            other = _rival(by_path, route, controller)
            if other is not None and not routing.agree(workspace, route, other):
                yield _finding(route, other, controller)


def _rival(
    by_path: dict[tuple[str, str], routing.Route], route: routing.Route, controller: str
) -> routing.Route | None:
    """The path that takes the same request, if it is open which of both answers."""
    if route.kind == "Exact" and not route.text.endswith("/"):
        return by_path.get(("Prefix", f"{route.text}/"))
    if route.kind == "ImplementationSpecific" and controller != "ingress-nginx":
        return by_path.get(("Prefix", route.text)) or by_path.get(("Exact", route.text))
    return None


def _finding(route: routing.Route, other: routing.Route, controller: str) -> Finding:
    known = route.kind == "Exact" and controller == "ingress-nginx"
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
        severity=Severity.INFO if known else None,
        notes=(routing.customs("exact-beside-longer-prefix", controller),) if known else (),
    )
