"""EKS Auto Mode reads the keys that are set.

The load balancer controller inside EKS Auto Mode (`spec.controller: eks.amazonaws.com/alb`) reads
fewer annotations than the one that is installed by hand: `group.name`, `waf-acl-id`, `web-acl-id`
and `shield-advanced-protection` are not supported, nor is the class in the annotation
`kubernetes.io/ingress.class`: it belongs into `spec.ingressClassName`. Without `group.name` every Ingress gets a load
balancer of its own; without the firewall keys nothing filters its requests. This was read in the
user guide, not in code, and not tried.

In Gateway API several HTTPRoutes share the Gateway they name.

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: auto
spec:
  controller: eks.amazonaws.com/alb
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"  # expect: eks-auto-mode-key-unread
spec:
  ingressClassName: auto
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
kind: IngressClass
metadata:
  name: auto
spec:
  controller: ingress.k8s.aws/alb
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
spec:
  ingressClassName: auto
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

Source: Amazon EKS user guide, `auto-configure-alb`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, IngressClass, Severity, Workspace, annotations, rule

_CLASS = "kubernetes.io/ingress.class"
_UNREAD = ("group.name", "waf-acl-id", "web-acl-id", "shield-advanced-protection")


@rule(Severity.INFO, needs="alb")
def eks_auto_mode_key_unread(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    name = workspace.profile(ingress).class_name
    classes = workspace.named(IngressClass, name) if name else ()
    if not any(found.controller == "eks.amazonaws.com/alb" for found in classes):
        return
    for key in (_CLASS, *(f"alb.ingress.kubernetes.io/{name}" for name in _UNREAD)):
        if key in ingress.annotations:
            place = annotations.place(ingress, key, "not supported", "key")
            yield Finding((place,), f"EKS Auto Mode does not read `{key.rpartition('/')[2]}`")
