"""Annotations go by their current names.

A deprecated key is still read, but a later release may stop doing so, and where old and new key are
both set the new one wins in ingress-nginx. external-dns has changed its default prefix: from 0.22.0
on it reads `external-dns.kubernetes.io/`, and `external-dns.alpha.kubernetes.io/` only with
`--annotation-prefix`.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/whitelist-source-range: "10.0.0.0/8"  # expect: annotation-deprecated
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
    nginx.ingress.kubernetes.io/allowlist-source-range: "10.0.0.0/8"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/ipallowlist/main.go`;
kubernetes-sigs/external-dns (0.22.0) pull request 6424.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, edits, rule


@rule(Severity.INFO, needs="controller annotations")
def annotation_deprecated(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    moved: dict[str, list[annotations.Annotation]] = {}
    for annotation, _ in annotations.read(ingress, workspace):
        if annotation.instead is None or annotation.until:
            continue
        instead = annotation.catalogue.key(annotation.instead)
        prefix = annotation.key.partition("/")[0]
        if instead.rpartition("/")[2] == annotation.name.rpartition("/")[2]:  # of a family, names the family
            moved.setdefault(prefix, []).append(annotation)
            continue
        hint = f", its name is now `{instead}`" if annotation.instead else ""
        place = annotations.place(ingress, annotation.key, "old name", "key")
        known = annotation.instead and annotation.catalogue.find(instead)
        fixes = edits.rename_key(ingress.document, place.path, instead, safe=False) if known else ()
        yield Finding((place,), f"`{annotation.key}` is deprecated{hint}", fixes=fixes)
    for prefix, found in moved.items():
        places = tuple(annotations.place(ingress, annotation.key, "old prefix", "key") for annotation in found)
        now = found[0].catalogue.prefixes[0]
        title = f"{found[0].catalogue.title} {found[0].catalogue.version}"
        yield Finding(places, f"the prefix `{prefix}/` is old, {title} reads `{now}` by default")
