"""Scope and namespace of class parameters go together.

Parameters of an IngressClass are an object of the whole cluster (`scope: Cluster`, the default)
or of a namespace (`scope: Namespace`). Only the latter has a `namespace`, which is a DNS label
and has to be given. The API server refuses any other scope, and a namespace without `scope:
Namespace`.

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: example.com/ingress-controller
  parameters:
    apiGroup: example.com
    kind: Parameters
    name: internal
    scope: namespaced  # expect: ingress-class-parameters-invalid
    namespace: ingress
```

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: example.com/ingress-controller
  parameters:
    apiGroup: example.com
    kind: Parameters
    name: internal
    namespace: ingress  # expect: ingress-class-parameters-invalid
```

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: example.com/ingress-controller
  parameters:
    apiGroup: example.com
    kind: Parameters
    name: internal
    scope: Namespace
    namespace: ingress
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`, `pkg/apis/networking/v1/defaults.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="ingress-class-parameters-invalid")
def ingress_class_parameters_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    key = str(fact.path[-1])
    place = Place(fact.document, fact.path, f"not a valid {key}")
    shown = f"`{fact.value}`" if fact.value else "the empty string"
    yield Finding((place,), f"{shown} cannot be the {key} of the parameters: {fact.detail}")
