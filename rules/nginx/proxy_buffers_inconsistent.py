"""The sizes of the proxy buffers fit each other.

nginx checks buffer sizes against each other when it loads the configuration: the busy size must
hold one buffer at least and leave one buffer free, and a temporary file must hold one buffer. The
defaults are 4 buffers of 4k, so that the busy size may lie between 4k and 12k. ingress-nginx does
not check this, and a configuration that nginx refuses stops every later change of **any** Ingress
of the controller.

Gateway API has no buffer sizes; they move into a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-busy-buffers-size: "16k"  # expect: proxy-buffers-inconsistent
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
    nginx.ingress.kubernetes.io/proxy-buffers-number: "2"  # expect: proxy-buffers-inconsistent
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
    nginx.ingress.kubernetes.io/proxy-buffer-size: "16k"
    nginx.ingress.kubernetes.io/proxy-buffers-number: "4"
    nginx.ingress.kubernetes.io/proxy-busy-buffers-size: "32k"
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

Source: nginx (1.27.1) `src/http/modules/ngx_http_proxy_module.c`, `src/http/ngx_http_upstream.c`;
kubernetes/ingress-nginx (1.15.1) `rootfs/etc/nginx/template/nginx.tmpl`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule

_UNITS = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}


def _bytes(value: str) -> int | None:
    """Bytes of an nginx size, None if it is none."""
    found = re.fullmatch(r"([0-9]+)([kKmMgG]?)", value.strip())
    return int(found[1]) * _UNITS[found[2].lower()] if found else None


def _size(view: nginx.NginxIngress, name: str, default: str) -> int | None:
    return _bytes(view.get(name) or default)


@rule(
    Severity.ERROR,
    needs=(
        "nginx.ingress.kubernetes.io/proxy-buffer-size",
        "nginx.ingress.kubernetes.io/proxy-buffers-number",
        "nginx.ingress.kubernetes.io/proxy-busy-buffers-size",
        "nginx.ingress.kubernetes.io/proxy-max-temp-file-size",
    ),
)
def proxy_buffers_inconsistent(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None or view.canary:
        return
    for name, label, why in _faults(view):
        yield Finding(
            (view.place(name, label),), f"{why}: nginx refuses it, which stops every later change of the controller"
        )


def _faults(view: nginx.NginxIngress) -> Iterator[tuple[str, str, str]]:
    """The annotation that is wrong, in a word how, and why."""
    buffer = _size(view, "proxy-buffer-size", "4k")
    number = view.number("proxy-buffers-number", 4)
    if not buffer or number < 2:
        return
    shown = view.get("proxy-buffer-size") or "4k"
    name = "proxy-busy-buffers-size"
    busy = _size(view, name, "0")
    given = f"`{name}: {view.get(name)}`"
    if not view.has(name) and number == 2:
        why = "`proxy-buffers-number: 2` leaves no room for the busy buffers, 3 is the least"
        yield "proxy-buffers-number", "too few", why
    elif busy and busy < buffer:
        yield name, "too small", f"{given} is less than one buffer of {shown}"
    elif busy and busy > (number - 1) * buffer:
        yield name, "too large", f"{given} is more than {number - 1} of {number} buffers of {shown}"
    name = "proxy-max-temp-file-size"
    temporary = _size(view, name, "0")
    if temporary and temporary < buffer:
        why = f"`{name}: {view.get(name)}` is neither 0 nor as large as one buffer of {shown}"
        yield name, "too small", why
