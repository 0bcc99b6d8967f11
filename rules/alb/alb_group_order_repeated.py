"""Ingresses of a group that serve one host differ in their order.

The rules of a group are tried in the order of `group.order`, the lowest first, and those of Ingresses
with the same number in the order of namespace and name. Where the order is given on purpose, a number
that occurs twice for one host leaves to the names of the objects which rule is tried first, and
renaming one of them changes it. The range, -1000 to 1000, is checked by `annotation-value-invalid`.

Nothing is said of Ingresses without the annotation, or of a group in which all have the same number.

In Gateway API the more specific match goes first, whatever the order of the routes.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/group.order: "10"  # expect: alb-group-order-repeated
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
    alb.ingress.kubernetes.io/group.order: "10"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: rest
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/group.order: "20"
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /rest
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
    alb.ingress.kubernetes.io/group.order: "20"
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
    alb.ingress.kubernetes.io/group.order: "10"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: other
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/group.order: "10"
spec:
  ingressClassName: alb
  rules:
    - host: other.example.com
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/group_loader.go`
(sortGroupMembers).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, routing, rule

_ORDER = "alb.ingress.kubernetes.io/group.order"


@rule(Severity.INFO, on=Workspace, needs=(_ORDER,))
def alb_group_order_repeated(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for scope, ingresses in routing.by_scope(workspace).items():
        ordered = [i for i in ingresses if _ORDER in i.annotations and workspace.profile(i).controller == "alb"]
        if len({ingress.annotations[_ORDER] for ingress in ordered}) < 2:
            continue
        claims: dict[tuple[str, str], list[Ingress]] = {}
        for ingress in ordered:
            for host in {rule_of_host.host.lower() for rule_of_host in ingress.rules}:
                claims.setdefault((ingress.annotations[_ORDER], host), []).append(ingress)
        told = set()
        for (order, host), found in sorted(claims.items()):
            same = frozenset(id(ingress) for ingress in found)
            if len(found) > 1 and same not in told:
                told.add(same)
                found.sort(key=lambda ingress: routing.place_order(ingress.document))
                places = tuple(annotations.place(ingress, _ORDER, "the same order") for ingress in found)
                many = routing.count_word(len(found))
                message = (
                    f"{many} Ingresses of `{scope.share}` have order `{order}` for `{host or '*'}`: their names decide"
                )
                yield Finding(places, message)
