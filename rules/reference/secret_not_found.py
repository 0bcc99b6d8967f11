"""The Secret of a TLS entry exists in the namespace of the Ingress.

A controller that does not find the Secret serves its own, self-signed certificate, or does not
listen for the host at all. The API server does not look.

Secrets are seldom kept with the manifests. So an absent one is an error only in a set that the
configuration declares `complete`, and a warning where one with almost the same name stands beside
it, or one of the name in another namespace. Nothing is said where a Certificate, an
ExternalSecret, a SealedSecret, or cert-manager by an annotation of the Ingress makes the Secret.

```yaml
apiVersion: v1
kind: Secret
metadata:
  name: shop-example-com
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
      secretName: shop-exmaple-com  # expect: secret-not-found
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
  name: shop-example-com
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
      secretName: shop-example-com
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
      secretName: made-by-cert-manager
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

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressTLS); cert-manager
`pkg/controller/certificate-shim/sync.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Secret, Severity, Workspace, references, rule


@rule(Severity.ERROR, on=Workspace, needs="tls")
def secret_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    if not workspace.complete and "Secret" not in workspace.traits:
        return  # none is there that could be meant
    for ingress in workspace.ingresses:
        if references.asks_for_certificate(ingress):
            continue
        names = {tls.secret_name: tls.at for tls in reversed(ingress.tls) if references.is_known(tls.secret_name)}
        for name, at in names.items():
            if not references.secret_may_exist(workspace, ingress, name):
                yield from _finding(workspace, ingress, name, (*at, "secretName"))


def _finding(workspace: Workspace, ingress: Ingress, name: str, at: tuple[str | int, ...]) -> Iterator[Finding]:
    elsewhere = [(s, ("metadata", "namespace")) for s in workspace.named(Secret, name)]
    similar = [(s, ("metadata", "name")) for s in workspace.similar(Secret, ingress.document, name)]
    found = elsewhere or (similar if len(similar) == 1 else [])
    if not found and not workspace.complete:
        return
    place = Place(ingress.document, at, "no such Secret")
    second = (Place(secret.document, path, "there is this one") for secret, path in found)
    said = f"; it is in `{found[0][0].document.namespace}`" if elsewhere else ""
    if found and not elsewhere:
        said = f"; did you mean `{found[0][0].document.name}`?"
    yield Finding(
        (place, *second),
        f"the namespace of the Ingress has no Secret `{name}`{said}",
        severity=None if workspace.complete else Severity.WARNING,
        notes=("without it, controllers serve a certificate of their own that browsers refuse",),
    )
