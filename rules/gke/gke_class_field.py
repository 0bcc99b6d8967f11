"""The class of a GKE Ingress is given by the annotation.

GKE looks at the annotation `kubernetes.io/ingress.class` only, and there is no IngressClass for it.
An Ingress with `ingressClassName: gce` and without the annotation belongs to nobody: GKE takes an
Ingress without annotation only if the field is absent as well.

With Gateway API the class is a GatewayClass such as `gke-l7-global-external-managed`.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: gce  # expect: gke-class-field
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
```

Source: kubernetes/ingress-gce (1.41) `pkg/utils/common/common.go`, `pkg/annotations/ingress.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.ERROR, needs="gke")
def gke_class_field(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    named = ingress.class_name in ("gce", "gce-internal")
    known = any(found.document.name == ingress.class_name for found in workspace.ingress_classes)
    if named and not known and "kubernetes.io/ingress.class" not in ingress.annotations:
        place = Place(ingress.document, ("spec", "ingressClassName"), "not looked at")
        name = ingress.class_name
        yield Finding(
            (place,),
            f"GKE serves class `{name}` only by the annotation `kubernetes.io/ingress.class`, so nobody serves this",
        )
