"""Backends on an Ingress of the AWS controller are Services.

The AWS Load Balancer Controller does not support the field `resource` of a backend. It stops with
`missing required "service" field` before it has a model of the load balancer, so nothing of the
Ingress, nor of the others of its group, is brought up to date. For a path its webhook does not get as
far: it reads the name of the Service without looking whether there is one, and what makes a webhook
crash is not admitted (read in the code, not tried). A default backend passes the webhook.

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
`pkg/ingress/enhanced_backend_builder.go` (Build) and its test "resource backend",
`pkg/ingress/model_build_listener_rules.go`, `webhooks/networking/ingress_validator.go`
(checkIngressAnnotationConditions).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.ERROR, needs="resource backend")
def alb_resource_backend(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    for backend in ingress.backends:
        if backend.resource is not None:
            place = Place(ingress.document, backend.resource.at, "not supported", "key")
            what = f"{backend.resource.kind} `{backend.resource.name}`"
            message = f"the AWS Load Balancer Controller knows Services only, and builds no load balancer with {what}"
            yield Finding((place,), message)
