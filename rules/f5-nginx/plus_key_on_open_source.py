"""An Ingress for the open-source controller has no keys of NGINX Plus.

Keys under `nginx.com/`, such as `health-checks`, `jwt-key` and `sticky-cookie-services`, need a controller
that runs NGINX Plus, and those of App Protect its modules besides. The open-source edition refuses the
whole Ingress ("annotation requires NGINX Plus"), and its hosts are not served.

A manifest does not say which edition reads it, so the rule is off by default: switch it on where
the controller is the open-source one. A class whose settings have `edition: plus` is left alone.

In Gateway API NGINX Gateway Fabric has the same two editions.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.com/health-checks: "true"  # expect: plus-key-on-open-source
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
    nginx.org/max-conns: "10"
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

Source: nginx/kubernetes-ingress (main) `internal/k8s/validation.go` (validatePlusOnlyAnnotation,
validateAppProtectOnlyAnnotation).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule


@rule(Severity.ERROR, needs=("nginx.com", "appprotect.f5.com", "appprotectdos.f5.com"), default=False)
def plus_key_on_open_source(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    profile = workspace.profile(ingress)
    if profile.controller != "f5-nginx" or profile.setting("edition") == "plus":
        return
    found = [annotation for annotation, _ in annotations.read(ingress, workspace) if annotation.edition == "plus"]
    if found:
        places = tuple(annotations.place(ingress, annotation.key, "NGINX Plus only", "key") for annotation in found)
        name = found[0].key.rpartition("/")[2]
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        yield Finding(places, f"without NGINX Plus the controller refuses an Ingress with `{name}`{others}")
