"""A host gets its certificate from one Secret.

A server can present one certificate for a host name. Where two TLS entries name the same host with
different Secrets, which certificate is served is up to the controller: often that of the entry or
Ingress it sees first. Renewing the other one then changes nothing, and an expired one may come back.

Ingresses of one class and one namespace are compared; copies of a certificate in other namespaces
are usual and silent.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com  # expect: tls-host-duplicate-secret
      secretName: shop-tls
    - hosts:
        - shop.example.com
      secretName: old-tls
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
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
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx `internal/ingress/controller/controller.go` (extractTLSSecretName).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="rival tls hosts")
def tls_host_duplicate_secret(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        found: dict[tuple[str, str], dict[str, Place]] = {}
        for ingress in ingresses:
            for _ingress, at, host in routing.tls_names(ingress):
                secret = ingress.tls[int(at[2])].secret_name
                place = Place(ingress.document, at, f"with {secret}"[:40])
                if secret:
                    key = (workspace.namespace(ingress.document), host.lower())
                    found.setdefault(key, {}).setdefault(secret, place)
        for (_namespace, host), places in found.items():
            if len(places) > 1:
                yield Finding(
                    tuple(places.values()),
                    f"TLS host `{host}` has its certificate in several Secrets: {routing.listed(list(places))}",
                )
