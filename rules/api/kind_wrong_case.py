"""The kind is spelt exactly `Ingress` or `IngressClass`.

Kinds are case sensitive. With `kind: ingress` kubectl still finds the resource, and then the API
server answers that no such kind is registered; with `ingresses`, `INGRESS` or a typo kubectl
itself finds no match. Nothing is created either way.

```yaml
apiVersion: networking.k8s.io/v1
kind: ingress  # expect: kind-wrong-case
metadata:
  name: shop
spec:
  defaultBackend:
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
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

A kind with a letter too many is meant as well, and so is a class:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingresclass  # expect: kind-wrong-case
metadata:
  name: public
spec:
  controller: example.com/gateway
```

Source: client-go `restmapper/discovery.go`, apimachinery `pkg/runtime/serializer/json/json.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, edits, rule, slips


@rule(Severity.ERROR, on="kind-wrong-case")
def kind_wrong_case(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, f"must be `{fact.detail}`")
    fixes = edits.replace_value(fact.document, fact.path, fact.detail, safe=True)
    note = slips.invisible(str(fact.value))
    notes = (note,) if note else ()
    yield Finding((place,), f"kind `{fact.value}` is spelt `{fact.detail}`", notes=notes, fixes=fixes)
