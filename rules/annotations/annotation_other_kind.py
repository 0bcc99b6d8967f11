"""Annotations on an Ingress are those that are read on an Ingress.

Some keys belong on the Service (Kong timeouts, Contour circuit breakers, Traefik `service.*`, GKE
`cloud.google.com/*`), some on a Certificate. On an Ingress nobody reads them.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    konghq.com/connect-timeout: "5000"  # expect: annotation-other-kind
spec:
  ingressClassName: kong
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
    konghq.com/strip-path: "true"
spec:
  ingressClassName: kong
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

Source: Kong/kubernetes-ingress-controller (3.5) `internal/annotations`; projectcontour/contour
`internal/annotation`; kubernetes/ingress-gce (1.41) `pkg/annotations/service.go`;
cert-manager/cert-manager (1.21) `pkg/apis/certmanager/v1`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule


@rule(Severity.WARNING, needs="controller annotations")
def annotation_other_kind(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for annotation, _ in annotations.read(ingress, workspace):
        if "Ingress" not in annotation.on and not annotation.until and not annotation.status:
            kinds = " or ".join(annotation.on)
            place = annotations.place(ingress, annotation.key, f"read on a {kinds}"[:40], "key")
            title = annotation.catalogue.title
            yield Finding((place,), f"{title} reads `{annotation.key}` on a {kinds}, not on an Ingress")
