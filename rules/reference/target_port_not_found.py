"""The pods behind a Service have the port that it forwards to.

A `targetPort` that is a name is looked up among the ports of the containers. A pod that has none of
this name is left out of the endpoints of the port, so that requests are answered with 503. A number
needs no declaration and is never reported.

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: web:1
          ports:
            - name: http
              containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: https  # expect: target-port-not-found
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

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: web:1
          ports:
            - name: http
              containerPort: 8080
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 80
      targetPort: http
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

Source: kubernetes `pkg/api/v1/pod/util.go` (FindPort).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Service, Severity, Workload, Workspace, references, rule


@rule(Severity.ERROR, on=Workspace, needs="Workload")
def target_port_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for service, uses in references.used_services(workspace):
        workloads = references.workloads_of(workspace, service)
        documents = [service.document, *(workload.document for workload in workloads)]
        if not workloads or not workspace.patched.isdisjoint(documents):
            continue
        exposed = {port.name for workload in workloads for port in workload.ports}
        for index in sorted({references.port_index(service, use.service) for use in uses} - {-1}):
            target = service.ports[index].target
            if isinstance(target, str) and references.is_known(target) and target not in exposed:
                yield _finding(service, index, workloads, uses[0])


def _finding(service: Service, index: int, workloads: tuple[Workload, ...], use: references.Use) -> Finding:
    workload, target = workloads[0], service.ports[index].target
    names = sorted({f"`{port.name}`" for port in workload.ports if port.name})
    has = f"it has {', '.join(names)}" if names else "none of its ports has a name"
    who = f"{workload.document.kind} `{workload.document.name}`"
    return Finding(
        (
            Place(service.document, ("spec", "ports", index, "targetPort"), "no such port in the pods"),
            Place(workload.document, ("metadata", "name"), "the pods it selects"),
            Place(use.ingress.document, use.service.port_at, "requests go here"),
        ),
        f"Service `{service.document.name}` forwards to port `{target}`, which {who} does not have; {has}",
    )
