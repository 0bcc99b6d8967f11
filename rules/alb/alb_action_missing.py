r"""Backends with use-annotation have their action.

A backend whose port name is `use-annotation` is no Service: its name is the suffix of an annotation
`actions.<name>` that holds the action as JSON. Without that annotation the reconciliation stops.
The reverse, an action whose backend does not exist, does nothing.

`conditions.<name>` and `transforms.<name>` belong to the rules whose backend has that name. Where none has
it, they do nothing: what they were meant to keep out gets in.

In Gateway API redirects and weights are parts of the rule.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
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
                name: redirect  # expect: alb-action-missing
                port:
                  name: use-annotation
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/actions.redirect: "{\"type\": \"redirect\", \"redirectConfig\": {\"protocol\": \"HTTPS\", \"port\": \"443\", \"statusCode\": \"HTTP_301\"}}"
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5)
`pkg/ingress/enhanced_backend_builder.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, references, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_ACTIONS = f"{_PREFIX}actions."
_EXTRAS = (f"{_PREFIX}conditions.", f"{_PREFIX}transforms.")


@rule(Severity.ERROR, needs="alb")
def alb_action_missing(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    used = set()
    for backend in ingress.backends:
        service = backend.service
        if service is None or service.port_name != "use-annotation":
            continue
        used.add(service.name)
        if f"{_ACTIONS}{service.name}" not in ingress.annotations:
            place = Place(ingress.document, service.name_at, "no such action")
            yield Finding((place,), f"there is no annotation `actions.{service.name}` for the backend `{service.name}`")
    for key in ingress.annotations:
        name = key.removeprefix(_ACTIONS)
        if name != key and name not in used:
            place = annotations.place(ingress, key, "used by no backend", "key")
            message = (
                f"`actions.{name}` does nothing: no backend has the name `{name}` and the port name `use-annotation`"
            )
            yield Finding((place,), message, severity=Severity.WARNING)
    yield from _unused(ingress)


def _unused(ingress: Ingress) -> Iterator[Finding]:
    """Conditions and transforms of backends that do not exist."""
    names = {backend.service.name for backend in ingress.backends if backend.service is not None}
    if not all(map(references.is_known, names)):
        return
    for key in ingress.annotations:
        family, _, name = key.removeprefix(_PREFIX).partition(".")
        if key.startswith(_EXTRAS) and references.is_known(name) and name not in names:
            place = annotations.place(ingress, key, "used by no backend", "key")
            message = f"`{family}.{name}` does nothing: no backend has the name `{name}`"
            yield Finding((place,), message, severity=Severity.WARNING)
