"""Settings that an annotation relies on are known to be on.

Some annotations do nothing unless the controller was started or configured for them:
`ssl-passthrough` needs the flag `--enable-ssl-passthrough`, `custom-headers` the option
`global-allowed-response-headers`, `enable-opentelemetry` a collector (`otlp-collector-host`). They
are off by default. The finding goes away when the configuration states the setting for the class.

In Gateway API the status of a Gateway and of its routes says what is not supported.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-passthrough: "true"  # expect: controller-setting-needed
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
    nginx.ingress.kubernetes.io/ssl-passthrough: "false"
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

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/cli-arguments.md`,
`docs/user-guide/nginx-configuration/configmap.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, nginx, rule

_SETTINGS = {
    "ssl-passthrough": "enable-ssl-passthrough",
    "custom-headers": "global-allowed-response-headers",
    "enable-opentelemetry": "otlp-collector-host",
}


@rule(
    Severity.INFO,
    needs=(
        "nginx.ingress.kubernetes.io/ssl-passthrough",
        "nginx.ingress.kubernetes.io/custom-headers",
        "nginx.ingress.kubernetes.io/enable-opentelemetry",
    ),
)
def controller_setting_needed(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    for name, setting in _SETTINGS.items():
        used = view.get(name) if name == "custom-headers" else view.flag(name)
        if used and not view.profile.setting(setting):
            message = f"`{name}` does nothing unless the controller has `{setting}`, which is off by default"
            yield Finding((view.place(name, "off by default", "key"),), message)
