"""The only path of a host takes more than its start page.

For the load balancers of AWS and Google a path of the type ImplementationSpecific is the whole path of a
request: `/` takes requests for `/` and nothing else. Pages, images and calls below it go to the
default backend, or end in 404. `/*` takes everything, and so does `/` as Prefix.

Silent where the host has other paths, or the Ingress a default backend.

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
          - path: /  # expect: path-root-only
            pathType: ImplementationSpecific
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

Source: kubernetes-sigs/aws-load-balancer-controller `pkg/ingress/model_build_listener_rules.go`
(buildPathPatterns); kubernetes/ingress-gce `pkg/controller/translator/translator.go` (validateAndGetPaths).
"""

from collections import defaultdict
from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, edits, routing, rule

WHOLE = ("alb", "gke")


@rule(Severity.WARNING, on=Workspace, needs=WHOLE)
def path_root_only(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    found: dict[routing.Scope, dict[str, list[routing.Route]]] = defaultdict(lambda: defaultdict(list))
    for route in routing.routes(workspace):
        profile = workspace.profile(route.ingress)
        if profile.controller in WHOLE and profile.certain:
            found[route.scope][route.host].append(route)
    for scope, hosts in found.items():
        # What is left over may be meant for a default backend, or for a rule without host.
        if any(ingress.default_backend is not None for ingress in routing.by_scope(workspace).get(scope, ())):
            continue
        for host, (route, *others) in hosts.items():
            root = route.path.path == "/" and route.kind == "ImplementationSpecific"
            if root and not others and (not host or "" not in hosts):
                yield _finding(route)


def _finding(route: routing.Route) -> Finding:
    document, at = route.ingress.document, (*route.path.at, "path")
    return Finding(
        (Place(document, at, "takes `/` alone"),),
        f"`{route.request}` takes requests for `/` only, and nothing below it; write `/*`",
        fixes=edits.replace_value(document, at, "/*", safe=False),
    )
