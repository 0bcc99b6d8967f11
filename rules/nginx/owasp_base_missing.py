"""The OWASP rules come with their base configuration.

With `modsecurity-snippet` beside `enable-owasp-core-rules` the template of ingress-nginx includes
the OWASP rules and the snippet, but leaves the base file `modsecurity.conf` out, so that the engine
runs with what the snippet sets and nothing else. The documentation says that the snippet alone
counts. Either way the snippet has to bring its own settings, `SecRuleEngine On` first.

In Gateway API a web application firewall is a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/enable-modsecurity: "true"
    nginx.ingress.kubernetes.io/enable-owasp-core-rules: "true"  # expect: owasp-base-missing
    nginx.ingress.kubernetes.io/modsecurity-snippet: "SecRuleEngine DetectionOnly"
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/enable-modsecurity: "true"
    nginx.ingress.kubernetes.io/enable-owasp-core-rules: "true"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/template/template.go`
(buildModSecurityForLocation); `docs/user-guide/nginx-configuration/annotations.md` (ModSecurity).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/enable-owasp-core-rules",))
def owasp_base_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.flag("enable-owasp-core-rules") and view.get("modsecurity-snippet"):
        places = (
            view.place("enable-owasp-core-rules"),
            view.place("modsecurity-snippet", "takes the base away", "key"),
        )
        message = "`modsecurity-snippet` takes the base configuration away from `enable-owasp-core-rules`"
        yield Finding(places, message)
