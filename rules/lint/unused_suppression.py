"""A suppression silences something.

A suppression that meets no finding is a leftover: what it silenced was mended or moved, or it
stands at the wrong entry. Left in place it hides the next fault of that kind. A rule counts as
unmet only if it ran on everything it has to see, so `--select` and `--scope files` produce no such
findings.

A trailing comment covers the entry that starts on its line, a comment on a line of its own the
entry that follows, both with everything below them.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com  # ingress-lint: ignore[host-invalid] long gone  # expect: unused-suppression
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
spec:
  rules:
    - host: shop_1.example.com  # ingress-lint: ignore[host-invalid] the test cluster takes it
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

Source: ingress-lint `docs/suppression.md`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Fix, Place, Severity, Workspace, rule


@rule(Severity.WARNING, on="unused-suppression")
def unused_suppression(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    named = fact.value
    place = Place(fact.document, (), "silences nothing", span=fact.span)
    fixes = (Fix(f"remove `{named.name}` from the suppression", (named.edit,), True),) if named.edit else ()
    yield Finding((place,), f"suppression of `{named.name}` meets no finding", fixes=fixes)
