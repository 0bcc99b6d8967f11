"""The paths of one host are kept in one namespace.

Any namespace may add paths to any host of a class: whoever can create Ingresses in one namespace
can take requests, cookies and logins from an application in another. Teams that give each host to
one namespace can enforce it with this rule, which is off by default. Hosts of different classes are
not compared.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com  # expect: host-spread-over-namespaces
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
  name: blog
  namespace: blog
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /blog
            pathType: Prefix
            backend:
              service:
                name: blog
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
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
  name: blog
  namespace: blog
spec:
  ingressClassName: nginx
  rules:
    - host: blog.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: blog
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx `docs/user-guide/basic-usage.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, default=False, needs="several")
def host_spread_over_namespaces(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    found: dict[tuple[routing.Scope, str], dict[str, Place]] = {}
    for scope, ingresses in routing.by_scope(workspace).items():
        for ingress in ingresses:
            namespace = workspace.namespace(ingress.document)
            for each in ingress.rules if namespace else ():
                place = Place(ingress.document, (*each.at, "host"), f"namespace {namespace}"[:40])
                found.setdefault((scope, each.host.lower()), {}).setdefault(namespace, place)
    for (_scope, host), places in found.items():
        if host and len(places) > 1:
            yield Finding(
                tuple(places.values()), f"host `{host}` is spread over the namespaces {routing.listed(list(places))}"
            )
