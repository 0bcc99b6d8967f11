"""Hosts that are to be converted have a TLS entry.

ingress-nginx answers HTTPS for every host, with a self-signed certificate where there is none.
ingress2gateway makes an HTTPS listener only for hosts in `spec.tls`, so the others lose HTTPS with
the conversion.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com  # expect: listener-certificate-missing
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

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/ingressnginx/converter.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, nginx, rule


@rule(Severity.INFO, needs="ingress-nginx", default=False)
def listener_certificate_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    for rule_of_host in ingress.rules if view else ():
        if view and rule_of_host.host and not view.has_tls(rule_of_host.host):
            place = Place(ingress.document, (*rule_of_host.at, "host"), "no HTTPS after conversion")
            yield Finding(
                (place,),
                f"the conversion leaves `{rule_of_host.host}` without HTTPS, which it has by a self-signed certificate",
            )
