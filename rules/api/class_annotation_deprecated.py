"""The class of an Ingress is given by the field, not by annotation.

The annotation `kubernetes.io/ingress.class` dates from before there were IngressClasses. The API
server takes it and answers with a warning, whatever its value. Write `spec.ingressClassName`
instead: it names an IngressClass, which must exist for the controller to feel responsible. Many
controllers create one of their own name. The fix that moves the value counts as unsafe: a controller
may watch for the annotation alone, and without such an IngressClass the Ingress belongs to nobody.

GKE is such a controller: it has no IngressClass, so that the annotation has to stay. The server warns
all the same, and so do we; `severity:` in the configuration turns it down.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: nginx  # expect: class-annotation-deprecated
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

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
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
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: gce  # expect: class-annotation-deprecated
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: kubernetes `pkg/registry/networking/ingress/strategy.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, edits, rule

_GKE = ("gce", "gce-internal", "gce-multi-cluster", "gce-regional-external")

_RENAMED: dict[object, str] = {"azure/application-gateway": "azure-application-gateway"}
"""Values that no IngressClass can be called, with the name of the one that its controller comes with."""


@rule(Severity.WARNING, on="class-annotation-deprecated")
def class_annotation_deprecated(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "deprecated annotation", "key")
    if fact.value in _GKE:
        message = "annotation `kubernetes.io/ingress.class` is deprecated, but has to stay: GKE reads nothing else"
        yield Finding((place,), message, field=fact.field)
        return
    name = fact.value or _RENAMED.get(_given(fact), "")
    instead = f"`ingressClassName: {name}`" if name else "`ingressClassName`"
    home = ("spec", "ingressClassName")
    fixes = edits.move_entry(fact.document, fact.path, home, safe=False) if fact.value else ()
    yield Finding(
        (place,),
        f"annotation `kubernetes.io/ingress.class` is deprecated, write {instead} under `spec`",
        field=fact.field,
        notes=("the field names an IngressClass, which must exist in the cluster",),
        fixes=fixes,
    )


def _given(fact: Fact) -> object:
    """What the annotation says, also where that cannot be the name of an IngressClass."""
    value: object = fact.document.value
    for key in fact.path:
        value = value.get(key) if isinstance(value, dict) else None
    return value
