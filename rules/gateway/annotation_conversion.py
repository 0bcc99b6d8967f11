"""Every annotation has its place in Gateway API.

For each annotation this rule says what ingress2gateway 1.1.0 makes of it: it converts, it converts
with loss, it is left to a policy of the Gateway implementation, or it is dropped, and what does the
same must be written by hand. The group is off by default; with `--select gateway` it is the
checklist of a migration.

An annotation that converts is not the same as one that works: test each route.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"  # expect: annotation-conversion
    nginx.ingress.kubernetes.io/canary-weight: "10"  # expect: annotation-conversion
    nginx.ingress.kubernetes.io/proxy-read-timeout: "60"  # expect: annotation-conversion
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
    example.com/team: "shop"
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

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/ingressnginx`,
`pkg/i2gw/providers/nginx`, `pkg/i2gw/providers/kong` and the others.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_TOLD = {
    "converts": "converts",
    "loss": "converts with loss",
    "emitter": "converts only for some implementations",
    "dropped": "does not convert, with a warning",
    "none": "does not convert",
}
_CONVERTED = ("converts", "loss", "emitter")


@rule(Severity.INFO, needs="controller annotations", default=False)
def annotation_conversion(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for annotation, _ in annotations.read(ingress, workspace):
        readiness = annotation.gateway.get("readiness")
        if readiness:
            to = annotation.gateway.get("to", "")
            to = f"{': ' if readiness in _CONVERTED else '; what does the same is '}{to}" if to else ""
            place = annotations.place(ingress, annotation.key, _TOLD[readiness][:40], "key")
            yield Finding((place,), f"`{annotation.name}` {_TOLD[readiness]}{to}")
