"""Services behind GKE bear the present names of annotations.

`service.alpha.kubernetes.io/app-protocols` became `cloud.google.com/app-protocols`, and
`beta.cloud.google.com/backend-config` became `cloud.google.com/backend-config`. GKE still reads the old
names. Where both are there, the **old** app-protocols wins over the new one, while the new
backend-config wins over the old one: a change to the other is without effect, and no event says so.

In Gateway API policies that name the Service replace both.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    service.alpha.kubernetes.io/app-protocols: '{"web": "HTTP"}'
    cloud.google.com/app-protocols: '{"web": "HTTPS"}'  # expect: gke-service-key-old
spec:
  ports:
    - port: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    cloud.google.com/app-protocols: '{"web": "HTTPS"}'
spec:
  ports:
    - port: 80
```

Source: kubernetes/ingress-gce (1.41) `pkg/annotations/service.go` (ApplicationProtocols,
getBackendConfigAnnotation).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Service, Severity, Workspace, annotations, references, rule

_PAIRS = (
    ("service.alpha.kubernetes.io/app-protocols", "cloud.google.com/app-protocols", "old"),
    ("beta.cloud.google.com/backend-config", "cloud.google.com/backend-config", "new"),
)


@rule(Severity.WARNING, on=Workspace, needs="gke")
def gke_service_key_old(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for service, uses in references.used_services(workspace):
        if any(workspace.profile(use.ingress).controller == "gke" for use in uses):
            for old, new, wins in _PAIRS:
                yield from _finding(service, old, new, wins)


def _finding(service: Service, old: str, new: str, wins: str) -> Iterator[Finding]:
    if old not in service.annotations:
        return
    if new not in service.annotations:
        place = Place(service.document, ("metadata", "annotations", old), "old name", "key")
        yield Finding((place,), f"`{old}` is deprecated, its name is now `{new}`", severity=Severity.INFO)
    elif _differ(service.annotations[old], service.annotations[new]):
        winner, loser = (old, new) if wins == "old" else (new, old)
        places = (
            Place(service.document, ("metadata", "annotations", loser), "not read", "key"),
            Place(service.document, ("metadata", "annotations", winner), "wins", "key"),
        )
        yield Finding(places, f"`{loser}` does nothing: GKE reads `{winner}`, which says something else")


def _differ(left: str, right: str) -> bool:
    """Whether two values say different things; what cannot be known does not."""
    if not references.is_known(left) or not references.is_known(right):
        return False
    values = (annotations.json_value(left), annotations.json_value(right))
    return left.strip() != right.strip() and (values[0] != values[1] or values[0] is None)
