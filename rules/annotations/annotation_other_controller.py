"""Annotations are those of the controller that serves the Ingress.

Each controller reads the keys of its own prefix only. A rewrite, a login or a redirect that is
written for another controller is dead text, and often the trace of a migration that stopped half
way: the traffic flows, without the setting.

A class `nginx` may belong to ingress-nginx or to F5 NGINX: with keys of the latter only, it is taken
for that of the latter. Nothing is said where no class tells which controller there is, and nothing about
Traefik and the keys of ingress-nginx, many of which Traefik 3 can read.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: "/"  # expect: annotation-other-controller
spec:
  ingressClassName: alb
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
    alb.ingress.kubernetes.io/scheme: "internal"
spec:
  ingressClassName: alb
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/annotations/constants.go`;
kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/parser/main.go`; spec.controller
strings as each project documents them.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule


@rule(Severity.WARNING, needs="controller annotations")
def annotation_other_controller(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    strangers: dict[str, list[str]] = {}
    for key in ingress.annotations:
        name = annotations.owner(key)
        if name and annotations.foreign(annotations.load(name), profile):
            strangers.setdefault(name, []).append(key)
    for name, keys in strangers.items():
        title = annotations.load(name).title
        places = tuple(annotations.place(ingress, key, f"for {title}"[:40], "key") for key in keys)
        others = f" and {len(keys) - 1} more" if len(keys) > 1 else ""
        here = annotations.title(profile.controller)
        yield Finding(
            places, f"class `{profile.class_name}` is served by {here}, which does not read `{keys[0]}`{others}"
        )
