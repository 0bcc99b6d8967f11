"""Client certificates of a load balancer are asked for in known modes.

`mutual-authentication` is a JSON list with an entry for each HTTPS port: its `port`, and the `mode` off, passthrough or
verify. The mode verify needs a `trustStore` to verify with, the others have none. Anything else
stops the reconciliation, for the whole group where there is one, and no certificate is asked for.

In Gateway API this is `frontendValidation` of a listener, or a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS": 443}]'
    alb.ingress.kubernetes.io/mutual-authentication: '[{"port": 443, "mode": "verify"}]'  # expect: alb-client-certificate-invalid
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
    alb.ingress.kubernetes.io/listen-ports: '[{"HTTPS": 443}]'
    alb.ingress.kubernetes.io/mutual-authentication: '[{"port": 443, "mode": "verify", "trustStore": "shop-clients"}]'
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/model_build_listener.go`
(validateMutualAuthenticationConfig), `docs/guide/ingress/annotations.md` (mutual-authentication).
"""

from collections.abc import Iterator, Mapping

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_KEY = "alb.ingress.kubernetes.io/mutual-authentication"
_MODES = ("off", "passthrough", "verify")
_ONLY_VERIFY = ("trustStore", "ignoreClientCertificateExpiry", "advertiseTrustStoreCaNames")


@rule(Severity.ERROR, needs=(_KEY,))
def alb_client_certificate_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    parsed = annotations.json_value(ingress.annotations.get(_KEY, ""))
    if parsed is None or workspace.profile(ingress).controller != "alb":
        return
    listed = parsed if isinstance(parsed, list) else [None]
    why = next(filter(None, map(_fault, listed)), "")
    if why:
        message = f"`mutual-authentication` {why}, so the load balancer is not updated"
        yield Finding((annotations.place(ingress, _KEY, "not understood"),), message)


def _fault(entry: object) -> str:
    if not isinstance(entry, dict):
        return "is no JSON list of objects"
    given: Mapping[str, object] = {name.lower(): value for name, value in entry.items()}
    port, mode = given.get("port"), given.get("mode")
    if not isinstance(port, int) or isinstance(port, bool) or not 0 < port < 65536:
        return f"has `{port}` where a `port` must stand" if port is not None else "has an entry without a `port`"
    if mode not in _MODES:
        return f"has the mode `{mode}` for port {port}, which is none of `off`, `passthrough`, `verify`"
    if mode == "verify":
        return "" if given.get("truststore") else f"has no `trustStore` to verify certificates with on port {port}"
    extra = next((name for name in _ONLY_VERIFY if given.get(name.lower()) is not None), "")
    return f"has `{extra}` for port {port}, which the mode `{mode}` does not take" if extra else ""
