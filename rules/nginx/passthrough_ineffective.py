"""TLS passthrough has the path / and no other settings.

With `ssl-passthrough: "true"` the controller hands the encrypted connection to the backend and sees
neither path nor headers. Only the backend of the path `/` is used, and every other annotation of
the Ingress is void: a login or an allow list is not applied. The controller must run with
`--enable-ssl-passthrough`.

In Gateway API this is a TLSRoute on a listener in Passthrough mode.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-passthrough: "true"
    nginx.ingress.kubernetes.io/allowlist-source-range: "10.0.0.0/8"  # expect: passthrough-ineffective
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-passthrough: "true"
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/tls.md` (SSL Passthrough),
`internal/ingress/controller/controller.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_BESIDE = frozenset(("ssl-passthrough", "ssl-redirect", "force-ssl-redirect", "backend-protocol"))


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/ssl-passthrough",))
def passthrough_ineffective(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if not view.flag("ssl-passthrough"):
        return
    cause = view.place("ssl-passthrough", "because of this", "key")
    for annotation, _ in annotations.read(ingress, workspace):
        if annotation.catalogue.controller == "ingress-nginx" and annotation.name not in _BESIDE:
            places = (view.place(annotation.name, "void", "key"), cause)
            yield Finding(
                places, f"`{annotation.name}` does nothing beside `ssl-passthrough`, which hides every request"
            )
    for _, path in view.paths:
        if path.path not in ("", "/"):
            places = (view.path_place(path, "never reached"), cause)
            yield Finding(places, f"the path `{path.path}` is never reached: `ssl-passthrough` knows only `/`")
