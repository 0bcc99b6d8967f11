"""A backend is a Service with an address of its own.

A headless Service (`clusterIP: None`) has no virtual address. Controllers that forward to pods
serve it; those that forward to the address or the node port of a Service cannot, as GKE without
container-native load balancing and AWS with `target-type: instance`. Nothing is said where the
controller is known to forward to pods and no annotation makes it use the address.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  clusterIP: None
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
                name: web  # expect: service-headless
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

Source: kubernetes `pkg/apis/core/validation/validation.go` (ValidateService); kubernetes/ingress-nginx
(1.15.1) `internal/ingress/controller/controller.go` (serviceEndpoints).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, references, rule

_TO_PODS = frozenset(
    ("ingress-nginx", "f5-nginx", "traefik", "kong", "contour", "haproxytech", "haproxy-ingress", "agic")
)
_TO_ADDRESS = (
    "nginx.ingress.kubernetes.io/service-upstream",
    "nginx.org/use-cluster-ip",
    "haproxy-ingress.github.io/service-upstream",
)


@rule(Severity.INFO, on=Workspace, needs="Service")
def service_headless(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for same in references.grouped(workspace):
        ingress, reference = same[0].ingress, same[0].service
        service = workspace.service(ingress.document, reference.name)
        if service is None or not service.headless or service.type == "ExternalName":
            continue
        if not _reaches_pods(ingress, workspace):
            yield Finding(
                (
                    *(Place(ingress.document, use.service.name_at, "has no address of its own") for use in same),
                    Place(service.document, ("spec", "clusterIP"), "headless"),
                ),
                f"Service `{reference.name}` is headless, which controllers that do not forward to pods cannot serve",
            )


def _reaches_pods(ingress: Ingress, workspace: Workspace) -> bool:
    """Whether the controller is known to look up the pods of a Service."""
    if any(annotations.is_on(ingress.annotations.get(key)) for key in _TO_ADDRESS):
        return False
    return workspace.profile(ingress).controller in _TO_PODS
