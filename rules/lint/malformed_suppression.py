"""A suppression has a form that is understood.

A comment that begins with `ingress-lint:` is meant for us. It must say `ignore[rule, ...]`,
`ignore-document[rule, ...]` or `ignore-file[rule, ...]`; what follows the bracket is the reason.
Without rules in brackets nothing is silenced: there is no way to silence everything.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop_1.example.com  # ingress-lint: disable  # expect: malformed-suppression
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
# ingress-lint: ignore-file[host-invalid] written by the platform team
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop_1.example.com
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

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="malformed-suppression")
def malformed_suppression(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, (), "silences nothing", span=fact.span)
    yield Finding((place,), f"{fact.value} is no suppression: {fact.detail}")
