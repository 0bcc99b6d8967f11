"""Hosts lie below the domain of the company.

Our certificates cover `acme.example` and nothing else, so any other host is served with a warning.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: public
  rules:
    - host: shop.example.com  # expect: host-outside-domain
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: public
  rules:
    - host: shop.acme.example
```

Source: our certificate policy.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.WARNING, on=Ingress)
def host_outside_domain(ingress: Ingress, workspace: Workspace, *, domain: str = "acme.example") -> Iterator[Finding]:
    for entry in ingress.rules:
        if entry.host and not f".{entry.host}".endswith(f".{domain}"):
            place = Place(ingress.document, (*entry.at, "host"), f"not below {domain}")
            yield Finding((place,), f"host `{entry.host}` does not lie below `{domain}`")
