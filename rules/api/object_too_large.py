"""An object fits into a request to the API server, and into etcd.

The API server reads at most 3 MiB of a request body and answers `413 Request Entity Too Large` to
anything more. What it reads it stores in etcd, which takes 1.5 MiB unless it was started with
another limit (`etcdserver: request is too large`). An Ingress of that size holds some ten thousand
paths: split it.

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

Source: apiserver `pkg/server/config.go`, etcd `server/embed/config.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="object-too-large")
def object_too_large(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    size = fact.value if isinstance(fact.value, int) else 0
    limit = "etcd, where it is stored, takes 1.5 MiB" if fact.detail else "the API server takes 3 MiB"
    message = f"the {fact.document.ours} is {size / 1024 / 1024:.1f} MiB large, {limit}"
    yield Finding((Place(fact.document, fact.path, "too large"),), message)
