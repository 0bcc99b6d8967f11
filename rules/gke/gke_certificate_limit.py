"""A GKE Ingress has at most fifteen certificates.

A load balancer takes fifteen certificates, from `spec.tls`, `pre-shared-cert` and
`managed-certificates` together. With more GKE reports an error and does not update it. Managed
certificates work for external Ingresses only.

In Gateway API certificate maps have no such limit.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce-internal"
    networking.gke.io/managed-certificates: "shop"  # expect: gke-certificate-limit
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

Source: kubernetes/ingress-gce (1.41) `pkg/loadbalancers/certificates.go`;
GoogleCloudPlatform/gke-managed-certs `README.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, rule

_PRE_SHARED = "ingress.gcp.kubernetes.io/pre-shared-cert"
_MANAGED = "networking.gke.io/managed-certificates"


@rule(Severity.ERROR, needs="gke")
def gke_certificate_limit(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "gke":
        return
    given = [
        item for key in (_PRE_SHARED, _MANAGED) for item in ingress.annotations.get(key, "").split(",") if item.strip()
    ]
    total = len(given) + len(ingress.tls)
    if total > 15:
        key = next((key for key in (_MANAGED, _PRE_SHARED) if key in ingress.annotations), "")
        place = (
            annotations.place(ingress, key, "too many") if key else Place(ingress.document, ("spec", "tls"), "", "key")
        )
        yield Finding((place,), f"{total} certificates are more than the 15 that GKE takes")
    if _MANAGED in ingress.annotations and ingress.annotations.get("kubernetes.io/ingress.class") == "gce-internal":
        place = annotations.place(ingress, _MANAGED, "external only", "key")
        yield Finding((place,), "managed certificates never become active for an internal GKE Ingress")
