"""No other path leads around the login or the allow list of an Ingress.

`auth-url`, `auth-type` and `allowlist-source-range` protect the paths of their own Ingress, and no
others. An Exact path takes one request: where `/admin` is protected, a request for `/admin/` goes to
the next wider path, and if an Ingress without the login leads that one to the same Service, most
programs answer it as they answer `/admin`. On a host whose paths are regular expressions the longest
text is tried first, and a long expression of another Ingress may take what a short protected path
was meant for.

Only a path that leads to the same Service is reported, not one below the protected path (a public
`/admin/static` is somebody's decision), and none that has a login, an allow list, client
certificates, a redirect or a snippet of its own. Protect the whole Prefix, or move the paths that
belong together into one Ingress.

In Gateway API a policy for authentication attaches to a whole route, or to the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: admin
  annotations:
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "users"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /admin  # expect: protected-path-bypassed
            pathType: Exact
            backend:
              service:
                name: web
                port:
                  number: 80
---
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
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

As a Prefix the protected path takes everything below it, with and without a slash:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: admin
  annotations:
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "users"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /admin
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
  name: shop
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(getBackendServers), `internal/ingress/controller/location.go`,
`docs/user-guide/ingress-path-matching.md`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Severity, Workspace, locations, nginx, routing, rule

_LOGINS = ("auth-url", "auth-type")
_LISTS = ("allowlist-source-range", "whitelist-source-range")
_CLOSED = (
    *_LOGINS,
    *_LISTS,
    "auth-tls-secret",
    "denylist-source-range",
    "permanent-redirect",
    "temporal-redirect",
    "configuration-snippet",
    "server-snippet",
    "auth-snippet",
)
_FILE = r"(?i)\.(?:css|gif|html?|ico|jpe?g|js|json|map|pdf|png|svg|txt|webp|xml|ya?ml)$"
_LITERAL = r"[^][\\^$.|?*+(){}]*"


@rule(Severity.WARNING, on=Workspace, needs=tuple(nginx.PREFIX + name for name in (*_LOGINS, *_LISTS)))
def protected_path_bypassed(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for server in locations.servers(workspace):
        found: dict[tuple[int, int], tuple[str, list[locations.Location], locations.Location]] = {}
        for guarded in server.locations:
            for request in _requests(server, guarded) if _protection(guarded.view) else ():
                open_one = server.taker(request)
                if open_one is not None and _leads_around(guarded, open_one):
                    key = (id(guarded.view.ingress), id(open_one.path))
                    members = found.setdefault(key, (request, [], open_one))[1]
                    if guarded not in members:
                        members.append(guarded)
        for request, members, open_one in found.values():
            yield _finding(server.host, request, members, open_one)


def _protection(view: nginx.NginxIngress) -> str:
    """What protects the paths of an Ingress, in words; empty if nothing does."""
    login = view.get("auth-url").strip() or (view.get("auth-type").strip() and view.get("auth-secret").strip())
    given = next((view.get(name) for name in _LISTS if view.get(name).strip()), "")
    listed = given and "0.0.0.0/0" not in given
    if view.profile.setting("global-auth-url"):  # then the others have a login as well
        login = ""
    return " and ".join(name for name, there in (("the login", login), ("the allow list", listed)) if there)


def _requests(server: locations.Server, guarded: locations.Location) -> Iterator[str]:
    """Requests that the path is meant to protect, and may not get."""
    if server.matcher.way != "regex":
        if guarded.kind == "Exact" and guarded.text != "/" and not re.search(_FILE, guarded.text):
            yield f"{guarded.text.rstrip('/')}/"
        return
    start = _start(guarded.text)
    for request in (start, f"{start}/page"):
        if start and server.matcher.takes(guarded.kind, guarded.text, request):
            yield request


def _start(text: str) -> str:
    """What a path begins with before the first sign of a regular expression."""
    found = re.match(_LITERAL, text)
    return found[0].rstrip("/") if found else ""


def _leads_around(guarded: locations.Location, taker: locations.Location) -> bool:
    """Whether the path that gets the request leads to the same Service, with nothing to protect it."""
    below = _start(taker.text).startswith(f"{_start(guarded.text)}/")
    closed = taker.view.ingress is guarded.view.ingress or taker.view.any(*_CLOSED)
    return not below and not closed and routing.same_target(guarded.target, taker.target) is True


def _finding(host: str, request: str, members: list[locations.Location], open_one: locations.Location) -> Finding:
    first = members[0]
    places = (
        *(each.view.path_place(each.path, "protected") for each in members),
        open_one.view.path_place(open_one.path, "without protection"),
    )
    others = f" and {len(members) - 1} more" if len(members) > 1 else ""
    protection = _protection(first.view)
    backend = routing.backend_text(open_one.path.backend)
    return Finding(
        places,
        f"`{host or '*'}{request}` goes to the path `{open_one.text}` and reaches `{backend}` without {protection}"
        f" of `{first.text}`{others}",
    )
