"""Finalizers have the form domain/name.

A finalizer keeps an object from being deleted until whoever set it has cleaned up. So it says who
that is: `domain/name`, written as a label key. Without a slash the API server takes only its own:
`kubernetes`, `orphan` and `foregroundDeletion`, the last two of which exclude each other.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  finalizers:
    - cleanup  # expect: finalizer-invalid
spec:
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
  finalizers:
    - example.com/cleanup
spec:
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

Source: apimachinery `pkg/api/validation/objectmeta.go`, kubernetes `pkg/apis/core/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="finalizer-invalid")
def finalizer_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not a finalizer")
    allowed = "a finalizer is written `domain/name`; `kubernetes`, `orphan` and `foregroundDeletion` stand alone"
    message = f"`{fact.value}` cannot be a finalizer: {fact.detail}"
    yield Finding((place,), message, field=fact.field, notes=(allowed,))
