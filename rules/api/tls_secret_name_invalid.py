"""A TLS entry names its Secret as Secrets can be called.

A Secret name is a lower-case DNS name of at most 253 bytes. The Secret is read from the namespace
of the Ingress, so there is no `namespace/name`: the API server refuses it, although some
controllers take that form in annotations.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts:
        - shop.example.com
      secretName: certificates/shop-tls  # expect: tls-secret-name-invalid
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
spec:
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="tls-secret-name-invalid")
def tls_secret_name_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not the name of a Secret")
    allowed = "a Secret name is a lower-case DNS name: `a-z`, `0-9`, `-` and `.`, at most 253 bytes"
    if "/" in str(fact.value):
        allowed = "the Secret is always one of the Ingress's own namespace, its name has no `/`"
    yield Finding((place,), f"`{fact.value}` cannot be the name of a Secret: {fact.detail}", notes=(allowed,))
