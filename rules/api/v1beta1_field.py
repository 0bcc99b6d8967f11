"""Backends are written in the form of `networking.k8s.io/v1`.

Until Kubernetes 1.21 a backend was `serviceName` and `servicePort`, and the default one stood in
`spec.backend`. With `apiVersion: networking.k8s.io/v1` these are unknown fields, which the API
server refuses. They are often what is left after only the apiVersion was changed.

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
              serviceName: web  # expect: v1beta1-field
              servicePort: 80  # expect: v1beta1-field
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
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes `pkg/apis/networking/v1beta1/conversion.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, migration, rule


@rule(Severity.ERROR, on="v1beta1-field")
def v1beta1_field(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    key, new = fact.path[-1], _new(fact)
    place = Place(fact.document, fact.path, f"becomes `{new}`", "key")
    message = f"`{key}` is the form of v1beta1: `networking.k8s.io/v1` writes `{new}`"
    found = migration.rename_leftover(fact.document, fact.path)
    yield Finding((place,), message, notes=found.notes, fixes=found.fixes, covers=tuple(_consequences(fact)))


def _new(fact: Fact) -> str:
    if fact.path == ("spec", "backend"):
        return "spec.defaultBackend"
    if fact.path[-1] == "serviceName":
        return "service.name"
    return f"service.port.{'name' if isinstance(fact.value, str) else 'number'}"


def _consequences(fact: Fact) -> Iterator[Cover]:
    backend = fact.path[:-1]
    if fact.path == ("spec", "backend"):
        yield Cover("spec-empty", backend)
    elif fact.path[-1] == "serviceName":
        yield Cover("backend-empty", backend)
        yield Cover("field-missing", (*backend, "service", "name"))
    else:
        yield Cover("backend-empty", backend)
        yield Cover("port-missing", (*backend, "service", "port", "number"))
