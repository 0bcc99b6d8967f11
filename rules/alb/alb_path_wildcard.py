"""Exact and Prefix paths hold no wildcards.

For the path types Exact and Prefix the controller refuses `*` and `?`, and with one such path the
reconciliation of the whole group stops. ImplementationSpecific takes both, as wildcards of the load
balancer.

In Gateway API a prefix match needs no wildcard.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /*  # expect: alb-path-wildcard
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
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /*
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_listener_rules.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.ERROR, needs="alb")
def alb_path_wildcard(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    for _, path in ingress.paths:
        if path.path_type in ("Exact", "Prefix") and ("*" in path.path or "?" in path.path):
            place = Place(ingress.document, (*path.at, "path"), "use ImplementationSpecific")
            yield Finding(
                (place,),
                f"the {path.path_type} path `{path.path}` holds a wildcard, which stops the load balancer's updates",
            )
