"""Hosts are written without shouting.

A host in capitals is hard to read. The golden reports use this rule; it is deliberately small.

```yaml
host: SHOP  # expect: host-shouting
```

```yaml
host: shop
```

```yaml fixed
host: shop
```
"""

from collections.abc import Iterator

from ingress_lint import Edit, Finding, Fix, Ingress, Place, Severity, Workspace, rule


@rule(Severity.ERROR)
def host_shouting(ingress: Ingress, workspace: Workspace, *, allowed: tuple[str, ...] = ()) -> Iterator[Finding]:
    source = ingress.document.source
    for item in ingress.rules:
        host = item.host
        start = source.text.find(host, ingress.document.span.start)
        if host and host == host.upper() and host not in allowed and start >= 0:
            place = Place(ingress.document, (*item.at, "host"), "in capitals")
            edit = Edit(source, type(ingress.document.span)(start, start + len(host)), host.lower())
            fix = Fix(f"write `{host.lower()}`", (edit,), safe=True)
            yield Finding((place,), f"host `{host}` shouts; lower case is enough", fixes=(fix,))
