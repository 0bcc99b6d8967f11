"""A suppression says why.

Whoever meets a suppression a year later needs to know whether it may go. Off by default; a team
that wants reasons selects this rule.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    ingress-lint/ignore: host-invalid  # expect: suppression-reason-missing
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    ingress-lint/ignore: host-invalid
    ingress-lint/ignore-reason: the test cluster takes it
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


@rule(Severity.INFO, on="suppression-reason-missing", default=False)
def suppression_reason_missing(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, (), "no reason given", span=fact.span)
    how = "after the bracket" if fact.value == "comment" else "in the annotation `ingress-lint/ignore-reason`"
    yield Finding((place,), "suppression without a reason", notes=(f"the reason stands {how}",))
