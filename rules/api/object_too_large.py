"""An object fits into a request to the API server.

The API server reads at most 3 MiB of a request body and answers `413 Request Entity Too Large` to
anything more. An Ingress of that size holds some ten thousand paths: split it.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: apiserver `pkg/server/config.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="object-too-large")
def object_too_large(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    size = fact.value if isinstance(fact.value, int) else 0
    message = f"the {fact.document.ours} is {size / 1024 / 1024:.1f} MiB large, the API server takes 3 MiB"
    yield Finding((Place(fact.document, fact.path, "too large"),), message)
