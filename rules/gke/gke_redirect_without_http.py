"""A GKE Ingress whose FrontendConfig redirects to HTTPS allows HTTP.

`redirectToHttps` of a FrontendConfig answers plain HTTP with a redirect. With
`kubernetes.io/ingress.allow-http: "false"` the load balancer has nothing that listens on port 80: GKE
makes the table of redirects and attaches it to nothing, as its code shows, and whoever types the name of the
host gets no answer at all. Leave the annotation out where there is a redirect.

In Gateway API the redirect is a filter of an HTTPRoute that is attached to the HTTP listener.

```yaml
apiVersion: networking.gke.io/v1beta1
kind: FrontendConfig
metadata:
  name: shop
spec:
  redirectToHttps:
    enabled: true
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
    networking.gke.io/v1beta1.FrontendConfig: "shop"
    kubernetes.io/ingress.allow-http: "false"  # expect: gke-redirect-without-http
    networking.gke.io/managed-certificates: "shop"
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
apiVersion: networking.gke.io/v1beta1
kind: FrontendConfig
metadata:
  name: shop
spec:
  sslPolicy: modern
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
    networking.gke.io/v1beta1.FrontendConfig: "shop"
    kubernetes.io/ingress.allow-http: "false"
    networking.gke.io/managed-certificates: "shop"
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

Source: kubernetes/ingress-gce (1.41) `pkg/loadbalancers/l7.go` (edgeHop),
`pkg/loadbalancers/url_maps.go` (ensureRedirectURLMap).
"""

from collections.abc import Iterator

from ingress_lint import Finding, FrontendConfig, Ingress, Place, Severity, Workspace, annotations, rule

_FRONTEND = "networking.gke.io/v1beta1.FrontendConfig"
_HTTP = "kubernetes.io/ingress.allow-http"


@rule(Severity.WARNING, needs=(_HTTP,))
def gke_redirect_without_http(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    off = ingress.annotations.get(_HTTP, "true").lower() in ("false", "f", "0")
    if not off or workspace.profile(ingress).controller != "gke":
        return
    config = workspace.find(FrontendConfig, ingress.document, ingress.annotations.get(_FRONTEND, ""))
    if config is not None and config.redirects:
        places = (
            annotations.place(ingress, _HTTP, "nothing listens on port 80"),
            Place(config.document, ("spec", "redirectToHttps"), "the redirect", "key"),
        )
        name = config.document.name
        yield Finding(
            places, f"`allow-http` is off, so the redirect to HTTPS of FrontendConfig `{name}` answers nobody"
        )
