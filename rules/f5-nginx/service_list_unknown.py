"""Service lists name Services of the Ingress.

`ssl-services`, `grpc-services` and `websocket-services` list Services that speak another protocol.
Each must be a backend of the same Ingress; F5 NGINX refuses an Ingress that lists another one.

In Gateway API the protocol is that of the Service port (`appProtocol`) or of a GRPCRoute.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.org/ssl-services: "wbe"  # expect: service-list-unknown
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
  annotations:
    nginx.org/ssl-services: "web"
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

Source: nginx/kubernetes-ingress (main) `internal/k8s/validation.go`
(validateServiceListAnnotation).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_LISTS = ("nginx.org/ssl-services", "nginx.org/grpc-services", "nginx.org/websocket-services")


@rule(Severity.ERROR, needs=_LISTS)
def service_list_unknown(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "f5-nginx":
        return
    known = {backend.service.name for backend in ingress.backends if backend.service}
    for annotation, value in annotations.read(ingress, workspace):
        if annotation.key not in _LISTS:
            continue
        for item in map(str.strip, value.split(",")):
            if item and item not in known:
                meant = annotations.nearest(item, iter(sorted(known)))
                hint = f", did you mean `{meant}`?" if meant else ""
                place = annotations.place(ingress, annotation.key, "no backend here")
                yield Finding((place,), f"`{item}` in `{annotation.name}` is no Service of this Ingress{hint}")
