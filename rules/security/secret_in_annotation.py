"""Annotations hold no passwords, tokens or keys.

Annotations are readable for everybody who may read the Ingress, end up in logs and events, and
stand in the repository. A private key, a password or a token belongs into a Secret, which the
annotation names. The patterns are general ones, so look before you act: a finding may be a false
alarm.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/verify"
    example.com/monitor: "Authorization: Bearer c2hvcC1tb25pdG9yLXRva2VuLTEyMzQ1Njc4"  # expect: secret-in-annotation
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
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "shop-users"
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

Source: kubernetes/website `concepts/overview/working-with-objects/annotations.md`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_LOOKS_LIKE_ONE = (
    r"(?i)-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\b(?:Bearer|Basic) [A-Za-z0-9+/._=-]{20,}"
    r"|\bpassword[\"']?\s*[=:]\s*[^\s$<{]{6,}"
)


@rule(Severity.INFO, needs="annotations")
def secret_in_annotation(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for key, value in ingress.annotations.items():
        if len(value) > 15 and not key.startswith("kubectl.kubernetes.io/") and re.search(_LOOKS_LIKE_ONE, value):
            place = annotations.place(ingress, key, "looks like a secret", "key")
            yield Finding((place,), f"the value of `{key}` looks like a password, a token or a key")
