"""A health check by port name leads to a port number.

`healthcheck-port` takes a number, `traffic-port`, or the name of a port of the Service. The name is
looked up in each Service behind the Ingress; where one has no such port, or where the target type is
`ip` and the `targetPort` of that port is a name itself, the controller cannot tell the number, and the
load balancer is no longer brought up to date. An annotation of the Service wins over that of the
Ingress.

In Gateway API the AWS controller reads health checks from a TargetGroupConfiguration.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/target-type: "ip"
    alb.ingress.kubernetes.io/healthcheck-port: "admin"  # expect: alb-health-check-port-invalid
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      name: http
    - port: 9000
      name: admin
      targetPort: management
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/target-type: "ip"
    alb.ingress.kubernetes.io/healthcheck-port: "admin"
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
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
      name: http
    - port: 9000
      name: admin
      targetPort: 9000
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_target_group.go` (buildTargetGroupHealthCheckPort).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Service, Severity, Workspace, references, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_PORT, _TARGET = f"{_PREFIX}healthcheck-port", f"{_PREFIX}target-type"


@rule(Severity.ERROR, needs="alb")
def alb_health_check_port_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    names = dict.fromkeys(backend.service.name for backend in ingress.backends if backend.service)
    for service in filter(None, (workspace.service(ingress.document, name) for name in names)):
        holder = service if _PORT in service.annotations else ingress
        port = holder.annotations.get(_PORT, "")
        if references.is_known(port) and port != "traffic-port" and not port.isdecimal():
            target = service.annotations.get(_TARGET) or ingress.annotations.get(_TARGET, "")
            why = _why(service, port, target)
            if why:
                here = Place(holder.document, ("metadata", "annotations", _PORT), "no number to be had")
                there = Place(service.document, ("spec", "ports"), "its ports", "key")
                yield Finding((here, there), f"the health check of `{service.document.name}` has no port: {why}")


def _why(service: Service, port: str, target: str) -> str:
    """Why a port name leads to no number; empty if it does, or if that cannot be known."""
    if not all(references.is_known(known.name) for known in service.ports if known.name):
        return ""
    found = next((known for known in service.ports if known.name == port), None)
    if found is None:
        return f"none of its ports is called `{port}`"
    named = isinstance(found.target, str) and references.is_known(found.target) and not found.target.isdecimal()
    return f"the `targetPort` of `{port}` is a name, `{found.target}`" if named and target == "ip" else ""
