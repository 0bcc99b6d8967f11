"""A load balancer lies in two subnets at least.

AWS builds an application load balancer in subnets of two availability zones or more. With a single subnet in
`subnets`, or the same one twice, it refuses, and the load balancer is neither made nor brought up to date.
Only a subnet on an Outpost or in a local zone may stand alone, which a manifest does not tell: ignore the
finding there.

In Gateway API the subnets stand in a LoadBalancerConfiguration.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/subnets: "subnet-0a1b2c3d"  # expect: alb-subnets-too-few
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
    alb.ingress.kubernetes.io/subnets: "subnet-0a1b2c3d, subnet-4e5f6a7b"
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
(subnets).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, references, rule

_SUBNETS = "alb.ingress.kubernetes.io/subnets"


@rule(Severity.WARNING, needs=(_SUBNETS,))
def alb_subnets_too_few(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    value = ingress.annotations.get(_SUBNETS, "")
    if not references.is_known(value) or workspace.profile(ingress).controller != "alb":
        return
    given = [item.strip() for item in value.split(",") if item.strip()]
    if len(set(given)) == 1:
        times = "once" if len(given) == 1 else f"{len(given)} times, and nothing else"
        place = annotations.place(ingress, _SUBNETS, "two zones are needed")
        yield Finding((place,), f"`subnets` names `{given[0]}` {times}; a load balancer needs subnets in two zones")
