"""The IngressClass that an Ingress names exists.

`ingressClassName` is the name of an IngressClass object. No controller feels responsible for an
Ingress with any other one: it gets no address and serves nothing, and nobody says why.

Most classes are installed beside a controller, not kept with the manifests. So an absent class is an
error only in a set that the configuration declares `complete`, and a warning where the manifests
hold a class with almost the same name.

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
  ingressClassName: interal  # expect: ingress-class-not-found
  defaultBackend:
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
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressSpec).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, IngressClass, Place, Severity, Workspace, references, rule


@rule(Severity.ERROR, on=Workspace, needs="Ingress")
def ingress_class_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    classes = {item.document.name: item for item in workspace.ingress_classes}
    known = {item.document.name for item in workspace.project.ingress_classes}
    for ingress in workspace.ingresses:
        name = ingress.class_name or ""
        if not references.is_known(name) or name in known:
            continue
        similar = [item for other, item in sorted(classes.items()) if references.is_similar(name, other)]
        if workspace.complete or (len(similar) == 1 and name not in references.WELL_KNOWN_CLASSES):
            yield _finding(workspace, ingress, similar)


def _finding(workspace: Workspace, ingress: Ingress, similar: list[IngressClass]) -> Finding:
    name = ingress.class_name
    known = ", ".join(f"`{item.document.name}`" for item in workspace.ingress_classes[:5])
    guess = f"did you mean `{similar[0].document.name}`?" if similar else f"there is {known or 'none at all'}"
    here = Place(ingress.document, ("spec", "ingressClassName"), "no such IngressClass")
    there = (Place(item.document, ("metadata", "name"), "the IngressClass there is") for item in similar[:1])
    return Finding(
        (here, *there),
        f"there is no IngressClass `{name}`; {guess}",
        severity=None if workspace.complete else Severity.WARNING,
        notes=("no controller serves an Ingress whose class does not exist",),
    )
