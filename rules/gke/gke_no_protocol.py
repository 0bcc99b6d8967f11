"""A GKE Ingress without HTTP has a certificate.

`kubernetes.io/ingress.allow-http: "false"` switches port 80 off. Without a certificate from
`spec.tls`, `pre-shared-cert` or `managed-certificates` there is no HTTPS either, and GKE reports an
error because no protocol is left.

In Gateway API the listeners say which protocols there are.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
    kubernetes.io/ingress.allow-http: "false"  # expect: gke-no-protocol
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
    kubernetes.io/ingress.allow-http: "false"
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

Source: kubernetes/ingress-gce (1.41) `pkg/controller/controller.go`, `pkg/annotations/ingress.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_CERTIFICATES = ("ingress.gcp.kubernetes.io/pre-shared-cert", "networking.gke.io/managed-certificates")


@rule(Severity.ERROR, needs=("kubernetes.io/ingress.allow-http",))
def gke_no_protocol(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "gke":
        return
    key = "kubernetes.io/ingress.allow-http"
    off = ingress.annotations.get(key, "") in ("false", "False", "FALSE", "f", "F", "0")
    if off and not ingress.tls and not any(name in ingress.annotations for name in _CERTIFICATES):
        place = annotations.place(ingress, key, "no protocol is left")
        yield Finding((place,), "without HTTP and without a certificate GKE has no protocol to serve")
