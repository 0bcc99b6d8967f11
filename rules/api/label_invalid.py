"""Label keys and values are well formed.

A label key is a name of 1 to 63 letters, digits, `-`, `_` and `.` that begins and ends with a
letter or digit, if need be after a prefix: a lower-case DNS name and one `/`. A label value is
empty or has the form of such a name. Blanks, slashes and e-mail addresses are for annotations.
The API server refuses the object otherwise.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  labels:
    app.kubernetes.io/name: the shop  # expect: label-invalid
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
  labels:
    App.Example.com/name: shop  # expect: label-invalid
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
  labels:
    app.kubernetes.io/name: shop
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

Source: apimachinery `pkg/api/validation/objectmeta.go`, apimachinery `pkg/apis/meta/v1/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule

KEY = "a key is 1 to 63 of `A-Z`, `a-z`, `0-9`, `-`, `_`, `.`, if need be after a lower-case DNS name and one `/`"
VALUE = "a value is up to 63 of `A-Z`, `a-z`, `0-9`, `-`, `_`, `.` between letters or digits"


@rule(Severity.ERROR, on="label-invalid")
def label_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    if fact.detail.startswith("key: "):
        place = Place(fact.document, fact.path, "not a label key", "key")
        message = f"`{fact.value}` cannot be the key of a label: {fact.detail.removeprefix('key: ')}"
        yield Finding((place,), message, field=fact.field, notes=(KEY,))
    else:
        place = Place(fact.document, fact.path, "not a label value")
        message = f"`{fact.value}` cannot be the value of label `{fact.path[-1]}`: {fact.detail}"
        yield Finding((place,), message, field=fact.field, notes=(VALUE,))
