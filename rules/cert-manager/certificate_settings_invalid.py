"""Lifetime and key of a certificate fit each other.

`renew-before` must be shorter than `duration` (90 days unless set), an RSA key has 2048 to 8192
bits and an ECDSA key 256, 384 or 521. Other values make cert-manager refuse to create the
Certificate.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
    cert-manager.io/private-key-algorithm: "ECDSA"
    cert-manager.io/private-key-size: "2048"  # expect: certificate-settings-invalid
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
    cert-manager.io/private-key-algorithm: "ECDSA"
    cert-manager.io/private-key-size: "256"
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

Source: cert-manager/cert-manager (1.21) `pkg/controller/certificate-shim/helper.go`,
`internal/apis/certmanager/validation/certificate.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "cert-manager.io/"
_SIZES = {"RSA": range(2048, 8193), "ECDSA": (256, 384, 521)}


@rule(Severity.ERROR, needs=("cert-manager.io/private-key-size", "cert-manager.io/renew-before"))
def certificate_settings_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    given = ingress.annotations
    algorithm = given.get(f"{_PREFIX}private-key-algorithm", "RSA")
    size = given.get(f"{_PREFIX}private-key-size", "")
    if size.isdecimal() and int(size) not in _SIZES.get(algorithm, (int(size),)):
        place = annotations.place(ingress, f"{_PREFIX}private-key-size", "no certificate")
        allowed = "2048 to 8192" if algorithm == "RSA" else "256, 384 or 521"
        yield Finding((place,), f"a key of {algorithm} has {allowed} bits, not {size}")
    before = annotations.duration(given.get(f"{_PREFIX}renew-before", ""))
    whole = annotations.duration(given.get(f"{_PREFIX}duration", "2160h"))
    if before is not None and whole is not None and before >= whole:
        place = annotations.place(ingress, f"{_PREFIX}renew-before", "no certificate")
        lifetime = given.get(f"{_PREFIX}duration", "2160h")
        yield Finding((place,), f"`renew-before` is not shorter than the lifetime of the certificate, {lifetime}")
