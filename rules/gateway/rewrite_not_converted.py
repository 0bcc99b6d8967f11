"""Rewrites that are to be converted use no groups.

ingress2gateway 1.1.0 looks for groups in `rewrite-target` in another notation than that of
ingress-nginx, so a target such as `/$2` becomes the literal path `/$2` in the filter URLRewrite
(read in its source, not tried: it looks for `\\$`). Where the rewrite only cuts a prefix off,
ReplacePrefixMatch does the same by hand.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: "/$2"  # expect: rewrite-not-converted
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop(/|$)(.*)
            pathType: ImplementationSpecific
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
    nginx.ingress.kubernetes.io/rewrite-target: "/index.html"
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

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/ingressnginx/rewrite.go`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, nginx, rule


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/rewrite-target",), default=False)
def rewrite_not_converted(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    target = view.get("rewrite-target") if view else ""
    if view and re.search(r"\$\{?[0-9]", target):
        message = f"ingress2gateway 1.1 takes `{target}` literally, groups included"
        place = view.place("rewrite-target", "becomes literal text")
        yield Finding((place,), message, covers=(Cover("annotation-conversion", place.path),))
