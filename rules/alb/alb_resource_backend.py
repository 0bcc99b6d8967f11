"""Backends on an Ingress of the AWS controller are Services.

The AWS Load Balancer Controller does not support the field `resource` of a backend: the path is not
served. Its webhook reads `service` without looking whether it is there (read in the code, not tried),
so the Ingress may not even be admitted.

In Gateway API a backendRef may name other kinds where the implementation knows them.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              resource:  # expect: alb-resource-backend
                apiGroup: example.com
                kind: Bucket
                name: images
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: alb
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `docs/guide/ingress/spec.md`,
`webhooks/networking/ingress_validator.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.WARNING, needs="alb")
def alb_resource_backend(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    for backend in ingress.backends:
        if backend.resource is not None:
            place = Place(ingress.document, backend.resource.at, "not supported", "key")
            what = f"{backend.resource.kind} `{backend.resource.name}`"
            yield Finding((place,), f"the AWS Load Balancer Controller does not serve {what}, it knows Services only")
