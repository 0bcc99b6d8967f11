"""On Traefik the default backend stands in an Ingress of its own.

Traefik's Ingress provider reads `defaultBackend` only where an Ingress has no rules. Beside rules it is
ignored without a message, and what no rule takes answers 404, although the Ingress specification
sends it to the default backend. Of several Ingresses without rules only the first counts.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: traefik
  defaultBackend:  # expect: traefik-default-backend-ignored
    service:
      name: landing
      port:
        number: 80
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: landing
spec:
  ingressClassName: traefik
  defaultBackend:
    service:
      name: landing
      port:
        number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
```

Source: traefik/traefik `pkg/provider/kubernetes/ingress/kubernetes.go` (loadConfigurationFromIngresses).
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, needs="default backend")
def traefik_default_backend_ignored(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    backend = ingress.default_backend
    if backend is None or not ingress.rules or workspace.profile(ingress).controller != "traefik":
        return
    at = backend.resource.at if backend.resource is not None else backend.at
    yield Finding(
        (Place(ingress.document, backend.at, "never used", "key"),),
        f"Traefik ignores the default backend `{routing.backend_text(backend)}`, for the Ingress has rules as well",
        notes=("put it into an Ingress without rules, or add a rule without host for `/`",),
        covers=(Cover("default-backend-unreachable", backend.at), Cover("traefik-resource-backend", at)),
    )
