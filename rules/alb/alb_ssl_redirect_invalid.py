r"""ssl-redirect names the port of an HTTPS listener.

The value of `ssl-redirect` is a port number, mostly `443`, not a boolean, and that port must be an
HTTPS listener of the load balancer. Anything else stops the reconciliation for the whole group.
Without `listen-ports` there is HTTPS on 443 only if `certificate-arn` is set; where neither is, that is a
warning, since an IngressClassParams object may name a certificate as well. In a group the listener may
come from another Ingress, so nothing is said about the port there.

In Gateway API a RequestRedirect filter on the HTTP listener does this.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/ssl-redirect: "443"  # expect: alb-ssl-redirect-invalid
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
    alb.ingress.kubernetes.io/ssl-redirect: "443"
    alb.ingress.kubernetes.io/listen-ports: "[{\"HTTP\": 80}, {\"HTTPS\": 443}]"
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/model_builder.go`,
`pkg/ingress/ssl_redirect_config.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"


@rule(Severity.ERROR, needs=("alb.ingress.kubernetes.io/ssl-redirect",))
def alb_ssl_redirect_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    value = ingress.annotations.get(f"{_PREFIX}ssl-redirect", "")
    if not value.isdecimal() or f"{_PREFIX}group.name" in ingress.annotations:
        return
    ports = _https_ports(ingress)
    if ports is not None and int(value) not in ports:
        place = annotations.place(ingress, f"{_PREFIX}ssl-redirect", "no HTTPS listener")
        default = f"{_PREFIX}listen-ports" not in ingress.annotations and not ports
        said = (
            "without `listen-ports` and `certificate-arn` there is HTTP only" if default else "no HTTPS listener has it"
        )
        severity = Severity.WARNING if default else None
        yield Finding((place,), f"`ssl-redirect` names port {value}, but {said}", severity=severity)


def _https_ports(ingress: Ingress) -> set[int] | None:
    """Ports with HTTPS; None where the annotations do not tell."""
    given = ingress.annotations.get(f"{_PREFIX}listen-ports", "")
    if not given:
        made = f"{_PREFIX}create-acm-cert" in ingress.annotations
        return {443} if f"{_PREFIX}certificate-arn" in ingress.annotations else None if made else set()
    listed = annotations.json_value(given)
    if not isinstance(listed, list):
        return None
    return {port for item in listed if isinstance(item, dict) for kind, port in item.items() if kind == "HTTPS"}
