"""Nothing stands between a `...` and the next `---`.

Three dots end a YAML document without beginning another one. kubectl reads only the first document
of what stands between two `---` lines, so everything after the dots is dropped without a word: no
error, and no object. Write `---` if it is another document.

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
...
apiVersion: networking.k8s.io/v1  # expect: text-after-document-end
kind: Ingress
metadata:
  name: forgotten
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
...
# A comment loses nothing.
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: another
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: apimachinery `pkg/util/yaml/decoder.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.WARNING, on="text-after-document-end")
def text_after_document_end(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "never read", span=fact.span)
    yield Finding((place,), "kubectl ignores everything after `...`: write `---` before another document")
