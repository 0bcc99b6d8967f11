"""Master and minion Ingresses have the shape F5 NGINX asks for.

A master holds one host with its TLS settings and no paths, a minion one host with at least one path
and no TLS. The controller refuses any other shape, and the host is not served.

In Gateway API several HTTPRoutes attach to one Gateway without such roles.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.org/mergeable-ingress-type: "master"  # expect: mergeable-ingress-invalid
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
    nginx.org/mergeable-ingress-type: "minion"
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

Source: nginx/kubernetes-ingress (main) `internal/k8s/validation.go` (validateMasterSpec,
validateMinionSpec).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule


@rule(Severity.ERROR, needs=("nginx.org/mergeable-ingress-type",))
def mergeable_ingress_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "f5-nginx":
        return
    key = "nginx.org/mergeable-ingress-type"
    kind = ingress.annotations.get(key, "")
    paths = len(list(ingress.paths))
    why = ""
    if kind in ("master", "minion") and len(ingress.rules) != 1:
        why = f"has {len(ingress.rules)} rules instead of one"
    elif kind == "master" and paths:
        why = "has paths, which belong to its minions"
    elif kind == "minion" and ingress.tls:
        why = "has a TLS entry, which belongs to its master"
    elif kind == "minion" and not paths:
        why = "has no paths"
    if why:
        yield Finding((annotations.place(ingress, key, "refused"),), f"this {kind} {why}, so F5 NGINX refuses it")
