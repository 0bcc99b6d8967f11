"""Every annotation key is one that its controller knows.

A controller looks up the keys it knows and never complains about another one: a misspelt key, a key
without its prefix or with the prefix of another product is kept by the API server and read by
nobody. So is a class that stands in an annotation of the wrong name. The Ingress works, only without the setting: a body limit stays at 1m, a login is not asked
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
    ingress.nginx.kubernetes.io/ssl-redirect: "true"  # expect: annotation-unknown
    kubernetes.io/ingress-class: "nginx"  # expect: annotation-unknown
    ingressClassName: "nginx"  # expect: annotation-unknown
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
_CLASS = "kubernetes.io/ingress.class"
_CLASS_SLIPS = ("ingress.class", "ingress-class", "kubernetes.io/ingress-class", "kubernetes.io/ingressClass")
_CLASS_FIELDS = ("ingressClassName", "spec.ingressClassName", "kubernetes.io/ingressClassName")


def _misplaced(key: str, controller: str) -> str:
    """The key that is meant by one with a foreign or no prefix, if its name is one of the controller's."""
    if key in _CLASS_SLIPS:
        return _CLASS
    if key == _CLASS:  # every controller reads it, or is told not to
        return ""
    if annotations.owner(key) or not annotations.is_catalogued(controller) or controller.startswith("haproxy"):
        return ""
    prefix, _, name = key.rpartition("/")
    catalogue = annotations.load(controller)
    if (prefix == "" and "-" not in name and "." not in name) or catalogue.find(key) is not None:
        return ""
    known = catalogue.prefixes[0] + name
    right = catalogue.prefixes[0][:-1]
    usual = prefix in _NEUTRAL or _same_words(prefix, right) or annotations.nearest(prefix, iter([right])) != ""
    return known if usual and catalogue.find(known) is not None else ""


def _same_words(prefix: str, right: str) -> bool:
    """Whether a prefix holds words of the right one in another order, the most telling one among them."""
    words = right.split(".")
    return (
        prefix.startswith((words[0], "ingress"))
        and len(prefix) > len(words[0])
        and set(prefix.split(".")) <= set(words)
    )


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
        if key in _CLASS_FIELDS:
            place = annotations.place(ingress, key, "not read by anybody", "key")
            yield Finding(
                (place,), f"the class belongs into the field `spec.ingressClassName`, not into an annotation `{key}`"
            )
        known = _misplaced(key, profile.controller)
        if known and known not in ingress.annotations:
            yield _finding(ingress, key, annotations.title(profile.controller) or "Kubernetes", known)


def _finding(ingress: Ingress, key: str, title: str, meant: str) -> Finding:
    hint = f", did you mean `{meant}`?" if meant else ""
    place = annotations.place(ingress, key, "not read by anybody", "key")
    fixes = edits.rename_key(ingress.document, place.path, meant, safe=False) if meant else ()
    return Finding((place,), f"{title} knows no annotation `{key}`{hint}", fixes=fixes)
