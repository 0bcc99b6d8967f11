"""An Ingress names its class where no class is the default one.

An Ingress without `ingressClassName` (and without the older annotation) gets the default
IngressClass. If none of the classes is the default one, most controllers leave the Ingress alone: it
is created, gets no address, and no error is shown anywhere.

Only reported where the manifests hold an IngressClass and another Ingress names it, so that the
classes of the cluster are known.

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: k8s.io/ingress-nginx
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: admin
spec:
  ingressClassName: internal
  defaultBackend:
    service:
      name: admin
      port:
        number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop  # expect: ingress-class-unset
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
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
spec:
  controller: k8s.io/ingress-nginx
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: internal
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
  name: internal
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
spec:
  controller: k8s.io/ingress-nginx
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

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressSpec).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, routing, rule

CLASS_ANNOTATION = "kubernetes.io/ingress.class"


@rule(Severity.WARNING, on=Workspace, needs="IngressClass")
def ingress_class_unset(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    classes = {item.document.name for item in workspace.ingress_classes}
    if not classes or any(item.is_default for item in workspace.project.ingress_classes):
        return
    used = {named(ingress) for ingress in workspace.ingresses}
    if classes.isdisjoint(used) and not workspace.complete:
        return
    names = f"{'there is' if len(classes) == 1 else 'there are'} {routing.listed(sorted(classes))}"
    for ingress in workspace.ingresses:
        if named(ingress) is None:
            yield Finding(
                (Place(ingress.document, ("metadata", "name"), "has no class"),),
                f"Ingress `{ingress.document.known_name}` names no class, and none is the default one; {names}",
                field="spec.ingressClassName",
                notes=("most controllers ignore an Ingress without class",),
            )


def named(ingress: Ingress) -> str | None:
    return ingress.annotations.get(CLASS_ANNOTATION) if ingress.class_name is None else ingress.class_name
