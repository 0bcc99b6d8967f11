"""Every canary path has a primary Ingress with the same path.

A canary varies the paths of another Ingress with the same host, path and path type. A path of the
canary that no other Ingress has is ignored, and of two canaries for one path only one counts.
Nothing is said of hosts for which no primary is among the files, unless the set is declared
complete.

In Gateway API the two backends stand side by side in one rule.

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
  name: shop-canary
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop  # expect: canary-without-primary
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
  name: shop-canary
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(mergeAlternativeBackends).
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, HttpPath, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, on=Workspace, needs=("nginx.ingress.kubernetes.io/canary",))
def canary_without_primary(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    primary: dict[tuple[str, str], dict[tuple[str, str], nginx.NginxIngress]] = {}
    for view in everything:
        for rule_of_host, path in view.paths if not view.canary else ():
            home = primary.setdefault((workspace.namespace(view.ingress.document), rule_of_host.host), {})
            home[path.path or "/", _kind(path)] = view
    taken: dict[tuple[str, str, str, str], tuple[nginx.NginxIngress, HttpPath]] = {}
    for view in everything:
        for rule_of_host, path in view.paths if view.canary else ():
            namespace = workspace.namespace(view.ingress.document)
            covers = (Cover("canary-not-converted", (*path.at, "path")),)
            home = primary.get((namespace, rule_of_host.host), {})
            if (home or workspace.complete) and (path.path or "/", _kind(path)) not in home:
                message = (
                    f"no Ingress serves `{rule_of_host.host}{path.path}` ({path.path_type}) that this canary could vary"
                )
                yield Finding((view.path_place(path, "without a primary"),), message, covers=covers)
            key = (namespace, rule_of_host.host, path.path or "/", _kind(path))
            first = taken.setdefault(key, (view, path))
            if first[0] is not view:
                places = (view.path_place(path, "another canary"), first[0].path_place(first[1], "the first one"))
                message = f"two canaries vary `{rule_of_host.host}{path.path}`, only one of them counts"
                yield Finding(places, message, covers=covers)


def _kind(path: HttpPath) -> str:
    """The path type as ingress-nginx compares it: ImplementationSpecific becomes Prefix."""
    return "Exact" if path.path_type == "Exact" else "Prefix"
