"""An Ingress has rules or a default backend.

An Ingress that routes nothing is refused: the API server wants at least one entry in `spec.rules`
or a `spec.defaultBackend`. A class or TLS alone is not enough.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:  # expect: spec-empty
  ingressClassName: nginx
  tls:
    - secretName: shop-tls
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="spec-empty")
def spec_empty(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    default = "backend" if fact.document.api_version.endswith("v1beta1") else "defaultBackend"
    place = Place(fact.document, fact.path, f"no `rules`, no `{default}`", "key")
    message = f"the Ingress routes nothing: `spec` needs `rules` or a `{default}`"
    yield Finding((place,), message)
