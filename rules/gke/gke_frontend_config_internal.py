"""An internal GKE Ingress has no FrontendConfig.

A FrontendConfig holds redirects to HTTPS and a policy for TLS, and both are for external load balancers.
On an internal Ingress a redirect makes GKE stop with an error ("cannot enable HTTPS Redirects with
L7 ILB"), and Google's own checker reports the annotation, whatever the FrontendConfig says. To keep
plain HTTP out of an internal Ingress, set `kubernetes.io/ingress.allow-http: "false"`.

In Gateway API a redirect is a filter of an HTTPRoute, for internal Gateways as well.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce-internal"
    networking.gke.io/v1beta1.FrontendConfig: "shop"  # expect: gke-frontend-config-internal
spec:
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
    kubernetes.io/ingress.class: "gce"
    networking.gke.io/v1beta1.FrontendConfig: "shop"
spec:
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

Source: kubernetes/ingress-gce (1.41) `pkg/loadbalancers/url_maps.go` (ensureRedirectURLMap),
`cmd/check-gke-ingress/app/ingress/rule.go` (CheckL7ILBFrontendConfig).
"""

from collections.abc import Iterator

from ingress_lint import Finding, FrontendConfig, Ingress, Severity, Workspace, annotations, rule

_KEY = "networking.gke.io/v1beta1.FrontendConfig"


@rule(Severity.WARNING, needs=(_KEY,))
def gke_frontend_config_internal(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    name = ingress.annotations.get(_KEY, "")
    internal = ingress.annotations.get("kubernetes.io/ingress.class") == "gce-internal"
    if not internal or not name or workspace.profile(ingress).controller != "gke":
        return
    config = workspace.find(FrontendConfig, ingress.document, name)
    redirects = config is not None and config.redirects
    message = (
        f"an internal GKE Ingress {'cannot redirect to HTTPS' if redirects else 'has no use for a FrontendConfig'}"
    )
    then = ": GKE stops with an error" if redirects else ", and stops with an error if that redirects to HTTPS"
    place = annotations.place(ingress, _KEY, "external only", "key")
    yield Finding((place,), message + then, severity=Severity.ERROR if redirects else None)
