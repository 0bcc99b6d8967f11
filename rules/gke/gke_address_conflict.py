"""A GKE Ingress has one address, of the kind of its class.

An external Ingress takes a global address (`global-static-ip-name`), an internal one a regional
address (`regional-static-ip-name`). Both together are an error, and the one of the wrong kind is
not used.

In Gateway API the address stands in the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
    kubernetes.io/ingress.global-static-ip-name: "shop"  # expect: gke-address-conflict
    kubernetes.io/ingress.regional-static-ip-name: "shop"
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
    kubernetes.io/ingress.global-static-ip-name: "shop"
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

Source: kubernetes/ingress-gce (1.41) `pkg/annotations/ingress.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_GLOBAL = "kubernetes.io/ingress.global-static-ip-name"
_REGIONAL = "kubernetes.io/ingress.regional-static-ip-name"


@rule(
    Severity.ERROR,
    needs=("kubernetes.io/ingress.global-static-ip-name", "kubernetes.io/ingress.regional-static-ip-name"),
)
def gke_address_conflict(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "gke":
        return
    if _GLOBAL in ingress.annotations and _REGIONAL in ingress.annotations:
        places = (annotations.place(ingress, _GLOBAL), annotations.place(ingress, _REGIONAL))
        yield Finding(places, "GKE refuses an Ingress with both a global and a regional address")
        return
    internal = ingress.annotations.get("kubernetes.io/ingress.class") == "gce-internal"
    wrong = _GLOBAL if internal else _REGIONAL
    if wrong in ingress.annotations and (internal or ingress.annotations.get("kubernetes.io/ingress.class") == "gce"):
        kind = "an internal" if internal else "an external"
        place = annotations.place(ingress, wrong, "not used", "key")
        yield Finding((place,), f"GKE does not use `{wrong}` for {kind} Ingress")
