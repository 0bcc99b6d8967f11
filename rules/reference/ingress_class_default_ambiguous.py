"""At most one IngressClass is marked as the default one.

An Ingress that names no class gets the default class when it is created. With several defaults,
older API servers refuse such an Ingress; newer ones take the class that was created last, which no
manifest shows.

```yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: internal
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"  # expect: ingress-class-default-ambiguous
spec:
  controller: k8s.io/ingress-nginx
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: public
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
spec:
  controller: k8s.io/ingress-nginx
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
kind: IngressClass
metadata:
  name: public
  annotations:
    ingressclass.kubernetes.io/is-default-class: "true"
spec:
  controller: k8s.io/ingress-nginx
```

Source: kubernetes `plugin/pkg/admission/network/defaultingressclass/admission.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule

DEFAULT = ("metadata", "annotations", "ingressclass.kubernetes.io/is-default-class")


@rule(Severity.WARNING, on=Workspace, needs="IngressClass")
def ingress_class_default_ambiguous(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    defaults = {item.document.name: item for item in workspace.ingress_classes if item.is_default}
    if len(defaults) < 2:
        return
    names = routing.listed(sorted(defaults))
    yield Finding(
        tuple(Place(item.document, DEFAULT, "also the default") for _, item in sorted(defaults.items())),
        f"{routing.count_word(len(defaults))} IngressClasses are the default one: {names}",
        notes=("which of them an Ingress without class gets depends on the server and on the order of creation",),
    )
