"""Master and minion Ingresses hold the keys that are read on them.

A master speaks for the host, its minions for the paths. F5 NGINX therefore ignores some keys on one of them, with a
message in its log: on a minion those that are settings of the host, such as `hsts`, `redirect-to-https` and
`server-tokens`, on a master those that need a Service, such as `rewrites` and `sticky-cookie-services`. A redirect to
HTTPS or HSTS on a minion is a protection that does not exist.

In Gateway API the settings of a host belong to the Gateway, those of a path to the HTTPRoute.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.org/mergeable-ingress-type: "minion"
    nginx.org/hsts: "true"  # expect: mergeable-key-ignored
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
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: nginx.org/ingress-controller
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.org/mergeable-ingress-type: "minion"
    nginx.org/rewrites: "serviceName=web rewrite=/shop/"
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
---
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata:
  name: nginx
spec:
  controller: nginx.org/ingress-controller
```

Source: nginx/kubernetes-ingress (main) `internal/configs/annotations.go` (masterDenylist, minionDenylist),
`internal/configs/ingress.go` (generateNginxCfgForMergeableIngresses).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_KIND = "nginx.org/mergeable-ingress-type"
_HOST = ("proxy-hide-headers", "proxy-pass-headers", "redirect-to-https", "ssl-redirect", "http-redirect-code")
_TLS = ("hsts", "hsts-max-age", "hsts-include-subdomains", "ssl-ciphers", "ssl-prefer-server-ciphers")
_SERVER = ("server-tokens", "listen-ports", "listen-ports-ssl", "server-snippets", "app-root")
_SERVICE = ("rewrites", "sticky-cookie-services", "use-cluster-ip")
_PLUS = ("sticky-cookie-services", "health-checks", "health-checks-mandatory", "health-checks-mandatory-queue")
_IGNORED = {
    "master": frozenset((*(f"nginx.org/{n}" for n in _SERVICE), *(f"nginx.com/{n}" for n in _PLUS))),
    "minion": frozenset(("ingress.kubernetes.io/ssl-redirect", *(f"nginx.org/{n}" for n in (*_HOST, *_TLS, *_SERVER)))),
}
_OTHER = {"master": "its minions", "minion": "its master"}


@rule(Severity.WARNING, needs=(_KIND,))
def mergeable_key_ignored(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    kind = ingress.annotations.get(_KIND, "")
    if workspace.profile(ingress).controller != "f5-nginx" or kind not in _IGNORED:
        return
    for key in ingress.annotations:
        if key in _IGNORED[kind]:
            name = key.rpartition("/")[2]
            place = annotations.place(ingress, key, f"ignored on a {kind}", "key")
            yield Finding((place,), f"F5 NGINX ignores `{name}` on a {kind}, it belongs on {_OTHER[kind]}")
