"""An Ingress redirects in one way only.

With both `temporal-redirect` and `permanent-redirect` the temporal one wins. A temporal redirect to
anything but `http://` or `https://` drops all redirects of the Ingress, `from-to-www-redirect`
included. A permanent redirect to a host without a scheme leads to a path of the same host. An
`app-root` of `/` sends the browser from `/` to `/` until it gives up, and so does a redirect that
leads back to a path of the same Ingress, unless another Ingress of the host has a longer path there:
every location of the Ingress answers with the redirect before it asks a backend.

In Gateway API a rule has one filter RequestRedirect.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com"  # expect: redirect-conflict
    nginx.ingress.kubernetes.io/temporal-redirect: "https://soon.example.com"
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
    nginx.ingress.kubernetes.io/app-root: "/"  # expect: redirect-conflict
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
    nginx.ingress.kubernetes.io/permanent-redirect: "https://new.example.com"
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
    nginx.ingress.kubernetes.io/permanent-redirect: "https://shop.example.com/new"  # expect: redirect-conflict
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: old
  annotations:
    nginx.ingress.kubernetes.io/permanent-redirect: "https://shop.example.com/new"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /old
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
  name: start
  annotations:
    nginx.ingress.kubernetes.io/permanent-redirect: "https://shop.example.com/new"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: new
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /new
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/redirect/redirect.go` (Parse,
isValidURL), `internal/ingress/annotations/rewrite/main.go`, `rootfs/etc/nginx/template/nginx.tmpl`
(Redirect.URL, Rewrite.AppRoot).
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule

_REDIRECTS = ("temporal-redirect", "permanent-redirect")
_BARE_HOST = r"(?![\w-]+\.(?:html?|php)$)[\w-]+\.[\w.-]+(?:/|$)"


@rule(
    Severity.WARNING,
    needs=(
        "nginx.ingress.kubernetes.io/temporal-redirect",
        "nginx.ingress.kubernetes.io/permanent-redirect",
        "nginx.ingress.kubernetes.io/app-root",
    ),
)
def redirect_conflict(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    temporal = view.get("temporal-redirect").strip()
    if temporal and view.get("permanent-redirect"):
        places = (view.place("permanent-redirect", "never sent", "key"), view.place("temporal-redirect", "wins", "key"))
        yield Finding(places, "`permanent-redirect` does nothing beside `temporal-redirect`")
    if temporal and "$" not in temporal and not temporal.lower().startswith("http"):
        message = f"`temporal-redirect: {temporal}` is no `http://` or `https://` URL, so the Ingress redirects nothing"
        yield Finding((view.place("temporal-redirect", "drops all redirects"),), message, severity=Severity.ERROR)
    permanent = view.get("permanent-redirect").strip()
    if re.match(_BARE_HOST, permanent) and not temporal:
        message = (
            f"`permanent-redirect: {permanent}` has no scheme, so that browsers take it for a path of the same host"
        )
        place = view.place("permanent-redirect", "taken for a path")
        yield Finding((place,), message, notes=(f"write `https://{permanent}`",))
    sent = next(filter(view.get, _REDIRECTS), "")
    if sent and _returns(view, view.get(sent).strip(), workspace):
        message = f"`{sent}: {view.get(sent)}` leads back to a path of this Ingress, which redirects again without end"
        yield Finding((view.place(sent, "a loop"),), message)
    root = view.get("app-root").strip()
    if root == "/":
        message = "`app-root: /` redirects `/` to itself without end"
        yield Finding((view.place("app-root", "a loop"),), message)
    elif root and not root.startswith("/"):
        message = f"`app-root: {root}` is not an absolute path, so ingress-nginx ignores it"
        yield Finding((view.place("app-root", "ignored"),), message, severity=Severity.ERROR)


def _returns(view: nginx.NginxIngress, url: str, workspace: Workspace) -> bool:
    """Whether this very Ingress takes the request that a redirect leads to, as far as the set can tell."""
    host, _, path = url.partition("://")[2].partition("/")
    if not host or "$" in path or view.regex:
        return False
    wanted = f"/{path.partition('?')[0]}"
    own = _reach(view, host, wanted)
    others = (other for other in nginx.all_served(workspace) if other.ingress is not view.ingress)
    return own[0] >= 0 and not any(_reach(other, host, wanted) >= own for other in others)


def _reach(view: nginx.NginxIngress, host: str, wanted: str) -> tuple[int, bool]:
    """The rank of the path that takes a request, below 0 if none does; a regular expression might."""
    if view.regex and host in view.hosts:
        return len(wanted), True
    paths = [path for rule_of_host, path in view.paths if rule_of_host.host == host]
    exact = [(len(p.path.rstrip("/")), True) for p in paths if p.path_type == "Exact" and p.path == wanted]
    below = [(len(p.path.rstrip("/")), False) for p in paths if p.path_type != "Exact" and _is_below(wanted, p.path)]
    return max(exact + below, default=(-1, False))


def _is_below(wanted: str, path: str) -> bool:
    return f"{wanted.rstrip('/')}/".startswith(f"{path.rstrip('/')}/")
