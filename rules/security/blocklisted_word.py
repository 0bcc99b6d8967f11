"""No annotation holds a word that the controller blocks.

`annotation-value-word-blocklist` makes ingress-nginx refuse every Ingress with one of its words in
an annotation. The words are taken from the configuration of the class, or from the option `words`;
without either the rule only knows what the documentation suggests for every cluster that several
teams share.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/server-alias: "~^(?<_by_lua>.*)$"  # expect: blocklisted-word
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
    nginx.ingress.kubernetes.io/server-alias: "www.example.com"
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/nginx-configuration/configmap.md`
(annotation-value-word-blocklist), `internal/ingress/controller/controller.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_SUGGESTED = ("load_module", "lua_package", "_by_lua", "serviceaccount")


@rule(Severity.ERROR, needs=("nginx.ingress.kubernetes.io",), default=False)
def blocklisted_word(ingress: Ingress, workspace: Workspace, *, words: tuple[str, ...] = ()) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    stated = str(view.profile.setting("annotation-value-word-blocklist") or "")
    blocked = (*filter(None, map(str.strip, stated.split(","))), *words) or _SUGGESTED
    for annotation, value in annotations.read(ingress, workspace):
        word = next((word for word in blocked if word in value), "")
        if word and annotation.catalogue.controller == "ingress-nginx":
            place = annotations.place(ingress, annotation.key, "blocked")
            yield Finding(
                (place,), f"`{annotation.name}` contains `{word}`, a word that ingress-nginx can be told to refuse"
            )
