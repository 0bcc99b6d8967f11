"""Backends on a Traefik Ingress are Services.

Traefik's Ingress provider knows Services as backends and nothing else. A path with a `resource`
backend is left out with a message in the log, and its requests answer 404.

In Gateway API a backendRef may name other kinds where the implementation knows them.

```yaml
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
          - path: /
            pathType: Prefix
            backend:
              resource:  # expect: traefik-resource-backend
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
  ingressClassName: traefik
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

Source: traefik/traefik (3.7) `docs/content/reference/routing-configuration/kubernetes/ingress.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.WARNING, needs="resource backend")
def traefik_resource_backend(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "traefik":
        return
    for backend in ingress.backends:
        if backend.resource is not None:
            place = Place(ingress.document, backend.resource.at, "left out", "key")
            yield Finding(
                (place,),
                f"Traefik leaves the backend {backend.resource.kind} `{backend.resource.name}` out, it knows Services only",
            )
