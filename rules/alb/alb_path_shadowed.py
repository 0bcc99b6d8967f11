"""No rule of a load balancer stands behind one that takes everything.

An Application Load Balancer tries its rules one after the other, and the first that fits answers.
The AWS Load Balancer Controller puts them in this order: Ingresses of a group by their
`group.order` and then by name; in each Ingress the rules as they are listed, whatever their hosts;
in each rule the Exact paths, then the Prefix paths from long to short, then the
ImplementationSpecific ones as they are listed. By the Ingress specification the most specific host
and the longest path would win, so manifests that work elsewhere send requests to the wrong Service
here: Prefix `/` hides every ImplementationSpecific path beside it, and a rule without host hides
the hosts below it.

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
          - path: /img/*  # expect: alb-path-shadowed
            pathType: ImplementationSpecific
            backend:
              service:
                name: images
                port:
                  number: 80
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

One type of path for both, or the general path listed last:

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
          - path: /img/*
            pathType: ImplementationSpecific
            backend:
              service:
                name: images
                port:
                  number: 80
          - path: /*
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes-sigs/aws-load-balancer-controller `pkg/ingress/model_build_listener_rules.go`
(buildListenerRules, sortIngressPaths), `pkg/ingress/group_loader.go` (sortGroupMembers).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="alb")
def alb_path_shadowed(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        profile = workspace.profile(ingresses[0])
        if profile.controller == "alb" and profile.certain:
            for route, taker in routing.hidden(workspace, ingresses):
                if not is_twin(route, taker) and not routing.agree(workspace, route, taker):
                    yield _finding(route, taker)


def is_twin(route: routing.Route, taker: routing.Route) -> bool:
    """Whether both are one path with one type, which other rules speak of."""
    return (route.host, route.kind, route.text.rstrip("/")) == (taker.host, taker.kind, taker.text.rstrip("/"))


def _finding(route: routing.Route, taker: routing.Route) -> Finding:
    backend = routing.backend_text(taker.path.backend)
    return Finding(
        (
            Place(route.ingress.document, (*route.path.at, "path"), "gets no request"),
            Place(taker.ingress.document, (*taker.path.at, "path"), f"tried first, takes all: {backend}"[:40]),
        ),
        f"`{route.request}` ({route.kind}) never gets a request: "
        f"`{taker.request}` ({taker.kind}) is tried before it and takes them all",
        notes=(_why(route, taker),),
    )


def _why(route: routing.Route, taker: routing.Route) -> str:
    if route.ingress is not taker.ingress:
        return "the Ingresses of a group come by `group.order`, then by namespace and name"
    if route.rule is not taker.rule:
        return "rules are tried in the order in which they are listed: put those without host or with a wildcard last"
    if route.kind != taker.kind:
        return "of one rule the Exact paths are tried first, then Prefix, then ImplementationSpecific: use one type for both"
    return "ImplementationSpecific paths are tried in the order in which they are listed: put the general one last"
