"""A backend names a Service of the namespace that the Ingress is in.

A backend has no namespace: the controller looks for the Service beside the Ingress, nowhere else.
If the only Service of that name is in another namespace, requests are answered with an error,
usually 503. Put the Ingress beside the Service (several Ingresses may share a host), or give the
namespace of the Ingress a Service of its own.

Nothing is reported while the namespace of one of the two is not stated.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: backend
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
  namespace: edge
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web  # expect: service-in-other-namespace
                port:
                  number: 80
```

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: backend
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
  namespace: backend
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

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressServiceBackend).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, references, rule


@rule(Severity.ERROR, on=Workspace, needs="Service")
def service_in_other_namespace(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for same, missing in references.absent(workspace):
        if missing.elsewhere:
            yield _finding(workspace, same, missing)


def _finding(workspace: Workspace, same: tuple[references.Use, ...], missing: references.Missing) -> Finding:
    ingress, name = same[0].ingress, same[0].service.name
    here = [Place(ingress.document, use.service.name_at, "looked for beside the Ingress") for use in same]
    there = [Place(s.document, ("metadata", "namespace"), "this one is elsewhere") for s in missing.elsewhere]
    stated = ingress.document.namespace and all(service.document.namespace for service in missing.elsewhere)
    where = " and ".join(sorted({f"`{workspace.namespace(s.document)}`" for s in missing.elsewhere}))
    return Finding(
        (*here, *there),
        f"Service `{name}` is in namespace {where}, but this Ingress is in `{workspace.namespace(ingress.document)}`",
        severity=None if stated else Severity.WARNING,
        notes=("a backend cannot leave the namespace of its Ingress",),
    )
