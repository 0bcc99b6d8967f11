"""References to objects of other kinds have well-formed parts.

A resource backend and the parameters of an IngressClass name an object by `apiGroup`, `kind` and
`name`. The group is a lower-case DNS name without a version; leave it out for the core group, an
empty one is refused. Kind and name may hold anything but `/` and `%`, and are not `.` or `..`.
The API server does not look whether the object exists.

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
              resource:
                apiGroup: storage.example.com/v1  # expect: object-reference-invalid
                kind: Bucket
                name: pictures
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
              resource:
                apiGroup: storage.example.com
                kind: Bucket
                name: static/pictures  # expect: object-reference-invalid
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
              resource:
                apiGroup: storage.example.com
                kind: Bucket
                name: pictures
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`, apimachinery `pkg/api/validation/path`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="object-reference-invalid")
def object_reference_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    key = str(fact.path[-1])
    place = Place(fact.document, fact.path, "not a well-formed reference")
    if key == "apiGroup":
        allowed = "an API group is a lower-case DNS name without a version, absent for the core group"
    else:
        allowed = f"a {key} may hold anything but `/` and `%`, and is not `.` or `..`"
    shown = f"`{fact.value}`" if fact.value else "the empty string"
    yield Finding((place,), f"{shown} cannot be the {key} of a reference: {fact.detail}", notes=(allowed,))
