"""Annotations of the demonstration are plain.

One finding with several places, a span over several lines, an empty one, and an unsafe fix that inserts lines.

```yaml
metadata: 1  # expect: note-suspicious
```

```yaml
metadata: {}
```
"""

from collections.abc import Iterator

from ingress_lint import Edit, Finding, Fix, Ingress, Place, Severity, Workspace, rule


@rule(Severity.INFO)
def note_suspicious(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    document = ingress.document
    source = document.source
    Span = type(document.span)
    if not ingress.annotations:
        return
    at = ("metadata", "annotations")
    first, *others = ingress.annotations
    places = (
        Place(document, (*at, first), "starts here", part="key"),
        *(Place(document, (*at, name), f"and `{name}`", part="key") for name in others),
        Place(document, (), "the document ends here", span=Span(document.span.end, document.span.end)),
    )
    text = source.text
    start = text.rfind("\n", 0, text.index(first)) + 1
    insert = Edit(source, Span(start, start), "    example.com/owner: nobody\r\n    example.com/team: none\n")
    fixes = (Fix("say who owns it", (insert,), safe=False), Fix("ask the owner", (), safe=False))
    message = f"annotation `{first}` is {ingress.annotations[first]!s}"
    yield Finding(places, message, notes=("one note", "another\nnote"), fixes=fixes)
    values = [text.index(word) for word in ("|",) if word in text]
    for at_bar in values:
        yield Finding((Place(document, (), "", span=Span(at_bar, at_bar + 20)),), "a block over several lines")
