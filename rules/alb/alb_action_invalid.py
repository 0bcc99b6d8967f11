r"""Actions, conditions and transforms are JSON of the known shape.

An action is an object with the `type` fixed-response, forward or redirect and the configuration of
that type; conditions and transforms are lists of objects. The controller refuses conditions of
another shape at admission, and stops the reconciliation of the group for the rest.

* A redirect and a fixed response need a `statusCode`, which is a string.
* A forward needs either a target group (`targetGroupARN`, `targetGroupName`) or a `forwardConfig`, whose target
  groups name one target each; a Service needs its port, and several targets need a weight each.
* A condition needs the configuration that goes with its `field`, with `values` or `regexValues`.
* A transform is a host-header-rewrite or url-rewrite with at least one of `rewrites`.

Keys are read without regard to case, so that `RedirectConfig` is as good as `redirectConfig`.

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

from collections.abc import Iterator, Mapping

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_CONFIGS = {"fixed-response": "fixedResponseConfig", "redirect": "redirectConfig"}
_CONDITIONS = {
    "host-header": "hostHeaderConfig",
    "path-pattern": "pathPatternConfig",
    "http-header": "httpHeaderConfig",
    "http-request-method": "httpRequestMethodConfig",
    "query-string": "queryStringConfig",
    "source-ip": "sourceIPConfig",
}
_TRANSFORMS = ("host-header-rewrite", "url-rewrite")
_TARGETS = ("targetGroupARN", "targetGroupName", "serviceName")


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


def _get(given: Mapping[str, object], name: str) -> object:
    """A member of a JSON object, as Go finds it: whatever its case."""
    return next((value for key, value in given.items() if key.lower() == name.lower()), None)


def _action(parsed: object) -> str:
    if not isinstance(parsed, dict):
        return "is no JSON object"
    kind = _get(parsed, "type")
    if kind == "forward":
        return _forward(parsed)
    if kind not in _CONFIGS:
        return f"has the type `{kind}`, which is none of `fixed-response`, `forward`, `redirect`"
    config = _get(parsed, _CONFIGS[kind])
    if not isinstance(config, dict):
        return f"has no `{_CONFIGS[kind]}`"
    code = _get(config, "statusCode")
    return "" if isinstance(code, str) and code else "has no `statusCode` (a string)"


def _forward(parsed: Mapping[str, object]) -> str:
    config = _get(parsed, "forwardConfig")
    direct = next((name for name in _TARGETS[:2] if _get(parsed, name) is not None), "")
    if config is None:
        return "" if direct else "forwards to nothing: it has neither `targetGroupARN` nor `forwardConfig`"
    if direct:
        return f"has both `{direct}` and `forwardConfig`, of which one says where to forward to"
    groups = _get(config, "targetGroups") if isinstance(config, dict) else None
    listed = [group for group in groups if isinstance(group, dict)] if isinstance(groups, list) else []
    return next(filter(None, map(_target, listed)), "") or _weights(listed)


def _target(group: Mapping[str, object]) -> str:
    named = [name for name in _TARGETS if _get(group, name) is not None]
    if not named:
        return "has a target group without `serviceName` or `targetGroupARN`"
    if len(named) > 1:
        return f"has a target group with both `{named[0]}` and `{named[1]}`, of which one is the target"
    if named == ["serviceName"] and _get(group, "servicePort") is None:
        return f"has no `servicePort` for the Service `{_get(group, 'serviceName')}`"
    return ""


def _weights(listed: list[dict[str, object]]) -> str:
    weights = [_get(group, "weight") for group in listed]
    if len(weights) < 2:
        return ""
    if None in weights:
        return "lists several target groups, of which each needs a `weight`"
    return "gives every target group the weight 0" if not any(weights) else ""


def _list(family: str, parsed: object) -> str:
    if not isinstance(parsed, list):
        return "is no JSON list"
    check = _condition if family == "conditions" else _transform
    return next(filter(None, (check(item if isinstance(item, dict) else {}) for item in parsed)), "")


def _condition(item: Mapping[str, object]) -> str:
    field = _get(item, "field")
    name = _CONDITIONS.get(field) if isinstance(field, str) else None
    if name is None:
        return f"has a condition on `{field}`, which is none of {', '.join(f'`{known}`' for known in _CONDITIONS)}"
    config = _get(item, name)
    if not isinstance(config, dict):
        return f"has a condition on `{field}` without `{name}`"
    values, patterns = _get(config, "values"), _get(config, "regexValues")
    if values and patterns:
        return f"has a condition on `{field}` with both `values` and `regexValues`"
    if not values and not patterns:
        return f"has a condition on `{field}` without `values`"
    pairs = values if field == "query-string" and isinstance(values, list) else []
    empty = any(isinstance(pair, dict) and not _get(pair, "value") for pair in pairs)
    return "has a condition on `query-string` with a pair that has no `value`" if empty else ""


def _transform(item: Mapping[str, object]) -> str:
    kind = _get(item, "type")
    if kind not in _TRANSFORMS:
        return f"has the type `{kind}`, which is none of {', '.join(f'`{known}`' for known in _TRANSFORMS)}"
    configs = (value for key, value in item.items() if key.lower().endswith("rewriteconfig"))
    found = any(isinstance(config, dict) and _get(config, "rewrites") for config in configs)
    return "" if found else f"has a {kind} without `rewrites`"
