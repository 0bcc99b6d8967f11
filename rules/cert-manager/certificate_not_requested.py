"""An Ingress with an issuer has TLS entries with hosts and a Secret.

cert-manager reads the hosts and the Secret of a certificate from `spec.tls`. An Ingress with an
issuer but without `tls`, or an entry without `hosts` or without `secretName`, is skipped: no
certificate is requested, and the visitors get the default certificate of the controller.

With Gateway API hosts and Secret come from the listener.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"  # expect: certificate-not-requested
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
(validateIngressLike).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, rule


@rule(Severity.WARNING, needs="cert-manager")
def certificate_not_requested(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    issuer = annotations.has_issuer(ingress)
    if not issuer:
        return
    if not ingress.tls:
        place = annotations.place(ingress, issuer, "requests nothing", "key")
        yield Finding((place,), "cert-manager requests no certificate: the Ingress has no TLS entry")
    for tls in ingress.tls:
        lacking = "`hosts`" if not tls.hosts else "`secretName`" if not tls.secret_name else ""
        if lacking:
            place = Place(ingress.document, tls.at, "skipped")
            yield Finding((place,), f"cert-manager requests no certificate for this TLS entry: it has no {lacking}")
