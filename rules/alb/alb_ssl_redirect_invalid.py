r"""ssl-redirect names the port of an HTTPS listener.

The value of `ssl-redirect` is a port number, mostly `443`, not a boolean, and that port must be an
HTTPS listener of the load balancer. Anything else stops the reconciliation for the whole group.
Without `listen-ports` there is HTTPS on 443 only if `certificate-arn` is set; where neither is, that is a
warning, since an IngressClassParams object may name a certificate as well, and nothing where the class among the
manifests has such parameters. In a group the listener may
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

from ingress_lint import Finding, Ingress, IngressClass, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_CERTIFICATE = f"{_PREFIX}certificate-arn"


@rule(Severity.ERROR, needs=("alb.ingress.kubernetes.io/ssl-redirect",))
def alb_ssl_redirect_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    value = ingress.annotations.get(f"{_PREFIX}ssl-redirect", "")
    if profile.controller != "alb" or not value.isdecimal() or f"{_PREFIX}group.name" in ingress.annotations:
        return
    place = annotations.place(ingress, f"{_PREFIX}ssl-redirect", "no HTTPS listener")
    if not ingress.annotations.get(f"{_PREFIX}listen-ports"):
        said = _by_default(ingress, value)
        if said and not _has_parameters(workspace, profile.class_name):
            severity = None if _CERTIFICATE in ingress.annotations else Severity.WARNING
            yield Finding((place,), f"`ssl-redirect` names port {value}, but {said}", severity=severity)
        return
    ports = _https_ports(ingress)
    if ports is not None and int(value) not in ports:
        yield Finding((place,), f"`ssl-redirect` names port {value}, but no HTTPS listener has it")


def _by_default(ingress: Ingress, value: str) -> str:
    """Why there is no such listener without `listen-ports`; empty if there is, or if nobody can tell."""
    if _CERTIFICATE in ingress.annotations:
        return "" if int(value) == 443 else "without `listen-ports` HTTPS is on 443"
    made = f"{_PREFIX}create-acm-cert" in ingress.annotations
    return "" if made else "without `listen-ports` and `certificate-arn` there is HTTP only"


def _has_parameters(workspace: Workspace, name: str) -> bool:
    """Whether a class of this name has parameters, which may name a certificate."""
    return bool(name) and any(found.parameters for found in workspace.named(IngressClass, name))


def _https_ports(ingress: Ingress) -> set[int] | None:
    """Ports with HTTPS; None where the annotation cannot be read."""
    listed = annotations.json_value(ingress.annotations.get(f"{_PREFIX}listen-ports", ""))
    if not isinstance(listed, list):
        return None
    return {port for item in listed if isinstance(item, dict) for kind, port in item.items() if kind == "HTTPS"}
