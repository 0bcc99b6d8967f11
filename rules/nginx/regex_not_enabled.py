"""A path that looks like a regular expression is read as one.

Without `use-regex: "true"` or a `rewrite-target` on the host, ingress-nginx takes a path of type
ImplementationSpecific as a plain prefix, brackets and dots included. No request begins with
`/items/[0-9]+`, so the path never matches anything.

In Gateway API such a path is a match of type RegularExpression, which says so itself.

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
          - path: /items/[0-9]+  # expect: regex-not-enabled
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/ingress-path-matching.md`,
`internal/ingress/controller/template/template.go` (buildLocation).
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Severity, Workspace, nginx, rule

_EXPRESSION = re.compile(r"[.\])][*+]|\((?!\))|\[[^\]]+\]|\\|\|")


@rule(Severity.WARNING, on=Workspace, needs="ingress-nginx special path")
def regex_not_enabled(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    suspects = [
        (view, rule_of_host.host, path)
        for view in everything
        if not view.canary and view.profile.certain
        for rule_of_host, path in view.paths
        if path.path_type == "ImplementationSpecific" and _EXPRESSION.search(path.path)
    ]
    hosts = nginx.regex_hosts(everything) if suspects else {}
    for view, host, path in suspects:
        if (view.profile.class_name, host) not in hosts:
            message = f"`{path.path}` is taken literally and never matches, `use-regex` would make it an expression"
            yield Finding((view.path_place(path, "taken literally"),), message)
