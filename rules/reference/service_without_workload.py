"""The Service behind an Ingress selects pods.

A Service whose selector fits no pod has no endpoints: requests are answered with 503. A label that
was renamed in the Deployment but not in the Service is the usual reason.

Off by default, because the workloads are often deployed from elsewhere. In a set that the
configuration declares `complete` it is an error.

```yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: storefront
  template:
    metadata:
      labels:
        app: storefront
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
    app: web  # expect: service-without-workload
  ports:
    - port: 80
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

Source: kubernetes `pkg/controller/endpointslice/endpointslice_controller.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, references, rule


@rule(Severity.WARNING, on=Workspace, default=False, needs="Workload")
def service_without_workload(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for service, uses in references.used_services(workspace):
        if not service.selector or service.document in workspace.patched:
            continue
        if not references.workloads_of(workspace, service):
            selector = ", ".join(f"{key}={value}" for key, value in service.selector.items())
            yield Finding(
                (
                    Place(service.document, ("spec", "selector", next(iter(service.selector))), "fits no pod"),
                    *(Place(use.ingress.document, use.service.name_at, "requests go here") for use in uses[:1]),
                ),
                f"no workload has the labels that Service `{service.document.name}` selects: `{selector}`",
                severity=Severity.ERROR if workspace.complete else None,
            )
