"""The controller of the Ingress has a converter to Gateway API.

ingress2gateway 1.1.0 has no provider for the AWS Load Balancer Controller, Contour, AGIC and the
two HAProxy controllers: their Ingresses are converted by hand, or with the tools of those projects.
Only annotations with a counterpart in Gateway API are then named one by one.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/scheme: "internal"
spec:
  ingressClassName: alb  # expect: converter-missing
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

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Place, Severity, Workspace, annotations, rule


@rule(Severity.INFO, needs=("alb", "contour", "agic", "haproxytech", "haproxy-ingress"), default=False)
def converter_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    if profile.controller in ("alb", "contour", "agic", "haproxytech", "haproxy-ingress"):
        place = Place(ingress.document, ingress.class_at, "by hand")
        title = annotations.title(profile.controller)
        yield Finding(
            (place,), f"ingress2gateway has no converter for {title}", covers=tuple(_covers(ingress, workspace))
        )


def _covers(ingress: Ingress, workspace: Workspace) -> Iterator[Cover]:
    """That nothing converts is said once; what has a counterpart in Gateway API is still named."""
    yield Cover("conversion-summary", ("metadata", "annotations"))
    for found, _ in annotations.read(ingress, workspace):
        if not found.gateway.get("to"):
            yield Cover("annotation-conversion", annotations.place(ingress, found.key).path)
