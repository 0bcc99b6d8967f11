"""Ingresses of a group agree on the settings of the load balancer.

All Ingresses with the same `group.name` share one load balancer. A setting of the load balancer
itself, such as `scheme`, `subnets` or `ssl-redirect`, may be written on one of them or on all, but
only with one value: with two, the reconciliation of the whole group stops.

Some settings are compared part by part: `load-balancer-attributes` by the name of the attribute,
`mutual-authentication` by its port, and `inbound-cidrs` for every port that two Ingresses listen on. A port itself
has one protocol: the Ingresses of a group cannot have HTTP and HTTPS on the same one.

In Gateway API these settings belong to the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/scheme: "internal"  # expect: alb-group-conflict
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/scheme: "internet-facing"
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
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
    alb.ingress.kubernetes.io/group.name: "shop"
    alb.ingress.kubernetes.io/scheme: "internal"
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: api
  annotations:
    alb.ingress.kubernetes.io/group.name: "shop"
spec:
  ingressClassName: alb
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_load_balancer.go`, `pkg/ingress/model_builder.go`.
"""

from collections.abc import Iterator, Mapping

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, references, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_GROUP = f"{_PREFIX}group.name"
_MAPS = ("load-balancer-attributes", "frontend-nlb-tags")
Claims = dict[tuple[str, str, str], list[tuple[Ingress, str]]]


@rule(Severity.ERROR, on=Workspace, needs=("alb.ingress.kubernetes.io/group.name",))
def alb_group_conflict(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for (group, key, part), found in _claims(workspace).items():
        values = sorted({value for _, value in found})
        if len(values) < 2 or (group, key) in told:
            continue
        told.add((group, key))
        ordered = sorted(found, key=lambda item: (item[0].document.source.path, item[0].document.span))
        places = tuple(annotations.place(ingress, key, "one value a group") for ingress, _ in ordered)
        listed = " and ".join(f"`{value}`" for value in values[:2])
        name = f"`{key.rpartition('/')[2]}`" + (f" ({part})" if part else "")
        yield Finding(places, f"group `{group}` has {listed} for {name}, which stops all its updates")


def _claims(workspace: Workspace) -> Claims:
    """What the members of each group say of the parts of their settings."""
    claims: Claims = {}
    for ingress in workspace.ingresses:
        group = ingress.annotations.get(_GROUP, "")
        if not group or workspace.profile(ingress).controller != "alb":
            continue
        for annotation, value in annotations.read(ingress, workspace):
            if references.is_known(value) and (annotation.merge == "one" or annotation.name == "listen-ports"):
                for part, said in _parts(annotation.name, value, ingress).items():
                    claims.setdefault((group, annotation.key, part), []).append((ingress, said))
    return claims


def _parts(name: str, value: str, ingress: Ingress) -> Mapping[str, str]:
    """The parts of a value that all members agree on."""
    if name in _MAPS:
        pairs = (item.partition("=") for item in value.split(",") if "=" in item)
        return {key.strip(): said.strip() for key, _, said in pairs}
    if name == "listen-ports":
        return {f"port {port}": protocol for port, protocol in _ports(ingress).items()}
    if name == "inbound-cidrs":
        return dict.fromkeys((f"port {port}" for port in _ports(ingress)), _normal(value))
    if name == "mutual-authentication":
        listed = annotations.json_value(value)
        entries = (entry for entry in listed if isinstance(entry, dict)) if isinstance(listed, list) else ()
        return {f"port {entry.get('port')}": str(entry.get("mode")) for entry in entries}
    return {"": _normal(value)}


def _ports(ingress: Ingress) -> Mapping[int, str]:
    """The ports that an Ingress listens on, with their protocols."""
    given = ingress.annotations.get(f"{_PREFIX}listen-ports")
    if not given:
        return {443: "HTTPS"} if f"{_PREFIX}certificate-arn" in ingress.annotations else {80: "HTTP"}
    listed = annotations.json_value(given)
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return {port: protocol for entry in entries for protocol, port in entry.items() if isinstance(port, int)}


def _normal(value: str) -> str:
    """Lists compare without regard to order."""
    return ",".join(sorted(item.strip() for item in value.split(",")))
