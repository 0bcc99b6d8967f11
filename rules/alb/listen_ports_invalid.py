r"""listen-ports is a JSON list of protocols and ports.

The controller reads `listen-ports` as JSON: a list of objects with one key, `HTTP` or `HTTPS` in
upper case, and a port from 1 to 65535. Anything else, an empty list included, stops the
reconciliation: the load balancer stays as it is, for all Ingresses of the group. A port that is
listed with both protocols becomes whichever stands last.

In Gateway API these are the listeners of the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/listen-ports: "[{\"http\": 80}, {\"HTTPS\": 443}]"  # expect: listen-ports-invalid
spec:
  ingressClassName: alb
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
    alb.ingress.kubernetes.io/listen-ports: "[{\"HTTP\": 80}, {\"HTTPS\": 443}]"
spec:
  ingressClassName: alb
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/model_build_listener.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, annotations, rule


@rule(Severity.ERROR, needs=("alb.ingress.kubernetes.io/listen-ports",))
def listen_ports_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    key = "alb.ingress.kubernetes.io/listen-ports"
    value = ingress.annotations.get(key, "")
    why = _fault(value) if value else ""
    if why:
        place = annotations.place(ingress, key, "not understood")
        yield Finding(
            (place,),
            f"`listen-ports` {why}, so the load balancer is not updated",
            covers=(Cover("annotation-value-invalid", place.path),),
        )


def _fault(value: str) -> str:
    listed = annotations.json_value(value)
    if not isinstance(listed, list):
        return "is no JSON list"
    if not listed:
        return "lists no port"
    seen: dict[int, str] = {}
    for item in listed:
        for protocol, port in item.items() if isinstance(item, dict) else [("", item)]:
            if protocol not in ("HTTP", "HTTPS"):
                return f"holds `{protocol or item}` where `HTTP` or `HTTPS` must stand"
            if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
                return f"holds `{port}`, which is no port number"
            if seen.setdefault(port, protocol) != protocol:
                return f"gives port {port} two protocols"
    return ""
