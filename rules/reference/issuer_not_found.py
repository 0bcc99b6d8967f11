"""The issuer that an Ingress asks for a certificate exists.

`cert-manager.io/issuer` names an Issuer in the namespace of the Ingress,
`cert-manager.io/cluster-issuer` a ClusterIssuer. If there is none, the Certificate that cert-manager
makes for the Ingress never becomes ready, and the controller serves a certificate of its own.

An issuer that is not among the manifests is an error only in a set that the configuration declares
`complete`, and a warning where there is one of the other kind, or one with almost the same name.

```yaml
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  selfSigned: {}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/issuer: letsencrypt  # expect: issuer-not-found
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
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  selfSigned: {}
---
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

from ingress_lint import Finding, Ingress, Issuer, Place, Severity, Workspace, references, rule

KINDS = {"cert-manager.io/issuer": "Issuer", "cert-manager.io/cluster-issuer": "ClusterIssuer"}
EXTERNAL = ("cert-manager.io/issuer-kind", "cert-manager.io/issuer-group")


@rule(Severity.ERROR, on=Workspace, needs=("cert-manager.io/issuer", "cert-manager.io/cluster-issuer"))
def issuer_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingress in workspace.ingresses:
        if any(key in ingress.annotations for key in EXTERNAL):
            continue
        for key, kind in KINDS.items():
            name = ingress.annotations.get(key, "")
            if references.is_known(name) and not references.issuer_may_exist(workspace, ingress, kind, name):
                yield from _finding(workspace, ingress, key, name)


def _finding(workspace: Workspace, ingress: Ingress, key: str, name: str) -> Iterator[Finding]:
    kind = KINDS[key]
    other = [issuer for issuer in workspace.named(Issuer, name) if issuer.document.kind != kind]
    similar = [i for i in workspace.similar(Issuer, ingress.document, name) if i.document.kind == kind]
    found = other[:1] or (similar if len(similar) == 1 else [])
    if not found and not workspace.complete:
        return
    said = ""
    if other:
        right = next(annotation for annotation, its in KINDS.items() if its == other[0].document.kind)
        said = f", but a {other[0].document.kind}: write `{right}`"
    elif found:
        said = f"; did you mean `{found[0].document.name}`?"
    here = Place(ingress.document, ("metadata", "annotations", key), f"no such {kind}")
    yield Finding(
        (here, *(Place(issuer.document, ("metadata", "name"), "there is this one") for issuer in found)),
        f"there is no {kind} `{name}`{said}",
        severity=None if workspace.complete else Severity.WARNING,
        notes=("cert-manager makes no certificate for this Ingress",),
    )
