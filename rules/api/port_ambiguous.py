"""A backend gives the name or the number of a port, not both.

Name and number could contradict each other, so the API server refuses a backend with both, even
if they mean the same port of the Service. Keep the name if the Service names its ports: it stays
right when the number changes.

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
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http  # expect: port-ambiguous
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
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="port-ambiguous")
def port_ambiguous(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    name = Place(fact.document, fact.path, "the name")
    number = Place(fact.document, (*fact.path[:-1], "number"), "the number")
    message = f"the port has both the name `{fact.value}` and the number `{fact.detail}`, only one is allowed"
    yield Finding((name, number), message, field=fact.field)
