"""Every field that the API server requires is there.

An object needs an `apiVersion`, a `kind` and a name; a rule with `http` needs `paths`; a Service in a
backend needs a `name`; a resource needs `kind` and `name`; an IngressClass needs a `controller`. An
empty value counts as missing. kubectl or the API server refuses the object. Keys are case
sensitive, so `Kind: Ingress` leaves `kind` missing.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:  # expect: field-missing
  labels:
    app: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:  # expect: field-missing
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  generateName: shop-
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

Source: kubernetes `pkg/apis/networking/validation/validation.go`, apimachinery
`pkg/api/validation/objectmeta.go`, kubectl `pkg/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, edits, rule

_SENTENCES = {
    "kind": "`kind` is missing: the manifest does not say what it is",
    "apiVersion": "`apiVersion` is missing: it is `networking.k8s.io/v1`",
    "metadata.name": "the object has no name: `metadata.name` is missing",
    "http.paths": "`http` has no `paths`: list at least one, or leave `http` out",
    "service.name": "the backend does not say which Service: `service.name` is missing",
    "backend.serviceName": "the backend does not say which Service: `serviceName` is missing",
    "spec.controller": "the IngressClass does not say which controller it is for: `spec.controller` is missing",
    "parameters.namespace": "`parameters.namespace` is missing: `scope: Namespace` needs one",
}


@rule(Severity.ERROR, on="field-missing")
def field_missing(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    document, path = fact.document, fact.path
    if isinstance(fact.value, str) and fact.value:
        wrong = (*path[:-1], fact.value)
        place = Place(document, wrong, f"must be `{path[-1]}`", "key")
        message = f"key `{fact.value}` is written `{path[-1]}`: keys are case sensitive"
        fixes = edits.rename_key(document, wrong, str(path[-1]), safe=True)
        yield Finding((place,), message, document.field(path), fixes=fixes, covers=(Cover("unknown-field", wrong),))
        return
    name = ".".join(str(key) for key in path[-2:])
    message = _SENTENCES.get(name, f"`{name}` is missing: the reference needs a kind and a name")
    notes = ("`metadata.generateName` is enough for `kubectl create`",) if name == "metadata.name" else ()
    yield Finding((Place(document, path, f"`{path[-1]}` is missing", "key"),), message, notes=notes)
