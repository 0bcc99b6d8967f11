"""Regular expressions of one Ingress do not reach into another one.

`use-regex: "true"` or a `rewrite-target` on one Ingress turns **every** path of the host into a
case-insensitive regular expression without an end, in every Ingress of the controller. The paths of
the other Ingresses are then tried from the longest text to the shortest, a dot matches any
character, and Exact is exact no more. Give the rewritten paths a host of their own, or write all
paths of the host so that they hold as expressions.

In Gateway API each match has its own type, and reaches nowhere else.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: items
  annotations:
    nginx.ingress.kubernetes.io/use-regex: "true"  # expect: regex-reach
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api.v1
            pathType: Exact
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
  name: items
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
spec:
  ingressClassName: nginx
  rules:
    - host: api.example.com
      http:
        paths:
          - path: /api.v1
            pathType: Exact
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/ingress-path-matching.md`,
`internal/ingress/controller/template/template.go` (enforceRegexModifier).
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, HttpPath, Severity, Workspace, nginx, rule

_PLAIN = re.compile(r"[A-Za-z0-9_/-]*")


@rule(
    Severity.WARNING,
    on=Workspace,
    needs=("nginx.ingress.kubernetes.io/use-regex", "nginx.ingress.kubernetes.io/rewrite-target"),
)
def regex_reach(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    for (class_name, host), causes in nginx.regex_hosts(everything).items():
        changed = [
            (view, path)
            for view in everything
            if view.profile.class_name == class_name and not view.canary and not view.regex
            for rule_of_host, path in view.paths
            if rule_of_host.host == host and _changes(path.path, path.path_type)
        ]
        if changed and host:
            yield _finding(host, causes, changed)


def _changes(path: str, path_type: str | None) -> bool:
    """Whether a path means something else as an expression."""
    return path_type == "Exact" or not _PLAIN.fullmatch(path)


def _finding(
    host: str, causes: list[nginx.NginxIngress], changed: list[tuple[nginx.NginxIngress, HttpPath]]
) -> Finding:
    first = min(causes, key=lambda view: (view.ingress.document.source.path, view.ingress.document.span))
    name = "use-regex" if first.flag("use-regex") else "rewrite-target"
    reached = sorted(changed, key=lambda item: (item[0].ingress.document.source.path, item[1].at))
    places = (
        first.place(name, "for the whole host", "key"),
        *(view.path_place(path, "becomes an expression") for view, path in reached),
    )
    others = f" and {len(reached) - 1} more" if len(reached) > 1 else ""
    message = f"`{name}` turns the path `{reached[0][1].path}`{others} of `{host}` into a regular expression as well"
    return Finding(places, message)
