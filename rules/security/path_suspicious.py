"""No path names files of the controller.

A path such as `/etc/nginx` or `/var/run/secrets` is never a route of an application; it was the
vehicle of CVE-2021-25745, which read the token of the controller. ingress-nginx refuses an Ingress
whose host, path, TLS host or Secret name contains such text, or the directives `alias` and `root`,
or `_by_lua`.

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
          - path: /var/run/secrets/kubernetes.io  # expect: path-suspicious
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
          - path: /secrets
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/inspector/rules.go`; CVE-2021-25745 in
kubernetes/kubernetes issue 126812.
"""

import re
from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, nginx, rule

_BLOCKED = re.compile(
    r"(?:alias|root).*;|/etc/(?:passwd|shadow|group|nginx|ingress-controller)|/var/run/secrets|_by_lua", re.DOTALL
)


@rule(Severity.ERROR, needs="ingress-nginx special path")
def path_suspicious(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for _, path in view.paths:
        found = _BLOCKED.search(path.path)
        if found:
            place = view.path_place(path, "refused")
            covers = (Cover("path-characters-refused", place.path), Cover("injection-character", place.path))
            yield Finding(
                (place,), f"the path contains `{found[0]}`, for which ingress-nginx refuses the Ingress", covers=covers
            )
