"""Manifests carry settings, not what a controller reports.

Some controllers write annotations to report what they have built. Copied into a manifest, for
example by exporting a live object, they are overwritten in the cluster, and every apply fights the
controller.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
    ingress.kubernetes.io/url-map: "k8s2-um-shop"  # expect: annotation-status
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
    networking.gke.io/managed-certificates: "shop"
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

Source: kubernetes/ingress-gce (1.41) `pkg/annotations/ingress.go`;
kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/annotations/constants.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule


@rule(Severity.INFO, needs="controller annotations")
def annotation_status(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for annotation, _ in annotations.read(ingress, workspace):
        if annotation.status:
            place = annotations.place(ingress, annotation.key, "written by the controller", "key")
            yield Finding((place,), f"{annotation.catalogue.title} writes `{annotation.key}` itself, it is no setting")
