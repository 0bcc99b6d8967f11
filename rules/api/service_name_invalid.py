"""A backend names its Service as Services can be called.

A Service name is a DNS label: 1 to 63 lower-case letters, digits and `-`, beginning with a letter
and ending with a letter or a digit. It has no dots: the Service is looked up in the namespace of
the Ingress, so `web.default.svc` or `default/web` name nothing and the API server refuses them.

From Kubernetes 1.36 on a digit in front is expected to be allowed (the feature gate
RelaxedServiceNameValidation). This was read from its plan, not verified on a server.

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
                name: web.default.svc  # expect: service-name-invalid
                port:
                  number: 80
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
                name: 2048-game  # expect: service-name-invalid
                port:
                  number: 80
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
                name: game-2048
                port:
                  number: 80
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule, slips

RELAXED = 36
"""Kubernetes 1.36 is expected to allow a digit in front."""


@rule(Severity.ERROR, on="service-name-invalid")
def service_name_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    relaxed = workspace.minor >= RELAXED
    first = "a letter or digit" if relaxed else "a letter"
    allowed = f"a Service name is 1 to 63 of `a-z`, `0-9` and `-`, from {first} to a letter or digit"
    notes = [allowed]
    if not relaxed and fact.detail.startswith("it starts with the digit"):
        notes.append("Kubernetes 1.36 is expected to allow a digit in front (unverified)")
    if slip := slips.service_slip(str(fact.value)):
        notes = [slip]
    place = Place(fact.document, fact.path, "not the name of a Service")
    yield Finding((place,), f"`{fact.value}` cannot be the name of a Service: {fact.detail}", notes=tuple(notes))
