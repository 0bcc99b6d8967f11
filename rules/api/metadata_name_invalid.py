"""The name of an object is a lower-case DNS name.

Names of Ingresses and IngressClasses are DNS subdomains: lower-case letters, digits, `-` and `.`,
beginning and ending with a letter or digit, also around every dot, and at most 253 bytes. The API
server refuses anything else. With `generateName` the name that is made of it has to be one, too.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: Shop_Frontend  # expect: metadata-name-invalid
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
  name: shop-frontend
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


@rule(Severity.ERROR, on="metadata-name-invalid")
def metadata_name_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    allowed = "a name is a lower-case DNS name: `a-z`, `0-9`, `-` and `.`, at most 253 bytes"
    place = Place(fact.document, fact.path, "not a valid name")
    if fact.path[-1] == "generateName":
        message = f"the name generated from `{fact.value}` is not valid: {fact.detail}"
    else:
        message = f"`{fact.value}` cannot be the name of an object: {fact.detail}"
    yield Finding((place,), message, field=fact.field, notes=(allowed,))
