"""generateName is the beginning of a lower-case DNS name.

The server makes a name of the first 58 bytes of `generateName` and five random characters. The
prefix must be a DNS subdomain itself (a `-` at its end is fine), and it is checked even where
`name` is given and it has no effect.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  generateName: Shop-Front-  # expect: generate-name-invalid
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
  generateName: shop-
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

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="generate-name-invalid")
def generate_name_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not the beginning of a name")
    allowed = "a prefix is a lower-case DNS name that may end with `-`, at most 253 bytes"
    message = f"generateName `{fact.value}` cannot begin a name: {fact.detail}"
    covers = (Cover("metadata-name-invalid", fact.path),)
    yield Finding((place,), message, notes=(allowed,), covers=covers)
