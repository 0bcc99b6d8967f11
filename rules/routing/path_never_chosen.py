"""Every path of a host can be chosen for some request.

Of two Prefix paths that take the same requests the longer text wins, and a final slash makes a path
longer without taking any request away: where `/cart` and `/cart/` stand side by side, even the
request for `/cart` goes to `/cart/`. The shorter one looks as if it did something and never does.
Order in the manifest plays no part, and a longer path such as `/cart/items` hides nothing.

ingress-nginx is left to the rule `slash-twins`: it builds the same location from both, and nginx then
refuses its whole configuration.

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
          - path: /cart  # expect: path-never-chosen
            pathType: Prefix
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

Where both go to the same backend, nothing is lost; and `/cart` beside `/cart/items` is fine:

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
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
          - path: /cart/
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
          - path: /cart/items
            pathType: Prefix
            backend:
              service:
                name: items
                port:
                  number: 80
```

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go`; kubernetes/website `ingress.md`;
kubernetes/ingress-nginx `internal/ingress/controller/location.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="rival paths")
def path_never_chosen(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for rivals in routing.rival_routes(workspace).values():
        if workspace.profile(rivals[0].ingress).controller == "ingress-nginx":
            continue  # nginx refuses both together, which another rule reports
        prefixes = {route.text: route for route in reversed(rivals) if route.kind == "Prefix"}
        for text, winner in prefixes.items():
            loser = prefixes.get(text.removesuffix("/")) if text.endswith("/") else None
            if loser is not None and not routing.agree(workspace, loser, winner):
                yield _finding(loser, winner)


def _finding(loser: routing.Route, winner: routing.Route) -> Finding:
    backend = routing.backend_text(winner.path.backend)
    return Finding(
        (
            Place(loser.ingress.document, (*loser.path.at, "path"), "never chosen"),
            Place(winner.ingress.document, (*winner.path.at, "path"), f"takes the same requests: {backend}"[:40]),
        ),
        f"`{loser.request}` is never chosen: `{winner.text}` takes the same requests, and the longer path wins",
    )
