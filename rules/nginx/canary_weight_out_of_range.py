"""The weight of a canary is at most the total weight.

`canary-weight` is a share of `canary-weight-total`, 100 unless set. A larger weight sends every
request to the canary, and the primary gets none.

In Gateway API the weights of all backendRefs of a rule are added up.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "150"  # expect: canary-weight-out-of-range
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
    nginx.ingress.kubernetes.io/canary-weight: "150"
    nginx.ingress.kubernetes.io/canary-weight-total: "1000"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/canary/main.go`,
`rootfs/etc/nginx/lua/balancer.lua`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/canary-weight",))
def canary_weight_out_of_range(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    weight, total = view.number("canary-weight", 0), view.number("canary-weight-total", 100)
    if view.canary and weight > total:
        message = f"`canary-weight: {weight}` is more than the total of {total}, so the canary takes every request"
        yield Finding((view.place("canary-weight", "more than all"),), message)
