"""gRPC is served over TLS.

gRPC needs HTTP/2, and ingress-nginx speaks HTTP/2 with clients only over TLS. A host without an
entry in `spec.tls` serves gRPC through the self-signed certificate of the controller at best.

In Gateway API a GRPCRoute belongs to an HTTPS listener.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"  # expect: grpc-without-tls
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
    nginx.ingress.kubernetes.io/backend-protocol: "GRPC"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/examples/grpc/README.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/backend-protocol",))
def grpc_without_tls(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    bare = sorted(host for host in view.hosts if host and not view.has_tls(host))
    if view.get("backend-protocol").strip().upper() in ("GRPC", "GRPCS") and bare and not ingress.tls:
        message = f"`{bare[0]}` has no TLS entry, and without TLS gRPC clients cannot speak HTTP/2 with ingress-nginx"
        yield Finding((view.place("backend-protocol", "needs HTTP/2"),), message)
