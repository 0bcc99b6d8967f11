"""Keys of ingress-nginx on a Traefik Ingress are read by Traefik.

Traefik 3 has a provider that reads annotations of ingress-nginx, for clusters that move away from
it. It reads many and leaves the rest aside without a word: client certificates by name, caches and
keepalive of the login, mirrors, the web application firewall, `satisfy`, the list of forbidden
networks and others. Where such a key protected something, the protection is gone.

In Gateway API, or with Traefik's own Middlewares, these settings are written anew.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/satisfy: "any"  # expect: traefik-nginx-key-unread
spec:
  ingressClassName: traefik
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
    nginx.ingress.kubernetes.io/ssl-redirect: "true"
spec:
  ingressClassName: traefik
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

Source: traefik/traefik (3.7)
`docs/content/reference/routing-configuration/kubernetes/ingress-nginx.md`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_PREFIX = "nginx.ingress.kubernetes.io/"
_UNREAD = (
    *("auth-tls-error-page", "auth-tls-match-cn", "auth-cache-", "auth-keepalive", "auth-proxy-set-headers"),
    *(
        "disable-proxy-intercept-errors",
        "limit-rate",
        "limit-whitelist",
        "global-rate-limit",
        "preserve-trailing-slash",
    ),
    *("proxy-cookie-", "proxy-redirect-", "proxy-ssl-ciphers", "proxy-ssl-verify-depth", "proxy-ssl-protocols"),
    *("enable-rewrite-log", "satisfy", "session-cookie-conditional-samesite-none", "session-cookie-change-on-failure"),
    *("ssl-ciphers", "ssl-prefer-server-ciphers", "connection-proxy-header", "enable-opentracing", "opentracing-"),
    *("enable-opentelemetry", "opentelemetry-", "enable-modsecurity", "modsecurity-", "enable-owasp-core-rules"),
    *("mirror-", "denylist-source-range", "stream-snippet", "load-balance"),
)


@rule(Severity.WARNING, needs=("nginx.ingress.kubernetes.io",))
def traefik_nginx_key_unread(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "traefik":
        return
    for key in ingress.annotations:
        name = key.removeprefix(_PREFIX)
        if name != key and name.startswith(_UNREAD):
            place = annotations.place(ingress, key, "left aside", "key")
            yield Finding((place,), f"Traefik reads many annotations of ingress-nginx, but not `{name}`")
