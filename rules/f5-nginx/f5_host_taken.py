"""One Ingress holds a host, or one master with its minions does.

The controller of F5 NGINX gives a whole host to the oldest Ingress that has it. Any other Ingress for
that host is refused, whatever its paths, and serves none of them. Which one is the oldest depends on
the order in which they were created, so a cluster that is set up anew may serve the other one.

To share a host, one Ingress is the master, which has the host and no paths, and the others are its
minions. `VirtualServer` objects compete for hosts as well, but are not looked at here.

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: edge
spec:
  controller: nginx.org/ingress-controller
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: edge
  rules:
    - host: shop.example.com  # expect: f5-host-taken
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
spec:
  ingressClassName: edge
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
```

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: edge
spec:
  controller: nginx.org/ingress-controller
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: host
  annotations:
    nginx.org/mergeable-ingress-type: master
spec:
  ingressClassName: edge
  rules:
    - host: shop.example.com
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
  annotations:
    nginx.org/mergeable-ingress-type: minion
spec:
  ingressClassName: edge
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
```

Source: nginx/kubernetes-ingress `internal/k8s/configuration.go`
(addProblemsForResourcesWithoutActiveHost), `examples/ingress-resources/mergeable-ingress-types`.
"""

from collections.abc import Iterator, Sequence

from ingress_lint import Cover, Finding, Place, Severity, Workspace, references, routing, rule


@rule(Severity.ERROR, on=Workspace, needs="f5-nginx")
def f5_host_taken(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        found: dict[str, list[routing.Named]] = {}
        for ingress in ingresses:
            profile = workspace.profile(ingress)
            # Where only annotations speak for F5, ingress-nginx may serve the class, and merges hosts.
            if profile.controller == "f5-nginx" and profile.certain and not routing.is_minion(ingress):
                for claim in routing.rule_hosts(ingress):
                    found.setdefault(claim.host.lower(), []).append(claim)
        for host, claims in found.items():
            if len({id(claim.ingress) for claim in claims}) > 1 and references.is_known(host):
                yield _finding(workspace, host, claims)


def _finding(workspace: Workspace, host: str, claims: Sequence[routing.Named]) -> Finding:
    names = [routing.object_name(workspace, claim.ingress.document) for claim in claims]
    first = claims[0]
    return Finding(
        tuple(Place(claim.ingress.document, claim.at, "claimed here") for claim in claims),
        f"host `{host}` is claimed by {routing.count_word(len(claims))} Ingresses, of which F5 NGINX serves only the "
        f"oldest: {routing.listed(names)}",
        notes=("to share it, one of them is the master without paths, the others are its minions",),
        covers=tuple(
            Cover("host-path-conflict", (*path.at, "path"))
            for each, path in first.ingress.paths
            if each.host.lower() == host
        ),
    )
