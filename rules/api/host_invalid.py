"""The host of a rule is a lower-case DNS name.

The API server refuses the whole Ingress if one host is anything but a DNS subdomain (lower-case
letters, digits, `-` and `.`, at most 253 bytes) or such a name behind a leading `*.`. A scheme, a
port, a path, an underscore, an upper-case letter or a final dot are the usual reasons: the host is
what the browser sends in the `Host` header, without the port.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: https://shop.example.com  # expect: host-invalid
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
    - host: shop.example.com
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

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Fix, Place, Severity, Workspace, edits, rule, slips


@rule(Severity.ERROR, on="host-invalid")
def host_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not a DNS name")
    allowed = "a host is a lower-case DNS name such as `shop.example.com`, or one behind `*.`"
    slip = slips.host_slip(str(fact.value), "one rule for each of them")
    if fact.value == "*":
        slip = "leave `host` out to take the requests for every name"
    notes = (slip,) if slip else (allowed,)
    yield Finding((place,), f"host `{fact.value}` is not a DNS name: {fact.detail}", notes=notes, fixes=_fixes(fact))


def _fixes(fact: Fact) -> tuple[Fix, ...]:
    meant, safe = slips.host_meant(str(fact.value))
    return edits.replace_value(fact.document, fact.path, meant, safe=safe) if meant else ()
