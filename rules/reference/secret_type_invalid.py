"""The Secret of a TLS entry holds a certificate.

Controllers take the certificate from the key `tls.crt` and its private key from `tls.key`. A Secret
without them serves no certificate. Its type should be `kubernetes.io/tls`, for which the API server
checks the keys; some controllers (Contour) refuse any other type.

```yaml
apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
type: Opaque
stringData:
  cert.pem: PEM
  key.pem: PEM
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls  # expect: secret-type-invalid
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
apiVersion: v1
kind: Secret
metadata:
  name: shop-tls
type: kubernetes.io/tls
stringData:
  tls.crt: PEM
  tls.key: PEM
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
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

Source: kubernetes `pkg/apis/core/validation/validation.go` (ValidateSecret); projectcontour/contour
`internal/dag/secret.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Secret, Severity, Workspace, rule

KEYS = ("tls.crt", "tls.key")
TYPE = "kubernetes.io/tls"


@rule(Severity.ERROR, on=Workspace, needs="Secret")
def secret_type_invalid(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingress in workspace.ingresses:
        for tls in ingress.tls:
            secret = workspace.secret(ingress.document, tls.secret_name)
            # A Secret without any key is filled by something else.
            if secret is None or not secret.keys or secret.document in workspace.patched:
                continue
            here = Place(ingress.document, (*tls.at, "secretName"), "serves no certificate")
            yield from _findings(here, secret)


def _findings(here: Place, secret: Secret) -> Iterator[Finding]:
    name = secret.document.name
    absent = [key for key in KEYS if key not in secret.keys]
    if absent:
        missing = " and no ".join(f"`{key}`" for key in absent)
        there = Place(secret.document, ("stringData",) if secret.in_clear else ("data",), "its keys", "key")
        yield Finding((here, there), f"Secret `{name}` has no {missing}, so it holds no certificate for the Ingress")
    elif secret.type != TYPE:
        yield Finding(
            (here._replace(label=f"not of the type {TYPE}"), Place(secret.document, ("type",), "its type")),
            f"Secret `{name}` is of type `{secret.type}`; a certificate is of type `{TYPE}`",
            severity=Severity.WARNING,
            notes=("some controllers refuse any other type",),
        )
