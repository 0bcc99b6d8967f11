"""Paths in regular-expression mode match in linear time.

A repeated group that ends with a repetition itself, as in `(a+)+`, makes PCRE2 try every way to
divide the text. A long path that almost matches then keeps a worker busy for seconds, and anybody
can send one.

Implementations of Gateway API that use RE2 do not backtrack.

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
          - path: /(([a-z]+)*)/end  # expect: path-regex-slow
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
          - path: /([a-z]+)/end
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: PCRE2 `doc/pcre2perform.3`; kubernetes/ingress-nginx (1.15.1)
`internal/ingress/controller/location.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, patterns, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/use-regex", "nginx.ingress.kubernetes.io/rewrite-target"))
def path_regex_slow(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for _, path in view.paths if view.regex else ():
        if patterns.catastrophic(path.path):
            message = (
                f"the path `{path.path}` repeats a group that ends with a repetition, which can take exponential time"
            )
            yield Finding((view.path_place(path, "backtracks"),), message)
