"""A backend names a Service that exists in the namespace of its Ingress.

The API server never compares an Ingress with Services, so a misspelt name is accepted. The
controller then answers every request of that path with an error, usually 503, or leaves the path
out altogether.

What is not among the linted manifests may still be in the cluster. So an absent Service is an error
only in a set that the configuration declares `complete`; a warning where a Service with almost the
same name stands beside it; and otherwise one of the unresolved references that are counted in a
closing line. For short names almost the same means one letter, and only if no Ingress leads to the
other Service: `cart` and `card` may both be meant.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: storefront
spec:
  selector:
    app: storefront
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
                name: storefrnot  # expect: service-not-found
                port:
                  number: 80
```

```yaml
apiVersion: v1
kind: Service
metadata:
  name: storefront
spec:
  selector:
    app: storefront
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
                name: storefront
                port:
                  number: 80
          - path: /billing
            pathType: Prefix
            backend:
              service:
                name: from-another-team
                port:
                  number: 80
```

Source: kubernetes `pkg/apis/networking/validation/validation.go` (no look-up takes place).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, references, rule


@rule(Severity.ERROR, on=Workspace, needs="Ingress")
def service_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for same, missing in references.absent(workspace):
        if not missing.elsewhere and (workspace.complete or len(missing.similar) == 1):
            yield _finding(workspace, same, missing)


def _finding(workspace: Workspace, same: tuple[references.Use, ...], missing: references.Missing) -> Finding:
    ingress, name = same[0].ingress, same[0].service.name
    places = [Place(ingress.document, use.service.name_at, "no such Service") for use in same]
    meant = missing.similar[0] if len(missing.similar) == 1 else None
    guess = f"; did you mean `{meant.document.name}`?" if meant else ""
    if meant:
        places.append(Place(meant.document, ("metadata", "name"), "the Service beside it"))
    return Finding(
        tuple(places),
        f"{_where(workspace, ingress)} has no Service `{name}`{guess}",
        severity=None if workspace.complete else Severity.WARNING,
        notes=("requests for this path are answered with an error such as 503",),
    )


def _where(workspace: Workspace, ingress: Ingress) -> str:
    namespace = workspace.namespace(ingress.document)
    return f"namespace `{namespace}`" if namespace else "the namespace of the Ingress"
