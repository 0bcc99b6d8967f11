"""Paths listed for WebSockets are paths of the Ingress.

Contour lets connections be upgraded on the paths that `projectcontour.io/websocket-routes` lists,
and compares them letter by letter with the paths of the Ingress. An item that no path equals does
nothing, and the upgrade is refused.

In Gateway API WebSockets need no setting, or the appProtocol `kubernetes.io/ws` of the Service port.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    projectcontour.io/websocket-routes: "/chat, /news"  # expect: websocket-route-unknown
spec:
  ingressClassName: contour
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /chats
            pathType: Prefix
            backend:
              service:
                name: chat
                port:
                  number: 80
          - path: /news
            pathType: Prefix
            backend:
              service:
                name: news
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    projectcontour.io/websocket-routes: "/chat"
spec:
  ingressClassName: contour
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /chat
            pathType: Prefix
            backend:
              service:
                name: chat
                port:
                  number: 80
```

Source: projectcontour/contour (1.33.8) `internal/annotation/annotations.go` (WebsocketRoutes),
`internal/dag/ingress_processor.go` (route), `internal/envoy/v3/route.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_KEY = "projectcontour.io/websocket-routes"


@rule(Severity.WARNING, needs=(_KEY,))
def websocket_route_unknown(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "contour":
        return
    known = {path.path or "/" for _, path in ingress.paths}
    value = next((value for found, value in annotations.read(ingress, workspace) if found.key == _KEY), "")
    for item in filter(None, map(str.strip, value.split(","))):
        if item not in known:
            meant = annotations.nearest(item, iter(sorted(known)))
            hint = f", did you mean `{meant}`?" if meant else ""
            place = annotations.place(ingress, _KEY, "no path here")
            yield Finding((place,), f"`{item}` in `websocket-routes` is no path of this Ingress{hint}")
