"""TLS entries for cert-manager list their hosts.

cert-manager takes the names of a certificate from the hosts of the TLS entry. An entry without
hosts is skipped: no certificate is requested, and the visitors get the default certificate of the
controller.

With Gateway API the names come from the listener.

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
    - secretName: shop-tls  # expect: certificate-hosts-missing
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


@rule(Severity.WARNING, needs=("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme"))
def certificate_hosts_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for tls in ingress.tls if annotations.has_issuer(ingress) else ():
        if tls.secret_name and not tls.hosts:
            message = f"cert-manager requests no certificate for `{tls.secret_name}`: the TLS entry lists no hosts"
            yield Finding((Place(ingress.document, (*tls.at, "secretName"), "skipped"),), message)
