"""All annotations together have at most 262144 bytes.

The API server adds up the bytes of all annotation keys and values of an object and refuses more
than 262144 (256 KiB). Long snippets or whole documents belong into a ConfigMap. `kubectl apply`
comes to the limit earlier: it stores a copy of the whole object in an annotation of its own.

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


@rule(Severity.ERROR, on="annotations-too-long")
def annotations_too_long(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "all of these together", "key")
    yield Finding((place,), f"the annotations have {fact.value} bytes together, 262144 are allowed")
