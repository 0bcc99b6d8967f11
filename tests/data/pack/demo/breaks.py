"""A rule that breaks.

```yaml
a: 1  # expect: breaks
```

```yaml
a: 2
```
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, rule


@rule(Severity.ERROR, default=False)
def breaks(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    raise RuntimeError("on\x1b[31m purpose")
    yield
