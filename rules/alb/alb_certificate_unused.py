r"""A certificate belongs to a load balancer with an HTTPS listener.

With `listen-ports` that names HTTP only, the certificates of `certificate-arn` are never used:
there is no listener that would show them.

In Gateway API certificates belong to a listener.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:eu-west-1:111122223333:certificate/shop"  # expect: alb-certificate-unused
    alb.ingress.kubernetes.io/listen-ports: "[{\"HTTP\": 80}]"
spec:
  ingressClassName: alb
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
    alb.ingress.kubernetes.io/certificate-arn: "arn:aws:acm:eu-west-1:111122223333:certificate/shop"
    alb.ingress.kubernetes.io/listen-ports: "[{\"HTTPS\": 443}]"
spec:
  ingressClassName: alb
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_certificates.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"


@rule(Severity.WARNING, needs=("alb.ingress.kubernetes.io/certificate-arn",))
def alb_certificate_unused(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    given = ingress.annotations.get(f"{_PREFIX}listen-ports", "")
    listed = annotations.json_value(given)
    if not isinstance(listed, list) or not listed or f"{_PREFIX}certificate-arn" not in ingress.annotations:
        return
    if not any(isinstance(item, dict) and "HTTPS" in item for item in listed):
        places = (
            annotations.place(ingress, f"{_PREFIX}certificate-arn", "never shown", "key"),
            annotations.place(ingress, f"{_PREFIX}listen-ports", "no HTTPS"),
        )
        yield Finding(places, "`certificate-arn` is never used: `listen-ports` has no HTTPS listener")
