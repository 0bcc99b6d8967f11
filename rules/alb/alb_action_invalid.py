r"""Actions, conditions and transforms are JSON of the known shape.

An action is an object with the `type` fixed-response, forward or redirect and the configuration of
that type; conditions and transforms are lists of objects. The controller refuses conditions of
another shape at admission, and stops the reconciliation of the group for the rest. Several target
groups need a weight each, and a redirect needs a status code.

In Gateway API these are typed fields.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/actions.redirect: "{\"type\": \"redirect\", \"redirectConfig\": {\"protocol\": \"HTTPS\"}}"  # expect: alb-action-invalid
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
                name: redirect
                port:
                  name: use-annotation
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/actions.redirect: "{\"type\": \"redirect\", \"redirectConfig\": {\"protocol\": \"HTTPS\", \"statusCode\": \"HTTP_301\"}}"
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
                name: redirect
                port:
                  name: use-annotation
```

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/config_types.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_CONFIGS = {"fixed-response": "fixedResponseConfig", "redirect": "redirectConfig"}
_FIELDS = ("host-header", "path-pattern", "http-header", "http-request-method", "query-string", "source-ip")


@rule(Severity.ERROR, needs="alb")
def alb_action_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    for key, value in ingress.annotations.items():
        family, dot, _ = key.removeprefix(_PREFIX).partition(".")
        if not dot or family not in ("actions", "conditions", "transforms") or not key.startswith(_PREFIX):
            continue
        parsed = annotations.json_value(value)
        why = "" if parsed is None else _action(parsed) if family == "actions" else _list(family, parsed)
        if why:
            name = key.removeprefix(_PREFIX)
            yield Finding((annotations.place(ingress, key, "of the wrong shape"),), f"`{name}` {why}")


def _action(parsed: object) -> str:
    if not isinstance(parsed, dict):
        return "is no JSON object"
    kind = parsed.get("type", parsed.get("Type"))
    if kind not in ("fixed-response", "forward", "redirect"):
        return f"has the type `{kind}`, which is none of `fixed-response`, `forward`, `redirect`"
    if kind == "forward":
        return _forward(parsed)
    config = parsed.get(_CONFIGS[kind], parsed.get(_CONFIGS[kind][0].upper() + _CONFIGS[kind][1:]))
    if not isinstance(config, dict):
        return f"has no `{_CONFIGS[kind]}`"
    code = config.get("statusCode", config.get("StatusCode"))
    return "" if isinstance(code, str) and code else "has no `statusCode` (a string)"


def _forward(parsed: dict[str, object]) -> str:
    config = parsed.get("forwardConfig", parsed.get("ForwardConfig"))
    groups = config.get("targetGroups", config.get("TargetGroups")) if isinstance(config, dict) else None
    if not isinstance(groups, list) or len(groups) < 2:
        return ""
    weights = [group.get("weight", group.get("Weight")) for group in groups if isinstance(group, dict)]
    if None in weights:
        return "lists several target groups, of which each needs a `weight`"
    return "gives every target group the weight 0" if not any(weights) else ""


def _list(family: str, parsed: object) -> str:
    if not isinstance(parsed, list):
        return "is no JSON list"
    for item in parsed if family == "conditions" else ():
        field = item.get("field", item.get("Field")) if isinstance(item, dict) else None
        if field not in _FIELDS:
            return f"has a condition on `{field}`, which is none of {', '.join(f'`{name}`' for name in _FIELDS)}"
    return ""
