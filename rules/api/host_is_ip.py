"""The host of a rule is a name, not an IP address.

The API server refuses an Ingress whose host is an IPv4 or IPv6 address, leading zeros included: a
rule is chosen by the name in the `Host` header. For traffic that comes to a bare address leave
the host out, then the rule answers whatever name or address was asked for.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: 10.0.0.1  # expect: host-is-ip
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
    - http:
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

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="host-is-ip")
def host_is_ip(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    allowed = "leave the host out to answer for every name and address"
    place = Place(fact.document, fact.path, "an IP address")
    yield Finding(
        (place,),
        f"host `{fact.value}` is an IP address, a host must be a DNS name",
        notes=(allowed,),
        covers=(Cover("host-invalid", fact.path),),
    )
