"""All Ingresses of a host and Service ask for the same affinity.

ingress-nginx keeps one upstream for each Service and port. Where two Ingresses of one host use the
same Service, and only one of them sets `affinity` or both set it differently, the first one that
the controller reads decides for both.

In Gateway API sessionPersistence belongs to the rule.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/affinity: "cookie"  # expect: affinity-differs
    nginx.ingress.kubernetes.io/session-cookie-name: "shop"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/affinity: "cookie"
    nginx.ingress.kubernetes.io/session-cookie-name: "api"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
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
    nginx.ingress.kubernetes.io/affinity: "cookie"
    nginx.ingress.kubernetes.io/session-cookie-name: "shop"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    nginx.ingress.kubernetes.io/affinity: "cookie"
    nginx.ingress.kubernetes.io/session-cookie-name: "shop"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(createUpstreams).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Severity, Workspace, nginx, rule

_KEYS = ("affinity", "affinity-mode", "session-cookie-name", "session-cookie-path")
Shared = dict[tuple[str, str, str, str], list[nginx.NginxIngress]]


@rule(Severity.WARNING, on=Workspace, needs=("nginx.ingress.kubernetes.io/affinity",))
def affinity_differs(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    shared: Shared = {}
    for view in nginx.all_served(workspace):
        if not view.get("affinity") or view.canary:
            continue
        for rule_of_host, path in view.paths:
            service = path.backend.service
            if service is not None:
                key = (workspace.namespace(view.ingress.document), rule_of_host.host, service.name, service.port)
                shared.setdefault(key, []).append(view)
    for (_namespace, host, name, _port), found in shared.items():
        settings = {tuple(view.get(key) for key in _KEYS) for view in found}
        if len(settings) > 1:
            unique = {id(view.ingress.document): view for view in found}
            ordered = sorted(unique.values(), key=lambda v: (v.ingress.document.source.path, v.ingress.document.span))
            places = tuple(view.place("affinity", "one of them decides") for view in ordered)
            yield Finding(places, f"the Ingresses of `{host}` set the affinity of Service `{name}` differently")
