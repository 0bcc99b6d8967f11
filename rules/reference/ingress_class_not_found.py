"""The IngressClass that an Ingress names exists.

`ingressClassName` is the name of an IngressClass object. No controller feels responsible for an
Ingress with any other one: it gets no address and serves nothing, and nobody says why.

Most classes are installed beside a controller, not kept with the manifests. So an absent class is an
error only in a set that the configuration declares `complete`, and a warning where the manifests
hold a class with almost the same name, or where a letter is wrong in the name that a controller
brings along, as in `ngnix`. A class that the configuration names under `controllers` is declared to
exist, wherever it is installed from.

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

from ingress_lint import Finding, Ingress, IngressClass, Place, Severity, Workspace, references, routing, rule


@rule(Severity.ERROR, on=Workspace, needs="Ingress")
def ingress_class_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    around = workspace if workspace.complete else workspace.project
    known = {item.document.name for item in around.ingress_classes} | references.declared_classes(workspace)
    known.update(workspace.name(item.document) for item in workspace.ingress_classes)  # as a kustomization calls them
    named = {ingress.class_name or "" for ingress in workspace.ingresses}
    absent = {name: references.similar_class(workspace, name) for name in named - known if references.is_known(name)}
    meant = {
        name: similar.document.name if similar else references.meant_class(workspace, name)
        for name, similar in absent.items()
    }
    for ingress in workspace.ingresses:
        name = ingress.class_name or ""
        if name in absent and (workspace.complete or meant[name]):
            yield _finding(workspace, ingress, absent[name], meant[name])


def _finding(workspace: Workspace, ingress: Ingress, similar: IngressClass | None, meant: str) -> Finding:
    declared = references.declared_classes(workspace)
    known = sorted({item.document.name for item in workspace.ingress_classes} | declared)
    there = f"there {'are' if len(known) > 1 else 'is'} {routing.listed(known) if known else 'none at all'}"
    source = ", which the configuration declares" if similar is None and meant in declared else ""
    said = f"did you mean `{meant}`{source}?" if meant else there
    places = [Place(ingress.document, ("spec", "ingressClassName"), "no such IngressClass")]
    if similar is not None:
        places.append(Place(similar.document, ("metadata", "name"), "the IngressClass there is"))
    return Finding(
        tuple(places),
        f"there is no IngressClass `{ingress.class_name}`; {said}",
        severity=None if workspace.complete else Severity.WARNING,
        notes=("no controller serves an Ingress whose class does not exist",),
    )
