"""Every annotation key is one that its controller knows.

A controller looks up the keys it knows and never complains about another one: a misspelt key, a key
without its prefix or with the prefix of another product is kept by the API server and read by
nobody. The Ingress works, only without the setting: a body limit stays at 1m, a login is not asked
for.

The keys are those of the versions named in the catalogues: ingress-nginx 1.15.1, AWS Load Balancer
Controller 3.5, GKE Ingress 1.41, Traefik 3.7, Kong 3.5, HAProxy 3.2 and others. Gateway API has
typed fields instead, where a misspelt one is refused.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-sizes: "10m"  # expect: annotation-unknown
    rewrite-target: "/"  # expect: annotation-unknown
    kubernetes.io/use-regex: "true"  # expect: annotation-unknown
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
    nginx.ingress.kubernetes.io/proxy-body-size: "10m"
    example.com/team: "shop"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations`;
kubernetes-sigs/aws-load-balancer-controller `docs/guide/ingress/annotations.md`; the other projects
as `schemas/annotations` names them.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, edits, rule

_ONLY_NEAR = frozenset(("gke", "cert-manager", "external-dns", "kong"))
_NEUTRAL = ("", "kubernetes.io", "ingress.kubernetes.io")


def _misplaced(key: str, controller: str) -> str:
    """The key that is meant by one with a foreign or no prefix, if its name is one of the controller's."""
    if key == "ingress.class":
        return "kubernetes.io/ingress.class"
    if annotations.owner(key) or not annotations.is_catalogued(controller) or controller.startswith("haproxy"):
        return ""
    prefix, _, name = key.rpartition("/")
    catalogue = annotations.load(controller)
    if (prefix == "" and "-" not in name and "." not in name) or catalogue.find(key) is not None:
        return ""
    known = catalogue.prefixes[0] + name
    usual = prefix in _NEUTRAL or annotations.nearest(prefix, iter([catalogue.prefixes[0][:-1]])) != ""
    return known if usual and catalogue.find(known) is not None else ""


@rule(Severity.WARNING, needs="controller annotations")
def annotation_unknown(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    for use in annotations.uses(ingress, profile):
        if use.annotation is not None or annotations.foreign(use.catalogue, profile):
            continue
        meant = annotations.nearest(use.catalogue.name(use.key), use.catalogue.names)
        if meant or use.catalogue.controller not in _ONLY_NEAR:
            yield _finding(ingress, use.key, use.catalogue.title, use.catalogue.key(meant) if meant else "")
    for key in ingress.annotations:
        known = _misplaced(key, profile.controller)
        if known and known not in ingress.annotations:
            yield _finding(ingress, key, annotations.title(profile.controller) or "Kubernetes", known)


def _finding(ingress: Ingress, key: str, title: str, meant: str) -> Finding:
    hint = f", did you mean `{meant}`?" if meant else ""
    place = annotations.place(ingress, key, "not read by anybody", "key")
    fixes = edits.rename_key(ingress.document, place.path, meant, safe=False) if meant else ()
    return Finding((place,), f"{title} knows no annotation `{key}`{hint}", fixes=fixes)
