"""Secrets and ConfigMaps are those of the own namespace.

Since 1.9 `allow-cross-namespace-resources` is off, and a Secret or ConfigMap of another namespace
counts as missing: the paths of the Ingress answer 503, for `auth-tls-secret` every path of the host
answers 403, and the parameters of `fastcgi-params-configmap` are silently left out. Where the
configuration states that the setting is on, nothing is said; nor where nobody knows the namespace of
the Ingress.

In Gateway API a ReferenceGrant permits such references one by one.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "security/users"  # expect: reference-to-other-namespace
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
  namespace: shop
  annotations:
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "shop/users"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/auth/main.go`;
`docs/user-guide/nginx-configuration/configmap.md` (allow-cross-namespace-resources).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, rule

_NAMES = ("auth-secret", "auth-tls-secret", "proxy-ssl-secret", "auth-proxy-set-headers", "fastcgi-params-configmap")

_THEN = {
    "auth-tls-secret": "every path of the host answers 403",
    "fastcgi-params-configmap": "its parameters are left out",
}


@rule(
    Severity.ERROR,
    needs=(
        "nginx.ingress.kubernetes.io/auth-secret",
        "nginx.ingress.kubernetes.io/auth-tls-secret",
        "nginx.ingress.kubernetes.io/proxy-ssl-secret",
        "nginx.ingress.kubernetes.io/auth-proxy-set-headers",
        "nginx.ingress.kubernetes.io/fastcgi-params-configmap",
    ),
)
def reference_to_other_namespace(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    own = workspace.namespace(ingress.document)
    if not own or view.canary or view.profile.setting("allow-cross-namespace-resources"):
        return
    for annotation, value in annotations.read(ingress, workspace):
        name = annotation.name
        if name not in _NAMES or annotations.missing(annotation, ingress.annotations, view.profile):
            continue  # what nobody reads names nothing
        if annotations.fault(annotation, value):
            continue
        namespace, slash, rest = value.strip().partition("/")
        if slash and "/" not in rest and namespace and namespace != own:
            then = _THEN.get(name, "its paths answer 503")
            message = f"`{name}` names the namespace `{namespace}`, but the Ingress is in `{own}`: {then}"
            yield Finding((view.place(name, "not permitted"),), message)
