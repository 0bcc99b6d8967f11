"""Hosts that are to be converted belong to an Ingress with a TLS entry.

ingress-nginx answers HTTPS for every host, with a self-signed certificate where there is none.
ingress2gateway makes an HTTPS listener for a host if an Ingress with a rule for it has `spec.tls`, with
all certificates of that Ingress whatever hosts they are for. The other hosts lose HTTPS with the
conversion.

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

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/common/converter.go`
(toHTTPRoutesAndGateways).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, nginx, rule


@rule(Severity.INFO, needs="ingress-nginx", default=False)
def listener_certificate_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None or view.tls or view.flag("ssl-passthrough"):
        return
    for rule_of_host in ingress.rules:
        if rule_of_host.host and not _has_listener(view, rule_of_host.host, workspace):
            place = Place(ingress.document, (*rule_of_host.at, "host"), "no HTTPS after conversion")
            yield Finding(
                (place,),
                f"the conversion leaves `{rule_of_host.host}` without HTTPS, which it has by a self-signed certificate",
            )


def _has_listener(view: nginx.NginxIngress, host: str, workspace: Workspace) -> bool:
    """Whether another Ingress of the namespace and class brings a certificate for the host into the conversion."""
    namespace = workspace.namespace(view.ingress.document)
    return any(
        other.tls
        and host in other.hosts
        and other.profile.class_name == view.profile.class_name
        and workspace.namespace(other.ingress.document) == namespace
        for other in nginx.all_served(workspace)
    )
