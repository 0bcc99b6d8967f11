"""The namespace of an object is a DNS label.

A namespace is 1 to 63 lower-case letters, digits and `-`, beginning and ending with a letter or
digit. It has no dots. The API server refuses an object with any other namespace; a namespace of
the right form that does not exist is refused, too, but only the cluster knows. The namespace of
an IngressClass is ignored.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: team.shop  # expect: namespace-invalid
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
  namespace: team-shop
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


@rule(Severity.ERROR, on="namespace-invalid")
def namespace_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not the name of a namespace")
    allowed = "a namespace is 1 to 63 of `a-z`, `0-9` and `-`, from a letter or digit to a letter or digit"
    yield Finding((place,), f"`{fact.value}` cannot be a namespace: {fact.detail}", notes=(allowed,))
