"""An Ingress names one issuer.

With both `issuer` and `cluster-issuer`, or with `cluster-issuer` beside `issuer-kind` or
`issuer-group`, cert-manager reports an error and creates no Certificate: TLS stays without a
Secret, and no certificate is ever renewed.

With Gateway API the same annotations stand on the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/issuer: "shop"  # expect: issuer-ambiguous
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
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
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
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

Source: cert-manager/cert-manager (1.21) `pkg/controller/certificate-shim/sync.go`
(issuerForIngressLike).
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "cert-manager.io/"


@rule(Severity.ERROR, needs=("cert-manager.io/cluster-issuer",))
def issuer_ambiguous(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    cluster = f"{_PREFIX}cluster-issuer"
    for name in ("issuer", "issuer-kind", "issuer-group"):
        key = f"{_PREFIX}{name}"
        if key in ingress.annotations and cluster in ingress.annotations:
            places = (annotations.place(ingress, key), annotations.place(ingress, cluster, "names the issuer already"))
            told = ("annotation-without-effect", "issuer-not-found")
            covers = tuple(Cover(each, annotations.place(ingress, k).path) for k in (key, cluster) for each in told)
            yield Finding(
                places, f"cert-manager issues nothing: `{name}` and `cluster-issuer` exclude each other", covers=covers
            )
