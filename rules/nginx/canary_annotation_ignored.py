"""A canary carries only annotations that count on a canary.

ingress-nginx takes the settings of a location from the primary Ingress. On a canary it reads the
`canary-*` keys, `load-balance`, `upstream-hash-by` and the affinity keys, and nothing else: a
login, a limit or a rewrite written on the canary is not applied there. They belong on the primary,
where they hold for both.

In Gateway API filters belong to the rule, or to one backendRef, and hold there.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
    nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/verify"  # expect: canary-annotation-ignored
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
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
    nginx.ingress.kubernetes.io/load-balance: "ewma"
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/nginx-configuration/annotations.md`
(Canary), `internal/ingress/controller/controller.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_COUNT = frozenset(("Canary", "SessionAffinity", "LoadBalancing", "UpstreamHashBy"))
_HARMLESS = frozenset(("BackendProtocol", "ServiceUpstream", "Rewrite"))


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/canary",))
def canary_annotation_ignored(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if not view.canary:
        return
    dead = [
        found
        for found, _ in annotations.read(ingress, workspace)
        if found.catalogue.controller == "ingress-nginx" and found.group and found.group not in _COUNT
    ]
    loud = [found for found in dead if found.group not in _HARMLESS]
    if loud:
        others = f" and {len(loud) - 1} more" if len(loud) > 1 else ""
        places = tuple(view.place(found.name, "ignored on a canary", "key") for found in loud)
        yield Finding(places, f"`{loud[0].name}`{others} does nothing on a canary, only on its primary")
