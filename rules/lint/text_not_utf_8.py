"""The file is saved as UTF-8.

kubectl takes every manifest for UTF-8. An editor that saves it as Latin-1 or Windows-1252 writes
`é` as one byte that means nothing there, and kubectl reads the replacement character `\ufffd` in its
place, without a word. In a comment that is harmless; in an annotation or a path it is another value
than the one that was written. Nothing is fixed in such a file, because the bytes cannot be kept.

A page cannot show such bytes. This manifest is right, whatever letters it has:

```yaml
# Le café
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cafe
  annotations:
    example.com/title: café
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: apimachinery `pkg/util/yaml/decoder.go`, go.yaml.in/yaml/v2 `readerc.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.WARNING, on="text-not-utf-8")
def text_not_utf_8(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not UTF-8", span=fact.span)
    message = "a byte here is no UTF-8: kubectl reads the replacement character U+FFFD in its place"
    yield Finding((place,), message, notes=("save the file as UTF-8; it is probably in Latin-1 or Windows-1252",))
