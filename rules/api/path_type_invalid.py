"""A `pathType` is `Exact`, `Prefix` or `ImplementationSpecific`.

The three words are case sensitive, and the API server refuses every other one, the empty text
included.

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
          - path: /cart
            pathType: prefix  # expect: path-type-invalid
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

from ingress_lint import Fact, Finding, Place, Severity, Workspace, edits, rule

_TYPES = ("Prefix", "Exact", "ImplementationSpecific")


@rule(Severity.ERROR, on="path-type-invalid")
def path_type_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    given = str(fact.value)
    meant = _meant(given)
    message = f"`{given}` is no pathType" if given else "the pathType is empty"
    if meant:
        message = f"{message}, did you mean `{meant}`?"
    place = Place(fact.document, fact.path, f"did you mean `{meant}`?" if meant else "not a pathType")
    allowed = "it is `Prefix`, `Exact` or `ImplementationSpecific`"
    fixes = edits.replace_value(fact.document, fact.path, meant, safe=True) if meant else ()
    yield Finding((place,), message, notes=(allowed,), fixes=fixes)


def _meant(given: str) -> str:
    from difflib import get_close_matches

    folded = {name.lower(): name for name in _TYPES}
    near = get_close_matches(given.strip().lower(), folded, 1)
    return folded[near[0]] if near else ""
