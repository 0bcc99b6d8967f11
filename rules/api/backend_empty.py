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

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="backend-empty")
def backend_empty(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    target = "`serviceName` and `servicePort`" if fact.document.api_version.endswith("v1beta1") else "a `service`"
    place = Place(fact.document, fact.path, "no target")
    where = "default backend" if fact.path[0:2] != ("spec", "rules") else "backend of this path"
    yield Finding((place,), f"the {where} is empty: it needs {target} or a `resource`")
