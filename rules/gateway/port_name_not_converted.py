"""Ports of Services that are to be converted have a number, or a Service.

A backend of an Ingress may name the port of its Service; a `backendRef` of Gateway API takes a number
only. ingress2gateway 1.1.0 looks the number up in the Services of its input. Where it does not find
the Service, or the Service does not list the port, it reports an error and writes nothing at all.

Write the number into the Ingress, convert with the Service in the input, or from a cluster that has
it. A Service that is among the files and has no such port is left to `service-port-not-found`.

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
                  name: http  # expect: port-name-not-converted
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
    - name: http
      port: 80
---
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
                  name: http
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: api
                port:
                  number: 80
```

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/common/utils.go` (ToBackendRef);
kubernetes-sigs/gateway-api `apis/v1/object_reference_types.go` (BackendObjectReference).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, references, rule

_NOTE = (
    "a `backendRef` needs the number; ingress2gateway looks it up in the Services of its input, and stops without it"
)


@rule(Severity.WARNING, on=Workspace, needs="Ingress", default=False)
def port_name_not_converted(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    found: dict[tuple[int, str, str], list[references.Use]] = {}
    for use in references.service_uses(workspace):
        if references.is_known(use.service.port_name) and not _may_be_looked_up(workspace, use):
            found.setdefault((id(use.ingress), use.service.name, use.service.port_name), []).append(use)
    for same in found.values():
        service = same[0].service
        places = tuple(Place(use.ingress.document, use.service.port_at, "no number to be had") for use in same)
        message = f"the number of the port `{service.port_name}` of Service `{service.name}` is not known here"
        yield Finding(places, message, notes=(_NOTE,))


def _may_be_looked_up(workspace: Workspace, use: references.Use) -> bool:
    """Whether the Service is there with this port, or with a fault that another rule speaks about."""
    service = workspace.service(use.ingress.document, use.service.name)
    if service is None:
        return references.missing(workspace, use.ingress.document, use.service.name) is None
    return references.port_index(service, use.service) >= 0 or references.port_fault(service, use.service) is not None
