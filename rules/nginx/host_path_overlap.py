"""No two Ingresses have the same host and path for ingress-nginx.

The webhook of ingress-nginx compares host and path and leaves the path type aside: an Ingress with
the Exact path `/shop` is refused while another Ingress has the Prefix path `/shop`. `canary:
"false"` on one of them silences the webhook, and the younger Ingress is then ignored without a
word.

In Gateway API both matches may stand in routes of the same host; Exact goes first.

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
          - path: /shop  # expect: host-path-overlap
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
  name: shop-exact
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop
            pathType: Exact
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
          - path: /shop
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /shop
            pathType: Exact
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(checkOverlap).
"""

from collections.abc import Iterator

from ingress_lint import Finding, HttpPath, Severity, Workspace, nginx, rule


@rule(Severity.ERROR, on=Workspace, needs="rival paths")
def host_path_overlap(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    claims: dict[tuple[str, str, str], list[tuple[nginx.NginxIngress, HttpPath]]] = {}
    for view in nginx.all_served(workspace):
        for rule_of_host, path in view.paths if not view.canary else ():
            key = (view.profile.class_name, rule_of_host.host, path.path or "/")
            claims.setdefault(key, []).append((view, path))
    for (_class, host, text), found in claims.items():
        owners = {id(view.ingress.document) for view, _ in found}
        kinds = {"Exact" if path.path_type == "Exact" else "Prefix" for _, path in found}
        if len(owners) > 1 and len(kinds) > 1:
            ordered = sorted(
                found, key=lambda item: (item[0].ingress.document.source.path, item[0].ingress.document.span)
            )
            places = tuple(view.path_place(path, str(path.path_type)) for view, path in ordered)
            message = f"ingress-nginx refuses the second Ingress with `{host}{text}`, whatever the path type"
            yield Finding(places, message)
