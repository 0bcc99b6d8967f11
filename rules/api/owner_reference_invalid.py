"""Owner references are complete, with one controller at most.

An owner is named by `apiVersion`, `kind`, `name` and `uid`, none of them empty; with it the
garbage collector decides what to delete. An Event cannot own anything, and only one of the owners
can have `controller: true`. The API server refuses the object otherwise. In manifests under
version control there should be no owner references: the uid is another one in each cluster.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  ownerReferences:
    - apiVersion: example.com/v1
      kind: Shop
      name: shop
      uid: ""  # expect: owner-reference-invalid
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
  ownerReferences:
    - apiVersion: example.com/v1
      kind: Shop
      name: shop
      uid: 1d4b9a57-6f3e-4e2f-9a3b-0c4f9f1c2d3e
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


@rule(Severity.ERROR, on="owner-reference-invalid")
def owner_reference_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not valid for an owner")
    allowed = "an owner has `apiVersion` (with a version), `kind`, `name` and `uid`"
    yield Finding((place,), f"owner reference is not valid: {fact.detail}", field=fact.field, notes=(allowed,))
