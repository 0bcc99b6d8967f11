"""An owner is named once.

The API server drops an owner reference that stands in the list before, word for word, and answers
with a warning. Nothing is lost; the list says twice what it has to say once.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  ownerReferences:
    - {apiVersion: example.com/v1, kind: Shop, name: shop, uid: 2b6f, controller: true}
    - {apiVersion: example.com/v1, kind: Shop, name: shop, uid: 2b6f, controller: true}  # expect: owner-reference-duplicate
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

Two references to one owner that differ in anything are two owners for the server:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  ownerReferences:
    - {apiVersion: example.com/v1, kind: Shop, name: shop, uid: 2b6f}
    - {apiVersion: example.com/v1, kind: Shop, name: shop, uid: 2b6f, controller: false}
spec:
  defaultBackend: {service: {name: web, port: {number: 80}}}
```

Source: apiserver `pkg/endpoints/handlers/create.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.WARNING, on="owner-reference-duplicate")
def owner_reference_duplicate(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "stands before already")
    yield Finding((place,), "the same owner reference stands here twice: leave out this one", field=fact.field)
