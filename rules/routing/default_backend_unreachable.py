"""A default backend is there for requests that no rule takes.

A default backend answers where no rule does. If a rule without host has the path `/` of type Prefix,
every request for a host without a rule of its own is taken already; and if each host that has rules
also has such a `/`, nothing is left. The default backend then never gets a request, in whichever
Ingress of the class it stands.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  defaultBackend:  # expect: default-backend-unreachable
    service:
      name: fallback
      port:
        number: 80
  rules:
    - http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Here the host has no `/`, so that the rest of its paths goes to the default backend:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  defaultBackend:
    service:
      name: fallback
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

Source: kubernetes/website `ingress.md` (default backend).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="default backend")
def default_backend_unreachable(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        holders = [ingress for ingress in ingresses if ingress.default_backend is not None]
        taker = routing.takes_everything(workspace, ingresses) if holders else None
        for ingress in holders:
            backend = ingress.default_backend
            if taker is not None and backend is not None:
                yield Finding(
                    (
                        Place(ingress.document, backend.at, "gets no request", part="key"),
                        Place(taker.ingress.document, (*taker.path.at, "path"), "takes every request"),
                    ),
                    f"default backend `{routing.backend_text(backend)}` never gets a request: rules take `/` of every host",
                )
