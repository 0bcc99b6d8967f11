"""A canary that is to be converted has one primary, written alike.

In Gateway API the canary and its primary become two backends of one rule, with weights or a header
match. ingress2gateway 1.1.0 puts together what has the same namespace, class, host, path and path
type, letter by letter. A rule with two canaries, or with a canary alone, is an error, and where it
met an error it writes nothing at all.

ingress-nginx is less strict: it takes ImplementationSpecific for Prefix, and a class that is written
as the annotation or left to the default for the same class. So a canary that works today may have no
primary in the eyes of the converter. Write class and path type alike in both before the conversion.

What ingress-nginx ignores as well is left to `canary-without-primary`, if that rule runs. Nothing is
said of hosts for which no primary is among the files, unless the set is declared complete.

```yaml
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop-canary
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /  # expect: canary-not-converted
            pathType: ImplementationSpecific
            backend:
              service:
                name: web-new
                port:
                  number: 80
```

```yaml
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
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop-canary
  annotations:
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "10"
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
                name: web-new
                port:
                  number: 80
```

Source: kubernetes-sigs/ingress2gateway (1.1.0) `pkg/i2gw/providers/ingressnginx/canary.go`
(getCanaryInfo), `pkg/i2gw/providers/common/utils.go` (GetRuleGroups, groupIngressPathsByMatchKey).
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from ingress_lint import Finding, HttpPath, Place, Severity, Workspace, nginx, rule


class _Key(NamedTuple):
    """What the converter puts together, as it is written; `rest` is class, path type and path."""

    namespace: str
    host: str
    rest: tuple[str, str | None, str]

    @property
    def shown(self) -> str:
        return f"`{self.host}{self.rest[2]}` ({self.rest[1]})"


@rule(Severity.ERROR, on=Workspace, needs=("nginx.ingress.kubernetes.io/canary",), default=False)
def canary_not_converted(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    primaries: dict[tuple[str, str], dict[tuple[str, str | None, str], Place]] = defaultdict(dict)
    canaries: dict[_Key, list[Place]] = defaultdict(list)
    for view in nginx.all_served(workspace):
        for rule_of_host, path in view.paths:
            key = _key(workspace, view, rule_of_host.host, path)
            if view.canary:
                canaries[key].append(view.path_place(path, "a canary"))
            else:
                primaries[key[:2]][key.rest] = view.path_place(path, "not taken for its primary")
    for key, places in canaries.items():
        beside = primaries.get(key[:2], {})
        if key.rest not in beside and (beside or workspace.complete):
            yield from _alone(key, places, [place for rest, place in beside.items() if rest[2] == key.rest[2]])
        elif len(places) > 1:
            message = f"ingress2gateway 1.1 refuses the {len(places)} canaries of {key.shown}: it takes one"
            yield Finding((places[1], places[0], *places[2:]), message)


def _key(workspace: Workspace, view: nginx.NginxIngress, host: str, path: HttpPath) -> _Key:
    ingress = view.ingress
    class_name = ingress.class_name or ingress.annotations.get("kubernetes.io/ingress.class", "")
    return _Key(workspace.namespace(ingress.document), host, (class_name, path.path_type, path.path))


def _alone(key: _Key, canaries: list[Place], near: list[Place]) -> Iterator[Finding]:
    """A canary without a primary; one that serves the same path with another class or type is shown."""
    hint = "; class and path type must be written alike in both" if near else ""
    for place in canaries:
        message = f"ingress2gateway 1.1 finds no primary for the canary of {key.shown}{hint}"
        yield Finding((place, *near[:1]), message)
