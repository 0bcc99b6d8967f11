"""A group of the AWS controller has one default backend at most.

All Ingresses with the same `group.name` share one load balancer, and a listener has one default
action. With `spec.defaultBackend` on two of them the controller cannot build the listener, and the
whole group is no longer brought up to date.

In Gateway API the rule without matches of one HTTPRoute takes what nothing else takes.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
spec:
  ingressClassName: alb
  defaultBackend:  # expect: alb-default-backend-repeated
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
  defaultBackend:
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
spec:
  ingressClassName: alb
  defaultBackend:
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: other
  annotations:
    alb.ingress.kubernetes.io/group.name: "other"
spec:
  ingressClassName: alb
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/model_build_listener.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.ERROR, on=Workspace, needs=("alb.ingress.kubernetes.io/group.name",))
def alb_default_backend_repeated(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for scope, ingresses in routing.by_scope(workspace).items():
        found = [i for i in ingresses if i.default_backend and workspace.profile(i).controller == "alb"]
        if len(found) > 1:
            found.sort(key=lambda ingress: routing.place_order(ingress.document))
            places = tuple(Place(i.document, ("spec", "defaultBackend"), "one a group", "key") for i in found)
            many = routing.count_word(len(found))
            message = f"`{scope.share}` has {many} default backends, and the controller builds none of its listeners"
            covers = (Cover("catch-all-conflict", places[0].path),)
            yield Finding(places, message, covers=covers)
