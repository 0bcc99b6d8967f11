"""Each host of an Ingress with TLS has a certificate.

An Ingress with `tls` is meant to be reached over HTTPS. For a host that no TLS entry names (nor a
wildcard one level above it), the controller answers with its default certificate, which browsers
refuse, and does not redirect from HTTP. Mostly a host was added to the rules and forgotten in `tls`.

A certificate that another Ingress of the class brings for the host counts. Silent where a TLS entry
has no hosts, where TLS ends at the backend, and where certificates come from annotations or from
the cloud.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
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
    - host: blog.example.com  # expect: tls-host-uncovered
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: blog
                port:
                  number: 80
```

A wildcard certificate is good for one level below it:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - "*.example.com"
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
    - host: blog.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: blog
                port:
                  number: 80
```

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressTLS); kubernetes/ingress-nginx
`internal/ingress/controller/controller.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="tls hosts differ")
def tls_host_uncovered(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        for ingress, at, host in routing.uncovered(workspace, ingresses):
            document = ingress.document
            others = (Place(document, tls.at, "for other hosts") for tls in ingress.tls[:1])
            yield Finding(
                (Place(document, at, "no certificate"), *others),
                f"host `{host}` is named by no TLS entry, so that HTTPS answers with a certificate that does not fit",
            )
