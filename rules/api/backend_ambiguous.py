"""A backend names either a Service or a resource, not both.

The API server refuses a backend with both `service` and `resource`, even if one of them is empty,
and looks at nothing inside it.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: assets
spec:
  defaultBackend:  # expect: backend-ambiguous
    service:
      name: web
      port:
        number: 80
    resource:
      apiGroup: example.com
      kind: Bucket
      name: static
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: assets
spec:
  defaultBackend:
    resource:
      apiGroup: example.com
      kind: Bucket
      name: static
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="backend-ambiguous")
def backend_ambiguous(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    legacy = fact.document.api_version.endswith("v1beta1")
    service = "serviceName" if legacy else "service"
    places = (
        Place(fact.document, fact.path, "two targets", "key"),
        Place(fact.document, (*fact.path, service), "one", "key"),
        Place(fact.document, (*fact.path, "resource"), "another", "key"),
    )
    yield Finding(places, f"the backend has both `{service}` and `resource`: only one of them is allowed")
