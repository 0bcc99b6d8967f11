"""Paths that are to be converted have a type that the converter knows.

What ImplementationSpecific means is up to the controller. ingress2gateway 1.1.0 knows it for
ingress-nginx, GKE, Kong and Traefik. Its providers for F5 NGINX, Cilium and APISIX have no rule for
it: they refuse the path, and as ingress2gateway writes nothing where it met an error, one such path
stands in the way of all Ingresses that are converted with it. That holds with `nginx.org/path-regex`
as well, which is looked at only later.

In Gateway API a path match is PathPrefix, Exact, or RegularExpression where the implementation
supports it. Write `Prefix` or `Exact` before the conversion, after a look at what the controller has
made of the path so far.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: cilium
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: ImplementationSpecific  # expect: path-type-not-converted
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: api
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
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/common/converter.go`
(toHTTPRouteMatch), `pkg/i2gw/providers/nginx/converter.go`, `pkg/i2gw/providers/cilium/converter.go`,
`pkg/i2gw/providers/apisix/converter.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, rule

_WITHOUT_A_RULE = ("f5-nginx", "cilium", "apisix")


@rule(Severity.WARNING, needs=_WITHOUT_A_RULE, default=False)
def path_type_not_converted(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    controller = workspace.profile(ingress).controller
    if controller not in _WITHOUT_A_RULE or ingress.document.api_version != "networking.k8s.io/v1":
        return
    for _, path in ingress.paths:
        if path.path_type == "ImplementationSpecific":
            place = Place(ingress.document, (*path.at, "pathType"), "refused by the converter")
            title = annotations.title(controller)
            message = f"ingress2gateway 1.1 has no rule for `ImplementationSpecific` paths of {title}, and stops there"
            yield Finding((place,), message)
