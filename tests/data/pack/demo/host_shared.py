"""A host belongs to one Ingress.

```yaml
host: shop  # expect: host-shared
```

```yaml
host: shop
```
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, rule


@rule(Severity.WARNING, on=Workspace)
def host_shared(workspace: Workspace, everything: Workspace) -> Iterator[Finding]:
    claims: dict[str, list[Place]] = {}
    for ingress in sorted(workspace.ingresses, key=lambda i: (i.document.source.path, i.document.index)):
        for item in ingress.rules:
            place = Place(ingress.document, (*item.at, "host"), f"claimed by {ingress.document.crumb}")
            claims.setdefault(item.host.lower(), []).append(place)
    for host, places in claims.items():
        if len(places) > 1:
            note = "which of them answers depends on the controller"
            yield Finding(tuple(places), f"host `{host}` is claimed {len(places)} times", notes=(note,))
