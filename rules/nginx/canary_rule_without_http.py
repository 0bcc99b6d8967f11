"""Every rule of a canary has paths.

A rule without `http` routes a host to the default backend. In a canary there is no such backend to
vary, and the code of ingress-nginx 1.15.1 reads the paths of the rule without looking whether there
are any. That was read in its source, not tried.

In Gateway API a canary is a second backendRef of a rule.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com  # expect: canary-rule-without-http
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, nginx, rule


@rule(Severity.INFO, needs=("nginx.ingress.kubernetes.io/canary",))
def canary_rule_without_http(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for rule_of_host in ingress.rules if view.canary else ():
        if rule_of_host.paths is None:
            place = Place(ingress.document, (*rule_of_host.at, "host"), "no paths")
            yield Finding((place,), "a rule of a canary without paths varies nothing")
