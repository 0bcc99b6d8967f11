"""The controller of the Ingress has a converter to Gateway API.

ingress2gateway 1.1.0 has no provider for the AWS Load Balancer Controller, Contour, AGIC and the
two HAProxy controllers: their Ingresses are converted by hand, or with the tools of those projects.

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

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, rule


@rule(Severity.INFO, needs=("alb", "contour", "agic", "haproxytech", "haproxy-ingress"), default=False)
def converter_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    if profile.controller in ("alb", "contour", "agic", "haproxytech", "haproxy-ingress"):
        path = ("spec", "ingressClassName")
        title = annotations.title(profile.controller)
        yield Finding((Place(ingress.document, path, "by hand"),), f"ingress2gateway has no converter for {title}")
