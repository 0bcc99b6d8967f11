"""No alias is the host of another Ingress.

ingress-nginx ignores an alias that is the host of a rule elsewhere: the requests go to the Ingress
with the rule. Of two equal aliases only one counts.

In Gateway API each route lists its hostnames.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/server-alias: "www.example.com"  # expect: server-alias-taken
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
    nginx.ingress.kubernetes.io/server-alias: "www.example.com"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(createServers).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, on=Workspace, needs=("nginx.ingress.kubernetes.io/server-alias",))
def server_alias_taken(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    hosts = {(v.profile.class_name, rule_of.host): (v, rule_of) for v in everything for rule_of in v.ingress.rules}
    for view in everything:
        for alias in map(str.strip, view.get("server-alias").split(",")):
            found = hosts.get((view.profile.class_name, alias)) if alias else None
            if found is not None:
                taken = Place(found[0].ingress.document, (*found[1].at, "host"), "served here")
                yield Finding(
                    (view.place("server-alias", "ignored"), taken),
                    f"the alias `{alias}` is ignored: it is the host of a rule",
                )
