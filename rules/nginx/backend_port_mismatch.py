"""The protocol of the backend fits the name of its port.

With `backend-protocol: HTTPS` the controller speaks TLS to every Service of the Ingress. A port
that is named `http` most likely does not, and every request then ends with 502. Kubernetes has a
field for it on the Service port, `appProtocol`, and Gateway API the BackendTLSPolicy.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"  # expect: backend-port-mismatch
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
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
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
                  name: https
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/backendprotocol/main.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/backend-protocol",))
def backend_port_mismatch(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    protocol = view.get("backend-protocol").strip().upper()
    if protocol not in ("HTTPS", "GRPCS"):
        return
    plain = next((b.service for b in ingress.backends if b.service and b.service.port_name in ("http", "grpc")), None)
    if plain is not None:
        places = (
            view.place("backend-protocol", "TLS to the backend"),
            Place(ingress.document, plain.port_at, "named for plain text"),
        )
        yield Finding(
            places, f"`backend-protocol: {protocol}` speaks TLS to the port `{plain.port_name}` of `{plain.name}`"
        )
