"""One default backend takes what is left in a class.

An Ingress that has a default backend and no rules asks for all traffic that no rule of its class
takes. Where two of them stand in one class with different backends, it is not specified which one
gets it; most controllers take the older. In a group of the AWS Load Balancer Controller a second
default backend fails the whole group.

It is a warning where the backend is the same, where the Ingresses have no class (whose controller may
give each a load balancer of its own), or where they also have rules. The controllers of ingress-nginx
and F5 use such a default backend for the hosts of its Ingress only, and Traefik does not use it at all:
there only Ingresses without rules meet.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: blog
spec:
  ingressClassName: nginx
  defaultBackend:  # expect: catch-all-conflict
    service:
      name: blog
      port:
        number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  defaultBackend:
    service:
      name: shop
      port:
        number: 80
```

Classes do not share their traffic:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: blog
spec:
  ingressClassName: nginx
  defaultBackend:
    service:
      name: blog
      port:
        number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: internal
  defaultBackend:
    service:
      name: shop
      port:
        number: 80
```

Source: kubernetes/ingress-nginx `internal/ingress/controller/controller.go`;
nginx/kubernetes-ingress `internal/configs/ingress.go` (generateNginxCfg);
traefik/traefik `pkg/provider/kubernetes/ingress/kubernetes.go`; kubernetes-sigs/aws-load-balancer-controller `pkg/ingress/model_builder.go`.
"""

from collections.abc import Iterator, Sequence

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, routing, rule


@rule(Severity.ERROR, on=Workspace, needs="default backend")
def catch_all_conflict(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for scope, ingresses in routing.by_scope(workspace).items():
        holders = [i for i in ingresses if i.default_backend is not None and not routing.is_canary(i)]
        bare = [i for i in holders if not i.rules]
        grouped = scope.share.startswith("group ")
        if grouped or len(bare) > 1:
            holders = holders if grouped else bare
        elif not all(routing.answers_rest(workspace, i) for i in holders):
            continue
        if len(holders) > 1:
            yield from _findings(workspace, scope, holders, certain=grouped or len(bare) > 1)


def _findings(
    workspace: Workspace, scope: routing.Scope, holders: Sequence[Ingress], *, certain: bool
) -> Iterator[Finding]:
    given = [(ingress, ingress.default_backend) for ingress in holders if ingress.default_backend is not None]
    targets = [routing.target(workspace, ingress, backend) for ingress, backend in given]
    different = any(routing.same_target(targets[0], other) is False for other in targets[1:])
    if not different and not certain:
        return
    named = ", ".join(
        f"`{routing.object_name(workspace, i.document)}` `{routing.backend_text(b)}`" for i, b in given[:3]
    )
    class_name = f"of class `{scope.class_name}`" if scope.class_name else "without class"
    said = "different default backends" if different else "the same default backend"
    yield Finding(
        tuple(Place(i.document, b.at, routing.backend_text(b)[:40], part="key") for i, b in given),
        f"{routing.count_word(len(given))} Ingresses {class_name} have {said}: {named}",
        severity=None if different and certain and scope.class_name else Severity.WARNING,
        notes=("which of them takes the requests that no rule takes is not specified",) if different else (),
    )
