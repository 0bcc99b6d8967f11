"""Services behind target type instance have a node port.

The target type `instance`, which is the default, registers the nodes of the cluster with the node
port of the Service. A Service of type ClusterIP has none, and the reconciliation stops. Either the
Service becomes a NodePort, or `target-type: ip` registers the Pods. An IngressClassParams object
may set the target type for the class, so this is a warning, and nothing is said where the
IngressClass has parameters; the Service's own annotation wins over that of the Ingress.

In Gateway API the implementation decides.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
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
                name: web  # expect: alb-target-needs-node-port
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
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/target-type: "ip"
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
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_target_group.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, IngressClass, Place, Severity, Workspace, rule


@rule(Severity.WARNING, needs="alb")
def alb_target_needs_node_port(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    key = "alb.ingress.kubernetes.io/target-type"
    if ingress.annotations.get(key, "instance") != "instance":
        return
    if _has_parameters(ingress, workspace):
        return
    seen = set()
    for backend in ingress.backends:
        if backend.service is None:
            continue
        service = workspace.service(ingress.document, backend.service.name)
        if service is None or service.type != "ClusterIP" or service.document.name in seen:
            continue
        seen.add(service.document.name)
        if key not in service.annotations:
            places = (
                Place(ingress.document, backend.service.name_at, "needs a node port"),
                Place(service.document, ("spec",), "of type ClusterIP", "key"),
            )
            yield Finding(
                places,
                f"Service `{service.document.name}` is a ClusterIP, which the target type `instance` cannot reach",
            )


def _has_parameters(ingress: Ingress, workspace: Workspace) -> bool:
    """Whether an IngressClassParams may say the target type, which wins over the annotation."""
    name = workspace.profile(ingress).class_name
    return any(found.parameters is not None for found in (workspace.named(IngressClass, name) if name else ()))
