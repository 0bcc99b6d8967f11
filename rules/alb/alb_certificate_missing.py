"""An HTTPS listener of the AWS controller has a certificate.

The certificates of an HTTPS listener are those of `certificate-arn`; without it the controller looks for
one in ACM by the hosts of the rules and of `spec.tls`. With HTTPS in `listen-ports`, no `certificate-arn` and no
host there is nothing to look for: AWS refuses a listener without a certificate, and the load balancer is
no longer brought up to date.

Nothing is said in a group, where another Ingress may bring the certificate, or where the parameters of the
IngressClass may.

In Gateway API certificates belong to a listener.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS": 443}]'  # expect: alb-certificate-missing
spec:
  ingressClassName: alb
  rules:
    - http:
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
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS": 443}]'
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/model_build_certificates.go`,
`pkg/ingress/model_build_listener.go` (computeIngressListenPortConfigByPort).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, IngressClass, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_PORTS = f"{_PREFIX}listen-ports"
_ELSEWHERE = (f"{_PREFIX}certificate-arn", f"{_PREFIX}create-acm-cert", f"{_PREFIX}group.name")


@rule(Severity.WARNING, needs=(_PORTS,))
def alb_certificate_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    if profile.controller != "alb" or any(key in ingress.annotations for key in _ELSEWHERE):
        return
    hosts = [rule_of_host.host for rule_of_host in ingress.rules] + [host for tls in ingress.tls for host in tls.hosts]
    if any(hosts) or _has_parameters(workspace, profile.class_name):
        return
    listed = annotations.json_value(ingress.annotations.get(_PORTS, ""))
    if isinstance(listed, list) and any(isinstance(item, dict) and "HTTPS" in item for item in listed):
        place = annotations.place(ingress, _PORTS, "no certificate")
        message = "the HTTPS listener gets no certificate: there is no `certificate-arn`, and no host to look one up by"
        yield Finding((place,), message)


def _has_parameters(workspace: Workspace, name: str) -> bool:
    """Whether a class of this name has parameters, which may name a certificate."""
    return bool(name) and any(found.parameters for found in workspace.named(IngressClass, name))
