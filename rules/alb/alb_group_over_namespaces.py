"""A public group of the AWS controller lies in one namespace.

Whoever may create an Ingress can join a group by its name, from any namespace, and put rules for any
host and path in front of those of the others by `group.order`. On a load balancer that faces the
internet this hands the traffic of one team to another. In the IngressClassParams of a class
`namespaceSelector` says which namespaces may use the class, and `group.name` takes the place of the
annotation; an Ingress of another class can still join by the annotation, unless the controller runs
with `--disable-ingress-group-name-annotation`.

In Gateway API `allowedRoutes` of a listener names the namespaces.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"  # expect: alb-group-over-namespaces
    alb.ingress.kubernetes.io/scheme: "internet-facing"
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
  namespace: api
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/scheme: "internet-facing"
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
  namespace: shop
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `docs/guide/ingress/annotations.md`
(group.name, security risk), `docs/guide/ingress/ingress_class.md`, `docs/deploy/configurations.md`,
`pkg/ingress/group_loader.go` (loadGroupID).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Severity, Workspace, annotations, routing, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_GROUP, _SCHEME = f"{_PREFIX}group.name", f"{_PREFIX}scheme"


@rule(Severity.WARNING, on=Workspace, needs=(_SCHEME,))
def alb_group_over_namespaces(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for scope, ingresses in routing.by_scope(workspace).items():
        members = [i for i in ingresses if _GROUP in i.annotations and workspace.profile(i).controller == "alb"]
        namespaces = {workspace.namespace(member.document) for member in members} - {""}
        public = any(member.annotations.get(_SCHEME) == "internet-facing" for member in members)
        if public and len(namespaces) > 1:
            members.sort(key=lambda member: routing.place_order(member.document))
            places = tuple(annotations.place(member, _GROUP, "joins the group") for member in members)
            listed = routing.listed(sorted(namespaces))
            yield Finding(places, f"`{scope.share}` faces the internet and takes rules from the namespaces {listed}")
