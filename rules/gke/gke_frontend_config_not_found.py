"""The FrontendConfig that a GKE Ingress names exists.

The annotation `networking.gke.io/v1beta1.FrontendConfig` names an object in the namespace of the Ingress.
If there is none, GKE reports an event and goes on without it: plain HTTP is not redirected, and the
policy for TLS is the default one.

A FrontendConfig that is not among the manifests is an error only in a set that the configuration
declares `complete`, and a warning where there is one with almost the same name, or one of this name
in another namespace.

In Gateway API a GCPGatewayPolicy names the Gateway, not the other way round.

```yaml
apiVersion: networking.gke.io/v1beta1
kind: FrontendConfig
metadata:
  name: shop-https
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
    networking.gke.io/v1beta1.FrontendConfig: "shop-http"  # expect: gke-frontend-config-not-found
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
  name: shop-https
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
    networking.gke.io/v1beta1.FrontendConfig: "shop-https"
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

Source: kubernetes/ingress-gce (1.41) `pkg/frontendconfig/frontendconfig.go`,
`pkg/controller/controller.go` (toRuntimeInfo),
`cmd/check-gke-ingress/app/ingress/rule.go` (CheckFrontendConfigExistence).
"""

from collections.abc import Iterator

from ingress_lint import Finding, FrontendConfig, Ingress, Place, Severity, Workspace, annotations, references, rule

_KEY = "networking.gke.io/v1beta1.FrontendConfig"


@rule(Severity.ERROR, on=Workspace, needs=(_KEY,))
def gke_frontend_config_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingress in workspace.ingresses:
        name = ingress.annotations.get(_KEY, "")
        if not references.is_known(name) or workspace.profile(ingress).controller != "gke":
            continue
        together = workspace if workspace.complete else workspace.project
        if not together.may_find(FrontendConfig, ingress.document, name):
            yield from _finding(workspace, ingress, name)


def _finding(workspace: Workspace, ingress: Ingress, name: str) -> Iterator[Finding]:
    elsewhere = workspace.named(FrontendConfig, name)
    found = elsewhere[:1] or workspace.similar(FrontendConfig, ingress.document, name)[:1]
    if not found and not workspace.complete:
        return
    said = f"; did you mean `{found[0].document.name}`?" if found else ""
    if elsewhere:
        said = f" in this namespace, but in `{workspace.namespace(elsewhere[0].document)}`"
    here = annotations.place(ingress, _KEY, "no such FrontendConfig")
    yield Finding(
        (here, *(Place(config.document, ("metadata", "name"), "there is this one") for config in found)),
        f"there is no FrontendConfig `{name}`{said}",
        severity=None if workspace.complete else Severity.WARNING,
    )
