"""A host and path belong to one backend.

The API server takes any number of Ingresses for one host and path, and the specification leaves
open which of them answers. Most controllers serve the older object; some merge in the order of
names, and ingress-nginx refuses the second one at admission. After a restart or a new rollout the
other backend may answer.

Only what can meet is compared: Ingresses of one class, and for controllers that give each Ingress a
load balancer of its own (the AWS one without a common `group.name`, GKE), paths inside one object.
A canary only meets canaries. The same path with another `pathType` is another path, except for
ingress-nginx (`host-path-overlap`). Two copies of one object are alternatives and do not conflict.
The note says what the controller does, where the class tells which one it is.

Where the backends are equal, the repetition does no harm today, but the annotations of only one
of the two Ingresses count; this is a warning.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart  # expect: host-path-conflict
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: beta
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart-beta
                port:
                  number: 80
```

A canary names the same host and path on purpose, and an Ingress of another class does not meet it:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: beta
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart-beta
                port:
                  number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: inside
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart-internal
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx `internal/ingress/controller/controller.go` (checkOverlap),
`internal/k8s/main.go` (path types);
kubernetes `staging/src/k8s.io/api/networking/v1/types.go`.
"""

from collections import defaultdict
from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.ERROR, on=Workspace, needs="rival paths")
def host_path_conflict(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for rivals in routing.rival_routes(workspace).values():
        by_path: dict[tuple[str, str], list[routing.Route]] = defaultdict(list)
        for route in rivals:
            by_path[route.text, _kind(workspace, route)].append(route)
        for claims in by_path.values():
            if len(claims) > 1:
                yield from _findings(workspace, claims)


def _kind(workspace: Workspace, route: routing.Route) -> str:
    """The path type as it counts: ingress-nginx makes `ImplementationSpecific` a `Prefix` before anything else."""
    loose = route.kind == "ImplementationSpecific" and workspace.profile(route.ingress).controller == "ingress-nginx"
    return "Prefix" if loose else route.kind


def _findings(workspace: Workspace, rivals: list[routing.Route]) -> Iterator[Finding]:
    known = [(route, routing.target(workspace, route.ingress, route.path.backend)) for route in rivals]
    claims = [route for route, target in known if target is not None]
    targets = [target for _, target in known if target is not None]
    different = any(routing.same_target(targets[0], other) is False for other in targets[1:])
    if len(claims) < 2:
        return
    paths = [
        Place(c.ingress.document, (*c.path.at, "path"), f"sent to {routing.backend_text(c.path.backend)}"[:40])
        for c in claims
    ]
    hosts = {
        (id(c.ingress.document), c.rule.at): Place(c.ingress.document, (*c.rule.at, "host"), "the host")
        for c in claims
        if c.host
    }
    yield Finding(
        (*paths, *hosts.values()),
        f"`{claims[0].request}` ({claims[0].kind}) is {_claimed(workspace, claims, different=different)}",
        severity=None if different else Severity.WARNING,
        notes=(_answer(workspace, claims) if different else _enough(claims),),
    )


def _enough(claims: list[routing.Route]) -> str:
    """What to make of paths that lead to the same backend."""
    one = len({id(claim.ingress.document) for claim in claims}) == 1
    return "one of them is enough" + ("" if one else ", and it is not specified whose annotations apply")


def _answer(workspace: Workspace, claims: list[routing.Route]) -> str:
    """Who answers: what the controller is known to do, else what is customary."""
    if len({id(claim.ingress.document) for claim in claims}) == 1:
        return routing.customs("repeated-path", workspace.profile(claims[0].ingress).controller)
    controllers = {workspace.profile(claim.ingress).controller for claim in claims}
    return routing.customs("shared-path", controllers.pop() if len(controllers) == 1 else "")


def _claimed(workspace: Workspace, claims: list[routing.Route], *, different: bool) -> str:
    said = [(routing.object_name(workspace, c.ingress.document), routing.backend_text(c.path.backend)) for c in claims]
    names, backends = (list(dict.fromkeys(column)) for column in zip(*said, strict=True))
    if len(names) == 1:
        kind = "different backends" if different else "the same backend"
        return f"repeated in Ingress `{names[0]}` with {kind}: {routing.listed(backends)}"
    many = f"claimed by {routing.count_word(len(names))} Ingresses"
    if not different:
        return f"{many} with the same backend `{backends[0]}`: {routing.listed(names)}"
    told = ", ".join(f"`{name}` sends it to `{backend}`" for name, backend in list(dict.fromkeys(said))[:3])
    return f"{many} with different backends: {told}"
