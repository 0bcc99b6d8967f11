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

ingress-nginx takes a `*` literally in paths of the type `ImplementationSpecific`, too: `/cart/*` answers 404 for
`/cart/items`. It is a repetition only where `use-regex` or a `rewrite-target` of any Ingress of the host turns
paths into regular expressions.

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
          - path: /cart/*  # expect: path-star-literal
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

```yaml fixed
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
(preparePathFromPathType); kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/template/template.go`
(buildLocation).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Fix, HttpPath, Ingress, Place, Severity, Workspace, edits, nginx, rule, slips

ELSEWHERE = ("agic", "alb", "gke", "ingress-nginx")


@rule(Severity.WARNING, needs="star in a path")
def path_star_literal(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is not None:
        yield from _in_nginx(view, workspace)
    if workspace.profile(ingress).controller in ELSEWHERE:
        return
    for _, path in ingress.paths:
        if path.path_type in ("Prefix", "Exact") and path.path.startswith("/") and "*" in path.path:
            yield _finding(ingress, path, f"in the {path.path_type} path", _note(path), _fixes(ingress, path))


def _in_nginx(view: nginx.NginxIngress, workspace: Workspace) -> Iterator[Finding]:
    """Stars in the paths that ingress-nginx accepts and takes as they are; a canary's come from another Ingress."""
    lax = view.profile.setting("strict-validate-path-type") is False
    types = ("ImplementationSpecific", "Prefix") if lax else ("ImplementationSpecific",)
    for rule_of_host, path in view.paths if view.profile.certain and not view.canary else ():
        bare = slips.bare_prefix(path.path) if path.path_type in types else ""
        if bare and not nginx.may_be_expressions(view, rule_of_host.host, workspace):
            note = f"the Prefix `{bare}` takes whatever is below it; `use-regex` would make the path an expression"
            where = f"without `use-regex`, in the {path.path_type} path"
            yield _finding(view.ingress, path, where, note, _as_prefix(view.ingress, path, bare))


def _finding(ingress: Ingress, path: HttpPath, where: str, note: str, fixes: tuple[Fix, ...]) -> Finding:
    place = Place(ingress.document, (*path.at, "path"), "`*` is no wildcard here")
    message = f"{where} `{path.path}` the `*` is an ordinary character, not a wildcard"
    return Finding((place,), message, notes=(note,), fixes=fixes)


def _bare(path: HttpPath) -> str:
    return slips.bare_prefix(path.path) if path.path_type == "Prefix" else ""


def _note(path: HttpPath) -> str:
    if _bare(path):
        return f"the Prefix `{_bare(path)}` takes whatever is below it"
    return "only the load balancers of Google, AWS and Azure know it as a wildcard, in ImplementationSpecific paths"


def _fixes(ingress: Ingress, path: HttpPath) -> tuple[Fix, ...]:
    bare = _bare(path)
    return edits.replace_value(ingress.document, (*path.at, "path"), bare, safe=False) if bare else ()


def _as_prefix(ingress: Ingress, path: HttpPath, bare: str) -> tuple[Fix, ...]:
    """The path as a Prefix, because ImplementationSpecific `/cart` takes `/cartoons` as well."""
    parts = [edits.replace_value(ingress.document, (*path.at, "path"), bare, safe=False)]
    if path.path_type != "Prefix":
        parts.append(edits.replace_value(ingress.document, (*path.at, "pathType"), "Prefix", safe=False))
    return edits.together(f"write the Prefix `{bare}`", parts, safe=False)
