"""No rewrite replacement holds a question mark and a capture.

nginx up to 1.30.0 can write past a buffer when the replacement of a `rewrite` contains both a `?`
and an unnamed capture such as `$1`, and another rewrite, `if` or `set` follows (CVE-2026-42945;
CVE-2026-9256 for redirecting rewrites). No release of ingress-nginx contains the repaired nginx:
the last one has 1.27.1. `rewrite-target` cannot hold a `?` since 1.12, a snippet can.

The question mark only keeps the arguments away; a replacement without it, or a named capture,
avoids the flaw.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: "rewrite ^/old/(.*)$ /new/$1? break;"  # expect: rewrite-overflow
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
    nginx.ingress.kubernetes.io/configuration-snippet: "rewrite ^/old/(.*)$ /new/$1 break;"
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

Source: walf443/nginx-lint issues 169 and 199; NginxProxyManager/nginx-proxy-manager issue 5539
(quotes K000161019); kubernetes/ingress-nginx (1.15.1) `images/nginx/rootfs/build.sh`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_REWRITE = r"\brewrite\s+\S+\s+(\S+)"


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io",))
def rewrite_overflow(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for annotation, value in annotations.read(ingress, workspace):
        found: list[str] = [value] if annotation.name == "rewrite-target" else []
        if annotation.type == "snippet":
            found = [match[1] for match in re.finditer(_REWRITE, value)]
        risky = next((text for text in found if "?" in text and re.search(r"\$\{?[1-9]", text)), "")
        if risky:
            message = f"the replacement `{risky}` holds both `?` and a numbered capture (CVE-2026-42945)"
            yield Finding((annotations.place(ingress, annotation.key, "see CVE-2026-42945"),), message)
