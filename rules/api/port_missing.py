"""A backend says which port of its Service it means.

A Service can have several ports, so the backend has to give either the `number` or the `name` of
one. Without it, or with the number 0, the API server refuses the Ingress. The port is that of the
Service (`spec.ports[].port`), not that of the container.

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
                name: web  # expect: port-missing
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
                port: {}  # expect: port-missing
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

from ingress_lint import Fact, Finding, Place, Severity, Workspace, places, rule


@rule(Severity.ERROR, on="port-missing")
def port_missing(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    legacy = fact.path[-1] == "servicePort"
    allowed = "give its number or its name as `servicePort`" if legacy else "give its `number` or its `name`"
    what = f"the port of Service `{fact.value}`" if fact.value else "the port of the Service"
    if _is_zero(fact):
        said, label = f"{what} is 0, which counts as missing: {allowed}", "0 is no port"
    else:
        said, label = f"{what} is missing, {allowed}", "no port given"
    yield Finding((Place(fact.document, fact.path, label),), said, field=fact.field)


def _is_zero(fact: Fact) -> bool:
    node = places.node_at(fact.document, fact.path)
    return isinstance(getattr(node, "value", None), int)
