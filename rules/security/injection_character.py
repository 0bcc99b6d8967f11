"""No value for nginx holds a character that ends a directive.

nginx reads its configuration as text. A line break, a semicolon, a quote or a `#` in a value or a
path that ends up there closes one directive and opens the next; a series of flaws from
CVE-2021-25748 to CVE-2026-4342 came from exactly this, in `auth-url`, `auth-tls-match-cn`,
`mirror-target`, `rewrite-target` and `path`. Current releases refuse most of these characters. In a
manifest they are a mistake at best, and an attempt at worst.

Typed fields of Gateway API leave no room for it.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com/;return 204"  # expect: injection-character
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
    nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com/"
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

Source: kubernetes/kubernetes issues 126814, 126744, 131006 to 131008, 136678, 137560 and 137893;
kubernetes/ingress-nginx (1.15.1) `internal/ingress/inspector`,
`internal/ingress/annotations/parser/validators.go`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_NAMES = (
    *("app-root", "auth-cache-key", "auth-method", "auth-proxy-set-headers", "auth-request-redirect", "auth-signin"),
    *("auth-tls-error-page", "auth-tls-match-cn", "auth-url", "mirror-host", "mirror-target", "permanent-redirect"),
    *("proxy-redirect-from", "proxy-redirect-to", "proxy-ssl-name", "rewrite-target", "server-alias"),
    *("temporal-redirect", "upstream-hash-by", "upstream-vhost", "x-forwarded-prefix"),
)
_FORBIDDEN = re.compile("[\n\r;#\"'`\0]")
_SHOWN = {"\n": "a line break", "\r": "a carriage return", "`": "a backtick", "\0": "a NUL"}


@rule(Severity.ERROR, needs=("nginx.ingress.kubernetes.io", "ingress-nginx special path"))
def injection_character(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for name in filter(view.has, _NAMES):
        found = _FORBIDDEN.search(view.get(name).strip())
        if found:
            place = view.place(name, "ends the directive")
            message = f"`{name}` contains {_SHOWN.get(found[0], f'`{found[0]}`')}, which ends a directive of nginx"
            known = annotations.load("ingress-nginx").find(nginx.PREFIX + name)
            taken = known is None or annotations.fault(known, view.get(name)) is None
            severity = Severity.WARNING if taken else Severity.ERROR
            covers = (Cover("annotation-value-invalid", place.path),)
            yield Finding((place,), message, severity=severity, covers=covers)
    for _, path in view.paths:
        found = _FORBIDDEN.search(path.path)
        if found:
            place = view.path_place(path, "ends the directive")
            message = f"the path contains {_SHOWN.get(found[0], f'`{found[0]}`')}, which ends a directive of nginx"
            quoted = path.path_type == "ImplementationSpecific" and found[0] not in "\n\r\0"
            severity = Severity.WARNING if quoted else Severity.ERROR
            covers = (Cover("path-characters-refused", place.path),)
            yield Finding((place,), message, severity=severity, covers=covers)
