"""A login of the load balancer says where users log in.

`auth-type: oidc` needs `auth-idp-oidc` with the issuer, its three endpoints and the Secret that holds the client's ID
and password; `auth-type: cognito` needs `auth-idp-cognito` with the user pool, its client and its domain. With
one of them missing the rules are not built, and the load balancer is no longer brought up to date.

The annotations of a Service win over those of the Ingress, so nothing is said where a Service among the manifests
has any of them, and a missing annotation is a warning where the Service is not among them.

In Gateway API a login is a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/auth-type: "oidc"
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS": 443}]'
    alb.ingress.kubernetes.io/auth-idp-oidc: '{"issuer": "https://id.example.com", "authorizationEndpoint": "https://id.example.com/authorize", "tokenEndpoint": "https://id.example.com/token", "userInfoEndpoint": "https://id.example.com/userinfo"}'  # expect: alb-login-incomplete
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
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS": 443}]'
    alb.ingress.kubernetes.io/auth-idp-oidc: '{"issuer": "https://id.example.com", "authorizationEndpoint": "https://id.example.com/authorize", "tokenEndpoint": "https://id.example.com/token", "userInfoEndpoint": "https://id.example.com/userinfo", "secretName": "oidc-client"}'
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/auth_config_builder.go`,
`pkg/ingress/model_build_actions.go`, `pkg/ingress/config_types.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_TYPE = f"{_PREFIX}auth-type"
_MEMBERS = {
    "oidc": ("issuer", "authorizationEndpoint", "tokenEndpoint", "userInfoEndpoint", "secretName"),
    "cognito": ("userPoolARN", "userPoolClientID", "userPoolDomain"),
}


@rule(Severity.ERROR, needs=(_TYPE,))
def alb_login_incomplete(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    kind = ingress.annotations.get(_TYPE, "")
    if workspace.profile(ingress).controller != "alb" or kind not in _MEMBERS:
        return
    names = {backend.service.name for backend in ingress.backends if backend.service is not None}
    services = [workspace.service(ingress.document, name) for name in names]
    if any(key.startswith(f"{_PREFIX}auth-") for service in services if service for key in service.annotations):
        return
    key = f"{_PREFIX}auth-idp-{kind}"
    if key not in ingress.annotations:
        place = annotations.place(ingress, _TYPE, "where to log in?")
        severity = None if all(services) else Severity.WARNING
        yield Finding((place,), f"`auth-type` is `{kind}`, but there is no `auth-idp-{kind}`", severity=severity)
        return
    given = annotations.json_value(ingress.annotations[key])
    missing = _missing(kind, given) if isinstance(given, dict) else ()
    if missing:
        listed = " and ".join(f"`{name}`" for name in missing)
        yield Finding((annotations.place(ingress, key, "incomplete"),), f"`auth-idp-{kind}` has no {listed}")


def _missing(kind: str, given: dict[str, object]) -> tuple[str, ...]:
    """The members that are not there; Go reads them whatever their case."""
    there = {name.lower() for name, value in given.items() if value}
    if "discoveryendpoint" in there:
        return ()
    return tuple(name for name in _MEMBERS[kind] if name.lower() not in there)
