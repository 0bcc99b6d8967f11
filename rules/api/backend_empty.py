"""Every backend names a Service or a resource.

A path or a default backend without a target is refused by the API server. Most backends are a
`service` with a name and a port; `resource` is for controllers that serve other kinds of objects.

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
            backend: {}  # expect: backend-empty
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
                  number: 80
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="backend-empty")
def backend_empty(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    if fact.related:
        yield _split(fact)
        return
    target = "`serviceName` and `servicePort`" if fact.document.api_version.endswith("v1beta1") else "a `service`"
    place = Place(fact.document, fact.path, "no target")
    where = "default backend" if fact.path[0:2] != ("spec", "rules") else "backend of this path"
    yield Finding((place,), f"the {where} is empty: it needs {target} or a `resource`")


def _split(fact: Fact) -> Finding:
    """An entry that a dash too many cuts in two; the second part lacks what the first one has."""
    document, entry = fact.document, fact.path[:-1]
    places = (
        Place(document, fact.path, "no target"),
        *(Place(document, at, "the `- ` begins another entry") for at in fact.related),
    )
    lacking = (("path-type-missing", "pathType"), ("path-not-absolute", "path"))
    covers = (Cover(name, (*at, key)) for at in (entry, *fact.related) for name, key in lacking)
    return Finding(
        places,
        "the backend of this path is empty: what follows belongs to another entry, because it begins with `- `",
        notes=("take the dash away: `path`, `pathType` and `backend` stand in one entry",),
        covers=tuple(covers),
    )
