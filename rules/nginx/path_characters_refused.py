"""Exact and Prefix paths hold plain characters only.

Since 1.12 `strict-validate-path-type` is on: an Exact or Prefix path is a `/` followed by letters,
digits, `.`, `_`, `-` and `/`. The webhook refuses an Ingress with anything else, `:`, `~`, `@`,
`%`, `+`, `*`, `$` and brackets included, and without the webhook the controller skips it. Regular
expressions need the path type ImplementationSpecific. A `*` at the end is not to be kept in that way:
there it stands for itself unless `use-regex` is on, and a Prefix takes whatever is below it anyway.

In Gateway API such a path is a match of type RegularExpression, which not every implementation
offers.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/use-regex: "true"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /items/[0-9]+  # expect: path-characters-refused
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
    nginx.ingress.kubernetes.io/use-regex: "true"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /items/[0-9]+
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
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /items/*  # expect: path-characters-refused
            pathType: Prefix
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
          - path: /items
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/inspector/ingress.go`
(ValidatePathType); `docs/user-guide/nginx-configuration/configmap.md`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, HttpPath, Ingress, Severity, Workspace, edits, nginx, rule, slips

_PLAIN = re.compile(r"/[A-Za-z0-9._/-]*")


@rule(Severity.ERROR, needs="ingress-nginx special path")
def path_characters_refused(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.profile.setting("strict-validate-path-type") is False:
        return
    for rule_of_host, path in view.paths:
        if path.path_type in ("Exact", "Prefix") and path.path.startswith("/") and not _PLAIN.fullmatch(path.path):
            yield _finding(view, path, expression=nginx.may_be_expressions(view, rule_of_host.host, workspace))


def _finding(view: nginx.NginxIngress, path: HttpPath, *, expression: bool) -> Finding:
    wrong = next(c for c in path.path if not _PLAIN.fullmatch(f"/{c}"))
    shown = f"`{wrong}`" if wrong.isprintable() and wrong != "`" else "a character"
    label, meant = ("", "") if expression else _meant(path)
    place = view.path_place(path, label or "use ImplementationSpecific")
    return Finding(
        (place,),
        f"the {path.path_type} path `{path.path}` contains {shown}, for which ingress-nginx refuses the Ingress",
        notes=(f"{label}: write `{meant}`",) if meant else (),
        fixes=edits.replace_value(place.document, place.path, meant, safe=False) if meant else (),
    )


def _meant(path: HttpPath) -> tuple[str, str]:
    """Why a character needs no other path type, as it is no regular expression, and the path without it if that is certain."""
    if bare := slips.without_query(path.path):
        return "a path has no query", bare
    if path.path_type == "Prefix" and path.path.endswith("*") and _PLAIN.fullmatch(path.path[:-1]):
        return "a Prefix needs no `*`", slips.bare_prefix(path.path)
    return "", ""
