"""A backend is a Service with pods, not an alias of a DNS name.

A Service of type ExternalName has no endpoints: the controller itself must resolve the name and
forward to it. ingress-nginx does, Traefik only if `allowExternalNameServices` is set, and load
balancers of clouds (GKE, AWS) do not. The `Host` header that arrives there is that of the Ingress,
which the other side often does not serve.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  type: ExternalName
  externalName: shop.example.net
---
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
                name: web  # expect: service-external-name
                port:
                  number: 80
```

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
---
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
                name: web
                port:
                  number: 80
```

Source: kubernetes `pkg/apis/core/validation/validation.go` (ValidateService); traefik
`pkg/provider/kubernetes/ingress/kubernetes.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, references, rule


@rule(Severity.INFO, on=Workspace, needs="Service")
def service_external_name(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for same in references.grouped(workspace):
        ingress, reference = same[0].ingress, same[0].service
        service = workspace.service(ingress.document, reference.name)
        if service is not None and service.type == "ExternalName":
            yield Finding(
                (
                    *(Place(ingress.document, use.service.name_at, "an alias, no pods") for use in same),
                    Place(service.document, ("spec", "externalName"), "what it stands for"),
                ),
                f"Service `{reference.name}` is an alias of `{service.external_name}`, which not every controller can serve",
            )
