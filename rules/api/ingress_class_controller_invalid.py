"""The controller of an IngressClass is written domain/path.

`spec.controller` says which controller is responsible, as a domain, a slash and a path:
`k8s.io/ingress-nginx`. The domain is a lower-case DNS name, the path has letters, digits and the
punctuation of URLs, and all of it has at most 250 bytes. The API server refuses anything else. It
cannot be changed later.

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: ingress-controller  # expect: ingress-class-controller-invalid
```

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: example.com/ingress-controller
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`, apimachinery `pkg/util/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="ingress-class-controller-invalid")
def ingress_class_controller_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not a controller")
    allowed = "a controller is written `domain/path`, such as `example.com/ingress-controller`, at most 250 bytes"
    yield Finding((place,), f"`{fact.value}` cannot be a controller: {fact.detail}", notes=(allowed,))
