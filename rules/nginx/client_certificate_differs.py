"""All Ingresses of a host ask for the same client certificate.

`auth-tls-secret` governs the whole host, not the paths of its Ingress. Where the Ingresses of one
host name different Secrets, the first one that the controller reads wins for all of them.

In Gateway API client certificates are validated by the listener.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-tls-secret: "default/ca-one"  # expect: client-certificate-differs
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/auth-tls-secret: "default/ca-two"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
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
    nginx.ingress.kubernetes.io/auth-tls-secret: "default/ca"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/auth-tls-secret: "default/ca"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(createServers).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, on=Workspace, needs=("nginx.ingress.kubernetes.io/auth-tls-secret",))
def client_certificate_differs(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    by_host: dict[tuple[str, str], list[nginx.NginxIngress]] = {}
    for view in nginx.all_served(workspace):
        for host in view.hosts if view.get("auth-tls-secret") and not view.canary else ():
            by_host.setdefault((view.profile.class_name, host), []).append(view)
    for (_class, host), found in sorted(by_host.items()):
        secrets = {view.get("auth-tls-secret").strip() for view in found}
        if len(secrets) > 1:
            ordered = sorted(found, key=lambda view: (view.ingress.document.source.path, view.ingress.document.span))
            places = tuple(view.place("auth-tls-secret", "one of them wins") for view in ordered)
            listed = " and ".join(f"`{secret}`" for secret in sorted(secrets)[:3])
            yield Finding(
                places, f"`{host}` asks for client certificates of {listed}, but only one of them holds for the host"
            )
