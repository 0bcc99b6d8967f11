"""Logins and copies of requests travel encrypted.

With every request, `auth-url` sends the cookies and credentials of the user to the login service,
and `mirror-target` a copy of the whole request. Over `http://` to a host outside the cluster
anybody on the way can read them. Names of Services, `*.svc`, `localhost` and private addresses
count as inside.

In Gateway API the filter RequestMirror names a Service, and BackendTLSPolicy encrypts the way to
it.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "http://login.example.com/verify"  # expect: login-in-clear
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
    nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/verify"
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
    nginx.ingress.kubernetes.io/auth-url: "http://login.auth.svc.cluster.local/verify"
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/nginx-configuration/annotations.md`
(External Authentication, Mirror).
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule

_INSIDE = re.compile(
    r"[^.]*|localhost|.*\.(?:svc|local|internal|localhost)|(?:10|127|192\.168|172\.(?:1[6-9]|2\d|3[01]))\..*"
)


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io/auth-url", "nginx.ingress.kubernetes.io/mirror-target"))
def login_in_clear(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for name in ("auth-url", "mirror-target"):
        scheme, _, rest = view.get(name).strip().partition("://")
        host = re.split(r"[/:?]", rest, maxsplit=1)[0].lower().rstrip(".")
        if scheme != "http" or "$" in host or re.fullmatch(r"[^.]+\.[^.]+", host) or _INSIDE.fullmatch(host):
            continue  # two labels are `service.namespace`
        yield Finding(
            (view.place(name, "in clear"),), f"`{name}` sends requests unencrypted to `{host}`, outside the cluster"
        )
