"""No annotation is riskier than the cluster permits.

Since 1.12 ingress-nginx refuses annotations whose risk is above `annotations-risk-level`, High
unless configured. The level of each key is upstream's own: all snippets are Critical, `auth-url`,
`mirror-target` or `server-alias` are High because their values reach nginx almost as they are
written. A cluster that several teams share does well to permit less.

The rule compares with the level that the configuration states for the class, else with its option
`maximum`. Gateway API has no equivalent of the levels: its fields are typed, and none takes text
for nginx.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/verify"  # expect: annotation-risk
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
    nginx.ingress.kubernetes.io/proxy-body-size: "10m"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/parser/validators.go`
(CheckAnnotationRisk); `docs/user-guide/nginx-configuration/configmap.md`.
"""

from collections.abc import Iterator
from typing import Literal

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_LEVELS = ("low", "medium", "high", "critical")


@rule(Severity.WARNING, needs="controller annotations", default=False)
def annotation_risk(
    ingress: Ingress, workspace: Workspace, *, maximum: Literal["low", "medium", "high", "critical"] = "medium"
) -> Iterator[Finding]:
    stated = workspace.profile(ingress).configured.get("annotations-risk-level")
    level = str(stated or maximum).lower()  # the controller reads it in any case of letters
    severity = Severity.ERROR if stated else None
    for annotation, _ in annotations.read(ingress, workspace):
        if level in _LEVELS and annotation.risk in _LEVELS[_LEVELS.index(level) + 1 :]:
            place = annotations.place(ingress, annotation.key, f"risk: {annotation.risk}", "key")
            message = f"`{annotation.name}` has the risk level {annotation.risk}, only {level} is permitted"
            yield Finding((place,), message, severity=severity)
