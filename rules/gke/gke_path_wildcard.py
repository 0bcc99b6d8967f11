"""Paths of a GKE Ingress have wildcards only where GKE takes them.

For Exact and Prefix GKE reports an error if the path is empty or holds a `*`.
ImplementationSpecific takes one `*`, after the last `/`; without it such a path matches exactly.

In Gateway API a PathPrefix match needs no wildcard.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/*  # expect: gke-path-wildcard
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
    kubernetes.io/ingress.class: "gce"
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop/*
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-gce (1.41) `pkg/controller/translator/translator.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.ERROR, needs="gke")
def gke_path_wildcard(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "gke":
        return
    for _, path in ingress.paths:
        place = Place(ingress.document, (*path.at, "path"), "refused by GKE")
        if path.path_type in ("Exact", "Prefix") and "*" in path.path:
            message = f"the {path.path_type} path `{path.path}` holds a `*`, use ImplementationSpecific for it"
            yield Finding((place,), message)
        elif path.path_type == "ImplementationSpecific" and "*" in path.path.removesuffix("/*"):
            yield Finding((place,), f"the path `{path.path}` has a `*` elsewhere than after its last `/`")
