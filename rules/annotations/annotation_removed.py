"""No annotation is one that its controller has stopped reading.

Keys are dropped between releases, and a dropped key is ignored without a word. Manifests that were
copied from old guides keep it, and so does the belief that its setting is in force.

The release and the replacement are named in the message. Where a replacement exists, the table of
the catalogue also says where it goes in Gateway API.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/secure-backends: "true"  # expect: annotation-removed
    certmanager.k8s.io/cluster-issuer: "letsencrypt"  # expect: annotation-removed
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
    nginx.ingress.kubernetes.io/backend-protocol: "HTTPS"
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

Source: kubernetes/ingress-nginx (1.15.1) `Changelog.md` and `cmd/plugin/lints/ingress.go`;
traefik/traefik (1.7.34) `provider/kubernetes/annotations.go`; cert-manager/cert-manager (0.10.1).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Fix, Ingress, Severity, Workspace, annotations, edits, rule


@rule(Severity.WARNING, needs="controller annotations")
def annotation_removed(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for annotation, _ in annotations.read(ingress, workspace):
        if annotation.until:
            title = annotation.catalogue.title
            gone = (
                f"{title} never read" if annotation.until == "never" else f"{title} {annotation.until} and later ignore"
            )
            instead = f", use `{annotation.catalogue.key(annotation.instead)}`" if annotation.instead else ""
            place = annotations.place(ingress, annotation.key, "ignored", "key")
            yield Finding((place,), f"{gone} `{annotation.key}`{instead}", fixes=_renamed(ingress, annotation))


def _renamed(ingress: Ingress, annotation: annotations.Annotation) -> tuple[Fix, ...]:
    """The new key, where only the spelling or the prefix is another one."""
    instead = annotation.catalogue.key(annotation.instead or "")
    same = annotation.until == "never" or instead.rpartition("/")[2] == annotation.key.rpartition("/")[2]
    path = annotations.place(ingress, annotation.key).path
    return edits.rename_key(ingress.document, path, instead, safe=False) if annotation.instead and same else ()
