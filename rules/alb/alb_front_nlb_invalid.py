"""A network load balancer in front gets usable addresses and listeners.

With `enable-frontend-nlb` the controller puts a network load balancer in front of the other one.
Elastic addresses (`frontend-nlb-eip-allocations`) are for one that faces the internet, and it needs one
for each of its subnets: otherwise the group is no longer brought up to date. A pair of
`frontend-nlb-listener-port-mapping` whose second port is no listener of the Ingress is skipped without a
word, and nobody answers at the first.

The scheme is `internal` unless `frontend-nlb-scheme`, or the default of the controller, says otherwise.

In Gateway API the AWS controller makes no load balancer in front of another one.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/enable-frontend-nlb: "true"
    alb.ingress.kubernetes.io/frontend-nlb-scheme: "internet-facing"
    alb.ingress.kubernetes.io/frontend-nlb-subnets: "subnet-1,subnet-2"
    alb.ingress.kubernetes.io/frontend-nlb-eip-allocations: "eipalloc-1"  # expect: alb-front-nlb-invalid
    alb.ingress.kubernetes.io/frontend-nlb-listener-port-mapping: "80=8080"  # expect: alb-front-nlb-invalid
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
    alb.ingress.kubernetes.io/enable-frontend-nlb: "true"
    alb.ingress.kubernetes.io/frontend-nlb-scheme: "internet-facing"
    alb.ingress.kubernetes.io/frontend-nlb-subnets: "subnet-1,subnet-2"
    alb.ingress.kubernetes.io/frontend-nlb-eip-allocations: "eipalloc-1,eipalloc-2"
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTP": 8080}]'
    alb.ingress.kubernetes.io/frontend-nlb-listener-port-mapping: "80=8080"
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/model_build_frontend_nlb.go` (buildFrontendNlbSubnetMappings,
buildFrontendNlbListenerConfigByPortForIngress).
"""

from collections.abc import Iterator, Sequence

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, references, routing, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_FRONT = f"{_PREFIX}frontend-nlb-"
_EIPS, _MAPPING = f"{_FRONT}eip-allocations", f"{_FRONT}listener-port-mapping"


@rule(Severity.ERROR, on=Workspace, needs=(_EIPS, _MAPPING))
def alb_front_nlb_invalid(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        members = [i for i in ingresses if workspace.profile(i).controller == "alb"]
        if any(annotations.is_on(i.annotations.get(f"{_PREFIX}enable-frontend-nlb")) for i in members):
            for ingress in members:
                yield from _addresses(ingress, members)
                yield from _mapping(ingress)


def _addresses(ingress: Ingress, members: Sequence[Ingress]) -> Iterator[Finding]:
    addresses = ingress.annotations.get(_EIPS, "")
    if not references.is_known(addresses):
        return
    place = annotations.place(ingress, _EIPS, "not brought up to date")
    scheme = _of_group(members, "scheme")
    if scheme in ("", "internal"):
        said = "is internal" if scheme else "is internal unless the controller has another default"
        severity = None if scheme else Severity.WARNING
        message = f"elastic addresses are for a load balancer that faces the internet; this one {said}"
        yield Finding((place,), message, severity=severity)
        return
    subnets = _of_group(members, "subnets")
    given, wanted = _count(addresses), _count(subnets)
    if references.is_known(subnets) and given != wanted:
        yield Finding((place,), f"each of {wanted} subnets needs an elastic address, and the list has {given}")


def _of_group(members: Sequence[Ingress], name: str) -> str:
    """The value that some member of the group gives the load balancer in front."""
    found = (member.annotations.get(f"{_FRONT}{name}", "") for member in members)
    return next((value for value in found if value), "")


def _count(value: str) -> int:
    return len([item for item in value.split(",") if item.strip()])


def _mapping(ingress: Ingress) -> Iterator[Finding]:
    value = ingress.annotations.get(_MAPPING, "")
    ports = _listeners(ingress) if references.is_known(value) else frozenset()
    for pair in value.split(",") if ports else ():
        front, _, behind = (part.strip() for part in pair.partition("="))
        if front.isdecimal() and behind.isdecimal() and int(behind) not in ports:
            place = annotations.place(ingress, _MAPPING, "skipped")
            message = f"`{pair.strip()}` leads to port {behind}, where this Ingress has no listener: it is skipped"
            yield Finding((place,), message, severity=Severity.WARNING)


def _listeners(ingress: Ingress) -> frozenset[int]:
    """The ports of the listeners of an Ingress; empty if they cannot be known."""
    given = ingress.annotations.get(f"{_PREFIX}listen-ports")
    if not given:
        return frozenset((80, 443))  # which of them depends on certificates that the class may bring
    listed = annotations.json_value(given)
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return frozenset(port for entry in entries for port in entry.values() if isinstance(port, int))
