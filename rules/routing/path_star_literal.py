"""A Prefix path needs no star, and an Exact one has no wildcards.

In paths of the types `Prefix` and `Exact` a `*` is a character like any other: `Prefix` `/*` takes
requests for a path that really begins with `/*`, and so hardly any. `Prefix` `/` already takes
everything. The controllers of the load balancers of Google, AWS and Azure read a `*` as a wildcard in
paths of the type `ImplementationSpecific`.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart/*  # expect: path-star-literal
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
  ingressClassName: traefik
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

The controllers for which other rules speak about a `*` are left out, as is that of the Azure
Application Gateway: since 1.5.1 it ends every Prefix path with a `*` of its own, unless there is one
already, and cuts the final `*` off an Exact path.

Source: kubernetes/website `ingress.md` (path types); kubernetes/ingress-gce `pkg/controller/translator/translator.go`;
kubernetes-sigs/aws-load-balancer-controller `pkg/ingress/model_build_listener_rules.go`;
Azure/application-gateway-kubernetes-ingress `docs/ingress-v1.md`, `pkg/appgw/requestroutingrules_test.go`
(preparePathFromPathType).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Fix, HttpPath, Ingress, Place, Severity, Workspace, edits, rule

ELSEWHERE = ("agic", "alb", "gke", "ingress-nginx")


@rule(Severity.WARNING, needs="star in a path")
def path_star_literal(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller in ELSEWHERE:
        return
    for _, path in ingress.paths:
        if path.path_type in ("Prefix", "Exact") and path.path.startswith("/") and "*" in path.path:
            place = Place(ingress.document, (*path.at, "path"), "`*` is no wildcard here")
            message = f"in the {path.path_type} path `{path.path}` the `*` is an ordinary character, not a wildcard"
            yield Finding((place,), message, notes=(_note(path),), fixes=_fixes(ingress, path))


def _bare(path: HttpPath) -> str:
    """The prefix that is meant by one with `/*` at its end; empty where that is not certain."""
    bare = path.path.removesuffix("*").rstrip("/") or "/"
    return bare if path.path_type == "Prefix" and path.path.endswith("/*") and "*" not in bare else ""


def _note(path: HttpPath) -> str:
    if _bare(path):
        return f"the Prefix `{_bare(path)}` takes whatever is below it"
    return "only the load balancers of Google, AWS and Azure know it as a wildcard, in ImplementationSpecific paths"


def _fixes(ingress: Ingress, path: HttpPath) -> tuple[Fix, ...]:
    bare = _bare(path)
    return edits.replace_value(ingress.document, (*path.at, "path"), bare, safe=False) if bare else ()
