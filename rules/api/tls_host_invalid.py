"""The hosts of a TLS entry are lower-case DNS names.

The hosts under `tls` say which names a certificate is for. The API server takes DNS names
(lower-case letters, digits, `-` and `.`, at most 253 bytes) and such names behind a leading `*.`.
An empty host is refused here, unlike in a rule: leave the list out if the certificate is for
every host. An IP address passes.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts:
        - Shop.example.com  # expect: tls-host-invalid
      secretName: shop-tls
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts:
        - "*"  # expect: tls-host-invalid
      secretName: shop-tls
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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


@rule(Severity.ERROR, on="tls-host-invalid")
def tls_host_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not a DNS name")
    allowed = "a TLS host is a lower-case DNS name such as `shop.example.com`, or one behind `*.`"
    if not fact.value:
        yield Finding((place,), "a TLS host is empty", notes=(allowed,))
    else:
        slip = slips.host_slip(str(fact.value), "an entry of the list for each of them")
        notes = (slip,) if slip else (allowed,)
        yield Finding(
            (place,), f"TLS host `{fact.value}` is not a DNS name: {fact.detail}", notes=notes, fixes=_fixes(fact)
        )


def _fixes(fact: Fact) -> tuple[Fix, ...]:
    meant, safe = slips.host_meant(str(fact.value))
    return edits.replace_value(fact.document, fact.path, meant, safe=safe) if meant else ()
