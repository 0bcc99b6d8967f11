"""Every path says how it is matched: it has a `pathType`.

`networking.k8s.io/v1` has no default for `pathType`, and the API server refuses an Ingress in which
one path lacks it. `Exact` matches the path alone, `Prefix` everything below it element by element,
`ImplementationSpecific` leaves the meaning to the controller.

Which of them was meant cannot be known, so the fix counts as unsafe. It writes what the option
`value` says.

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
          - path: /cart  # expect: path-type-missing
            backend:
              service:
                name: web
                port:
                  number: 80
```

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
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
from typing import Literal

from ingress_lint import Fact, Finding, Place, Severity, Workspace, edits, rule


@rule(Severity.ERROR, on="path-type-missing")
def path_type_missing(
    fact: Fact, workspace: Workspace, *, value: Literal["Prefix", "Exact", "ImplementationSpecific"] = "Prefix"
) -> Iterator[Finding]:
    which = f"path `{fact.value}`" if fact.value else "this path"
    allowed = "it is `Prefix`, `Exact` or `ImplementationSpecific`; there is no default"
    place = Place(fact.document, fact.path, "no `pathType`")
    fixes = edits.insert_entry(fact.document, fact.path, value, after="path", safe=False)
    fixes = fixes or edits.replace_value(fact.document, fact.path, value, safe=False)
    yield Finding((place,), f"{which} has no `pathType`", notes=(allowed,), fixes=fixes)
