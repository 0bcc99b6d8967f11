"""The port that a backend names is a port of its Service.

A backend names a port of the Service, by the `name` or the `port` it has there. `targetPort`, the
port of the pods, plays no part. The API server does not compare the two; the controller answers
requests with an error, usually 503. A port whose `protocol` is UDP or SCTP is no port an Ingress can
use.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
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
                  number: 8080  # expect: service-port-not-found
```

```yaml fixed
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
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

The Service may be the one that is wrong, so this fix counts as unsafe. A name is replaced safely if the
Service has one port, and that has no name:

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        name: http  # expect: service-port-not-found
```

```yaml fixed
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

```yaml
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - name: http
      port: 80
      targetPort: 8080
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
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
          - path: /static
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  name: http
```

Source: kubernetes `pkg/apis/core/validation/validation.go` (ValidateService) and
`staging/src/k8s.io/api/networking/v1/types.go` (ServiceBackendPort).
"""

from collections import defaultdict
from collections.abc import Iterator

from ingress_lint import Finding, Fix, Place, Service, Severity, Workspace, edits, references, rule


@rule(Severity.ERROR, on=Workspace, needs="Service")
def service_port_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    uses: dict[tuple[int, str, str], list[references.Use]] = defaultdict(list)
    for use in references.service_uses(workspace):
        uses[id(use.ingress), use.service.name, use.service.port].append(use)
    for same in uses.values():
        service = workspace.service(same[0].ingress.document, same[0].service.name)
        if service is not None and service.document not in workspace.patched:
            fault = references.port_fault(service, same[0].service)
            if fault is not None:
                yield _finding(service, same, fault)


def _finding(service: Service, same: list[references.Use], fault: references.PortFault) -> Finding:
    document, reference = same[0].ingress.document, same[0].service
    places = [Place(document, use.service.port_at, "no such port") for use in same]
    there = ("spec", "ports") if service.ports else ("spec",)
    kind = "named" if reference.port_name else "with number"
    return Finding(
        (*places, Place(service.document, there, f"the ports of Service {reference.name}"[:40], "key")),
        f"Service `{reference.name}` has no port {kind} `{reference.port}`; {fault.ports}",
        notes=(fault.hint,) if fault.hint else (),
        fixes=_fixes(same, fault),
    )


def _fixes(same: list[references.Use], fault: references.PortFault) -> tuple[Fix, ...]:
    """The port that is meant, in every backend that names the wrong one."""
    if fault.instead is None:
        return ()
    key, value = fault.instead

    def fixed(use: references.Use) -> tuple[Fix, ...]:
        document, at = use.ingress.document, use.service.port_at
        if at[-1] == "servicePort":
            return edits.replace_value(document, at, value, safe=fault.certain)
        return edits.replace_entry(document, at, key, value, safe=fault.certain)

    return edits.together(f"write {key}: {value}", map(fixed, same), safe=fault.certain)
