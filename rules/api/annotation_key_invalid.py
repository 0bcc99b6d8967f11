"""Annotation keys are well formed.

An annotation key is a name of 1 to 63 letters, digits, `-`, `_` and `.` that begins and ends with
a letter or digit, if need be after a prefix: a DNS name and one `/`. The API server refuses the
object otherwise. A second slash and a blank are the usual reasons. Values may be any text.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    example.com/shop/team: cart  # expect: annotation-key-invalid
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
  annotations:
    example.com/team: shop and cart
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

Source: apimachinery `pkg/api/validation/objectmeta.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="annotation-key-invalid")
def annotation_key_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not an annotation key", "key")
    allowed = "a key is 1 to 63 of letters, digits, `-`, `_`, `.`, if need be after a DNS name and one `/`"
    message = f"`{fact.value}` cannot be the key of an annotation: {fact.detail}"
    yield Finding((place,), message, field=fact.field, notes=(allowed,))
