"""Inbound networks belong to the security group that is managed.

`inbound-cidrs` and `security-group-prefix-lists` fill the security group that the controller makes.
With `security-groups` it makes none, and both are ignored: who may connect is decided by the named
groups alone.

In Gateway API this belongs to the configuration of the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/inbound-cidrs: "10.0.0.0/8"  # expect: alb-inbound-cidrs-ignored
    alb.ingress.kubernetes.io/security-groups: "sg-0123456789"
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
    alb.ingress.kubernetes.io/inbound-cidrs: "10.0.0.0/8"
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `docs/guide/ingress/annotations.md`
(Access control).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"


@rule(Severity.WARNING, needs=("alb.ingress.kubernetes.io/security-groups",))
def alb_inbound_cidrs_ignored(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    groups = f"{_PREFIX}security-groups"
    for name in ("inbound-cidrs", "security-group-prefix-lists"):
        key = f"{_PREFIX}{name}"
        if key in ingress.annotations and ingress.annotations.get(groups):
            places = (annotations.place(ingress, key, "ignored", "key"), annotations.place(ingress, groups, "", "key"))
            yield Finding(places, f"`{name}` does nothing beside `security-groups`")
