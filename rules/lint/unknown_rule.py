"""A suppression names rules that exist.

A misspelt name silences nothing, and nobody notices: the finding that was to be silenced is still
there, or comes back with the next change. Rules of plugins and of `--rules` directories are known
only in runs that load them.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          # ingress-lint: ignore[host-invald] agreed  # expect: unknown-rule
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
    - host: shop_1.example.com  # ingress-lint: ignore[host-invalid] agreed
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


@rule(Severity.ERROR, on="unknown-rule")
def unknown_rule(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    named = fact.value
    place = Place(fact.document, (), "no such rule", span=fact.span)
    guess = f", did you mean `{named.suggestion}`?" if named.suggestion else ""
    fixes: tuple[Fix, ...] = ()
    if named.suggestion and fact.detail == "comment":
        edit = named.edit._replace(text=named.suggestion)
        fixes = (Fix(f"write `{named.suggestion}`", (edit,), False),)
    yield Finding((place,), f"suppression of an unknown rule `{named.name}`{guess}", fixes=fixes)
