r"""Logins of the load balancer run over HTTPS.

`auth-type` oidc and cognito send the browser to a login page and back, which the load balancer does
on HTTPS listeners only: with HTTP listeners alone the reconciliation stops. `jwt-validation` needs
HTTPS as well, and the two exclude each other.

In Gateway API a login is a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/auth-type: "oidc"  # expect: alb-login-without-https
    alb.ingress.kubernetes.io/auth-idp-oidc: "{\"issuer\": \"https://login.example.com\", \"secretName\": \"login\"}"
    alb.ingress.kubernetes.io/listen-ports: "[{\"HTTP\": 80}]"
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
    alb.ingress.kubernetes.io/auth-type: "oidc"
    alb.ingress.kubernetes.io/auth-idp-oidc: "{\"issuer\": \"https://login.example.com\", \"secretName\": \"login\"}"
    alb.ingress.kubernetes.io/listen-ports: "[{\"HTTPS\": 443}]"
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/model_build_actions.go`,
`pkg/ingress/auth_config_builder.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"


@rule(Severity.ERROR, needs=("alb.ingress.kubernetes.io/auth-type", "alb.ingress.kubernetes.io/jwt-validation"))
def alb_login_without_https(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    listed = annotations.json_value(ingress.annotations.get(f"{_PREFIX}listen-ports", ""))
    if not isinstance(listed, list) or any(isinstance(item, dict) and "HTTPS" in item for item in listed):
        return
    for name in ("auth-type", "jwt-validation"):
        value = ingress.annotations.get(f"{_PREFIX}{name}", "none")
        if value != "none" and f"{_PREFIX}group.name" not in ingress.annotations:
            place = annotations.place(ingress, f"{_PREFIX}{name}", "needs HTTPS")
            yield Finding((place,), f"`{name}` needs an HTTPS listener, and `listen-ports` has none")
