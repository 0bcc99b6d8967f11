"""An Ingress names one issuer of certificates.

cert-manager refuses an Ingress that names both an Issuer (`cert-manager.io/issuer`) and a
ClusterIssuer (`cert-manager.io/cluster-issuer`): it records an event and makes no certificate. The
same goes for a ClusterIssuer together with `cert-manager.io/issuer-kind` or
`cert-manager.io/issuer-group`, which describe an issuer of another kind.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/issuer: local
    cert-manager.io/cluster-issuer: letsencrypt  # expect: issuer-ambiguous
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
    cert-manager.io/cluster-issuer: letsencrypt
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

Source: cert-manager `pkg/controller/certificate-shim/helper.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule

CLUSTER = "cert-manager.io/cluster-issuer"
OTHERS = ("cert-manager.io/issuer", "cert-manager.io/issuer-kind", "cert-manager.io/issuer-group")


@rule(Severity.ERROR, on=Ingress)
def issuer_ambiguous(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    given = [key for key in OTHERS if ingress.annotations.get(key)]
    if given and ingress.annotations.get(CLUSTER):
        places = (Place(ingress.document, ("metadata", "annotations", key), "and this one") for key in given)
        yield Finding(
            (Place(ingress.document, ("metadata", "annotations", CLUSTER), "one of them must go"), *places),
            f"`{CLUSTER}` and `{given[0]}` exclude each other, so cert-manager makes no certificate",
        )
