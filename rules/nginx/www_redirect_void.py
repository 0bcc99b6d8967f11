"""A www redirect leads from a name that no rule serves.

`from-to-www-redirect` redirects `www.` to the bare name, or the other way round. Where rules serve
both names, there is nothing left to redirect, and the controller leaves the redirect out.

In Gateway API a route for one name has a filter RequestRedirect to the other.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/from-to-www-redirect: "true"  # expect: www-redirect-void
spec:
  ingressClassName: nginx
  rules:
    - host: example.com
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
  name: www
spec:
  ingressClassName: nginx
  rules:
    - host: www.example.com
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
    nginx.ingress.kubernetes.io/from-to-www-redirect: "true"
spec:
  ingressClassName: nginx
  rules:
    - host: example.com
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go` (getServers,
from-to-www redirects).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, on=Workspace, needs=("nginx.ingress.kubernetes.io/from-to-www-redirect",))
def www_redirect_void(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    served = {(view.profile.class_name, host): view for view in everything for host in view.hosts}
    for view in everything:
        for host in sorted(view.hosts) if view.flag("from-to-www-redirect") else ():
            other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
            found = served.get((view.profile.class_name, other)) if host else None
            if found is not None:
                rule_of = next(rule_of for rule_of in found.ingress.rules if rule_of.host == other)
                place = Place(found.ingress.document, (*rule_of.at, "host"), "served as well")
                message = f"`from-to-www-redirect` does nothing: both `{host}` and `{other}` are served"
                yield Finding((view.place("from-to-www-redirect", "void"), place), message)
