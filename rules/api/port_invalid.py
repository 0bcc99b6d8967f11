"""The port of a backend is a number in range or a port name.

A port number is 1 to 65535. A port name is 1 to 15 lower-case letters, digits and `-`, with at
least one letter, no `-` at either end and no two in a row. The API server refuses anything else.
A number in quotes under `name` is a name without a lower-case letter; under `number` it has the wrong type.

A Service may give its ports longer names than an Ingress can use: address such a port by its
number.

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
                  name: http_web  # expect: port-invalid
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
                  number: 80800  # expect: port-invalid
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
                  name: "80"  # expect: port-invalid
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
                  number: 8080
```

Source: kubernetes `pkg/apis/networking/validation/validation.go`, apimachinery `pkg/util/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule


@rule(Severity.ERROR, on="port-invalid")
def port_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not a port")
    if isinstance(fact.value, int):
        yield Finding((place,), f"port number `{fact.value}` is out of range: {fact.detail}")
        return
    allowed = "a port name is 1 to 15 of `a-z`, `0-9` and single `-` inside, with a letter"
    if str(fact.value).isdecimal():
        where = "without quotes" if fact.path[-1] == "servicePort" else "under `number`"
        allowed = f"a port number stands {where}"
    yield Finding((place,), f"`{fact.value}` cannot be the name of a port: {fact.detail}", notes=(allowed,))
