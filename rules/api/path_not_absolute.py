"""A path begins with a slash.

Paths of the types `Exact` and `Prefix` are compared with the path of the request, which always
begins with `/`. The API server refuses anything else, an empty or missing path included. A path
of the type `ImplementationSpecific` may be left out, but if it is given it begins with `/` too,
even where the controller reads it as a regular expression.

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
          - path: cart  # expect: path-not-absolute
            pathType: Prefix
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

A relative path may also be a regular expression or a leftover, so the fix counts as unsafe.

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
          - pathType: Exact  # expect: path-not-absolute
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

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, edits, rule, slips


@rule(Severity.ERROR, on="path-not-absolute")
def path_not_absolute(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "does not begin with `/`")
    if fact.value and (meant := slips.url_path(str(fact.value))):
        yield _url(fact, place, meant)
    elif isinstance(fact.value, str) and not fact.value[:1].isascii():  # most likely a quote that is none
        yield Finding((place,), f"path `{fact.value}` does not begin with `/`")
    elif fact.value:
        fixes = edits.replace_value(fact.document, fact.path, f"/{fact.value}", safe=False)
        message = f"path `{fact.value}` does not begin with `/`"
        yield Finding((place,), message, notes=(f"write `/{fact.value}`",), fixes=fixes)
    else:
        yield Finding((place,), f"the path is empty, a path of the type `{fact.detail}` begins with `/`")


def _url(fact: Fact, place: Place, meant: str) -> Finding:
    """A whole URL; that it also holds a `//` is the same mistake."""
    fixes = edits.replace_value(fact.document, fact.path, meant, safe=False)
    message = f"path `{fact.value}` is a whole URL and does not begin with `/`"
    note = f"leave out the scheme and the host, which goes into `host`: write `{meant}`"
    covers = (Cover("path-forbidden-sequence", fact.path),)
    return Finding((place,), message, notes=(note,), fixes=fixes, covers=covers)
