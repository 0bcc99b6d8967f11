"""Class annotation and ingressClassName say the same.

The annotation `kubernetes.io/ingress.class` and the field `spec.ingressClassName` decide the same
thing, and controllers disagree which of them wins. So the API server refuses a new Ingress in
which they differ, an empty annotation included. Before Kubernetes 1.27 it refused any Ingress
with both.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: traefik  # expect: class-annotation-conflict
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

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="class-annotation-conflict")
def class_annotation_conflict(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    annotation = Place(fact.document, fact.path, "the annotation")
    field = Place(fact.document, ("spec", "ingressClassName"), "the field")
    both = f"annotation `kubernetes.io/ingress.class` is `{fact.value}` and ingressClassName is `{fact.detail}`"
    if fact.value == fact.detail:
        message = f"{both}, before Kubernetes 1.27 only one of them may be set"
    else:
        message = f"{both}, they must be equal"
    yield Finding((annotation, field), message, field=fact.field, notes=("keep only `spec.ingressClassName`",))
