"""Most of an Ingress converts to Gateway API.

One line for each Ingress: how many of its annotations ingress2gateway 1.1.0 converts, how many it
converts with loss, and how many are left. An Ingress whose annotations all convert is a good one to
begin a migration with.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:  # expect: conversion-summary
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
    nginx.ingress.kubernetes.io/satisfy: "any"
spec:
  ingressClassName: nginx
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
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

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, rule


@rule(Severity.INFO, needs="controller annotations", default=False)
def conversion_summary(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    read = annotations.read(ingress, workspace)
    told = [_readiness(found, value) for found, value in read if found.gateway]
    if told:
        whole, loss = told.count("converts"), told.count("loss")
        rest = len(told) - whole - loss
        message = f"{whole} of {len(told)} annotations convert to Gateway API, {loss} with loss, {rest} not"
        yield Finding((Place(ingress.document, ("metadata", "annotations"), f"{rest} left", "key"),), message)


def _readiness(found: annotations.Annotation, value: str) -> str:
    """What becomes of an annotation; the groups of a rewrite are taken literally, as another rule says."""
    return "none" if found.name == "rewrite-target" and "$" in value else found.gateway["readiness"]
