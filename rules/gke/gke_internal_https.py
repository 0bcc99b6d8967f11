"""An internal GKE Ingress with TLS has a regional address or no HTTP.

An internal Ingress cannot have HTTP and HTTPS on one ephemeral address: GKE refuses the combination
unless a regional address is named, or HTTP is switched off with `allow-http: "false"`.

In Gateway API the listeners of one Gateway share its address.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce-internal"  # expect: gke-internal-https
spec:
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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
    kubernetes.io/ingress.class: "gce-internal"
    kubernetes.io/ingress.allow-http: "false"
spec:
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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

Source: kubernetes/ingress-gce (1.41) `pkg/loadbalancers/l7.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_REGIONAL = "kubernetes.io/ingress.regional-static-ip-name"


@rule(Severity.ERROR, needs="gke")
def gke_internal_https(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "gke":
        return
    key = "kubernetes.io/ingress.class"
    http = ingress.annotations.get("kubernetes.io/ingress.allow-http", "true").lower() not in ("false", "f", "0")
    secure = ingress.tls or "ingress.gcp.kubernetes.io/pre-shared-cert" in ingress.annotations
    if ingress.annotations.get(key) == "gce-internal" and http and secure and _REGIONAL not in ingress.annotations:
        message = "an internal GKE Ingress with both HTTP and TLS needs a regional address"
        yield Finding((annotations.place(ingress, key, "refused"),), message)
