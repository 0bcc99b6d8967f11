"""A size reaches nginx.

The validator of ingress-nginx takes the units b, k, m and g, but the template leaves some of them
out: `proxy-body-size` and `proxy-max-temp-file-size` with `b`, `client-body-buffer-size` with `b`
or `g`. nginx then uses its own default, 1m for the body.

Gateway API has no sizes; they move into a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: "5000000b"  # expect: size-not-set
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
    nginx.ingress.kubernetes.io/proxy-body-size: "5000000"
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
(isValidByteSize).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule


@rule(
    Severity.WARNING,
    needs=(
        "nginx.ingress.kubernetes.io/proxy-body-size",
        "nginx.ingress.kubernetes.io/client-body-buffer-size",
        "nginx.ingress.kubernetes.io/proxy-max-temp-file-size",
    ),
)
def size_not_set(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for annotation, value in annotations.read(ingress, workspace):
        bare = value.strip().lower()
        if annotation.dropped and bare and bare[-1] in annotation.dropped and not annotations.fault(annotation, value):
            message = f"`{annotation.name}: {value}` is left out of the configuration because of the unit `{bare[-1]}`"
            yield Finding((view.place(annotation.name, "left out"),), message)
