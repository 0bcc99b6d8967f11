"""Paths in regular-expression mode compile.

With `use-regex` or `rewrite-target` every path of the host is a regular expression for nginx. One
that PCRE2 cannot compile passes the webhook and makes every reload fail: no change of **any**
Ingress of the controller takes effect until it is mended.

In Gateway API the path match RegularExpression has the syntax of the implementation, mostly RE2,
which refuses more.

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
          - path: /items/([0-9]+  # expect: path-regex-invalid
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
          - path: /items/([0-9]+)
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/location.go`; nginx (1.27.1)
`src/core/ngx_regex.c`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Severity, Workspace, nginx, patterns, rule


@rule(
    Severity.ERROR,
    on=Workspace,
    needs=("nginx.ingress.kubernetes.io/use-regex", "nginx.ingress.kubernetes.io/rewrite-target"),
)
def path_regex_invalid(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    hosts = nginx.regex_hosts(everything)
    for view in everything:
        for rule_of_host, path in view.paths if not view.canary else ():
            if (view.profile.class_name, rule_of_host.host) not in hosts:
                continue
            why = patterns.pcre_fault(path.path)
            if why:
                message = f"the path `{path.path}` is no regular expression for nginx, which stops every later change of the controller: {why}"
                yield Finding((view.path_place(path, "does not compile"),), message)
