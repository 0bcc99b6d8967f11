"""An Ingress that asks for a certificate says where to put it.

cert-manager makes a certificate for each TLS entry with hosts and a `secretName`, and stores it in
the Secret of that name. An entry without `secretName` is skipped, and an Ingress without TLS entries
gets no certificate at all: HTTPS answers with the default certificate of the controller.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
spec:
  ingressClassName: nginx
  tls:
    - hosts:  # expect: cert-manager-secret-missing
        - shop.example.com
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
    cert-manager.io/cluster-issuer: letsencrypt  # expect: cert-manager-secret-missing
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
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
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

Source: cert-manager/cert-manager `pkg/controller/certificate-shim/sync.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, routing, rule

_ISSUERS = ("cert-manager.io/cluster-issuer", "cert-manager.io/issuer")


@rule(Severity.WARNING, needs=(*_ISSUERS, "kubernetes.io/tls-acme"))
def cert_manager_secret_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    asks = next((key for key in _ISSUERS if ingress.annotations.get(key)), "")
    if not asks and routing.is_true(ingress, "kubernetes.io/tls-acme"):
        asks = "kubernetes.io/tls-acme"
    if not asks or not ingress.readable:
        return
    annotation = Place(ingress.document, ("metadata", "annotations", asks), "asks for a certificate")
    if not ingress.tls:
        yield Finding((annotation,), f"`{asks}` asks for a certificate, but there is no TLS entry to put it in")
    for tls in ingress.tls:
        if not tls.secret_name:
            yield Finding(
                (Place(ingress.document, tls.at, "no secretName"), annotation),
                f"cert-manager skips a TLS entry without `secretName`, although `{asks}` asks for a certificate",
                field=ingress.document.field((*tls.at, "secretName")),
            )
