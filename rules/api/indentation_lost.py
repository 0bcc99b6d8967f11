"""A manifest keeps the indentation that carries its structure.

Copied from a web page, a chat or a PDF, a manifest often arrives with every line at the left
margin. To YAML all its keys are then fields of the top level: kubectl refuses it, for a heap of
reasons that are all the same one. So this is the only finding such a manifest gets.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:  # expect: indentation-lost
name: shop
spec:
defaultBackend:
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
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="indentation-lost")
def indentation_lost(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "nothing is indented below it", "key", fact.span)
    message = "this manifest has lost its indentation: every line begins at the margin"
    note = "fields of `metadata` and `spec` are indented below them; copy the manifest again from its source"
    yield Finding((place,), message, notes=(note,), covers=(Cover("*", ()),))
