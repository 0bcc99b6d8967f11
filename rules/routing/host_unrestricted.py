"""An Ingress takes requests for the hosts it names, and for no others.

A rule without host takes the requests of every host that no other Ingress of the class has, a wildcard
those of every name below a domain, and a default backend what no rule takes. In a cluster that several
teams share, whoever adds such an Ingress also gets requests that are meant for others: for a host
that is not set up yet, or no longer.

The rule is off by default, because an Ingress without host is all right where it is the only one. With the option
`wildcards: false` wildcards are taken as hosts like any other, and with `default_backends: false` default
backends are not looked at.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - http:  # expect: host-unrestricted
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
    - host: "*.example.com"  # expect: host-unrestricted
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
  ingressClassName: nginx
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

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressRule, IngressSpec).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, default=False)
def host_unrestricted(
    ingress: Ingress, workspace: Workspace, *, wildcards: bool = True, default_backends: bool = True
) -> Iterator[Finding]:
    backend = ingress.default_backend
    if default_backends and backend is not None and routing.answers_rest(workspace, ingress):
        place = Place(ingress.document, backend.at, "for every host", "key")
        yield Finding((place,), "the default backend takes the requests of every host that no rule has")
    for each in ingress.rules:
        if not each.host:
            yield Finding(
                (Place(ingress.document, each.at, "no host"),), "a rule without host takes the requests of every host"
            )
        elif wildcards and each.host.startswith("*."):
            place = Place(ingress.document, (*each.at, "host"), "a wildcard")
            yield Finding((place,), f"`{each.host}` takes the requests of every name below `{each.host[2:]}`")
