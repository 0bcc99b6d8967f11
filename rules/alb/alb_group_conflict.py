"""Ingresses of a group agree on the settings of the load balancer.

All Ingresses with the same `group.name` share one load balancer. A setting of the load balancer
itself, such as `scheme`, `subnets` or `ssl-redirect`, may be written on one of them or on all, but
only with one value: with two, the reconciliation of the whole group stops.

In Gateway API these settings belong to the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/scheme: "internal"  # expect: alb-group-conflict
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/scheme: "internet-facing"
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
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
    alb.ingress.kubernetes.io/group.name: "shop"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_load_balancer.go`, `pkg/ingress/model_builder.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_GROUP = "alb.ingress.kubernetes.io/group.name"
_BY_KEY = ("load-balancer-attributes", "frontend-nlb-tags", "inbound-cidrs", "mutual-authentication")


@rule(Severity.ERROR, on=Workspace, needs=("alb.ingress.kubernetes.io/group.name",))
def alb_group_conflict(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    claims: dict[tuple[str, str], list[tuple[Ingress, str]]] = {}
    for ingress in workspace.ingresses:
        group = ingress.annotations.get(_GROUP, "")
        if not group or workspace.profile(ingress).controller != "alb":
            continue
        for annotation, value in annotations.read(ingress, workspace):
            if annotation.merge == "one" and annotation.name not in _BY_KEY:
                claims.setdefault((group, annotation.key), []).append((ingress, value))
    for (group, key), found in claims.items():
        values = sorted({_normal(value) for _, value in found})
        if len(values) > 1:
            ordered = sorted(found, key=lambda item: (item[0].document.source.path, item[0].document.span))
            places = tuple(annotations.place(ingress, key, "one value a group") for ingress, _ in ordered)
            listed = " and ".join(f"`{value}`" for value in values[:2])
            yield Finding(
                places, f"group `{group}` has {listed} for `{key.rpartition('/')[2]}`, which stops all its updates"
            )


def _normal(value: str) -> str:
    """Lists compare without regard to order."""
    return ",".join(sorted(item.strip() for item in value.split(",")))
