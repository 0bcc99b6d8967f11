"""A path has no empty or dot elements and no encoded slash.

Clients and proxies rewrite `//`, `/./` and `/../` in the path of a request, and disagree about an
encoded slash (`%2f`). A rule for such a path would never match, or match something else than it
says, so the API server refuses these sequences in paths of the types `Exact` and `Prefix`, and
`/.` or `/..` at the end. The type `ImplementationSpecific` is not checked.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop//cart  # expect: path-forbidden-sequence
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
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/..  # expect: path-forbidden-sequence
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
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/cart
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="path-forbidden-sequence")
def path_forbidden_sequence(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "never part of a plain path")
    allowed = "`Exact` and `Prefix` paths have no `//`, `/./`, `/../` or `%2f`, and no `/.` or `/..` at the end"
    yield Finding((place,), f"path `{fact.value}` {fact.detail}, which the API server refuses", notes=(allowed,))
