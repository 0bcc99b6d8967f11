"""A host of a GKE Ingress stands in one rule.

GKE reads the rules of an Ingress into a map by host. Where a host stands in two rules, the later
one replaces the earlier one, whose paths are no longer served.

In Gateway API each rule of a route counts.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
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
    - host: shop.example.com  # expect: gke-host-repeated
      http:
        paths:
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: api
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
          - path: /api
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-gce (1.41) `pkg/controller/translator/translator.go`;
`cmd/check-gke-ingress/app/ingress/rule.go` (RuleHostOverwriteCheck).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.ERROR, needs="gke")
def gke_host_repeated(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "gke":
        return
    first: dict[str, tuple[str | int, ...]] = {}
    for rule_of_host in ingress.rules:
        if rule_of_host.host in first:
            here = Place(ingress.document, (*rule_of_host.at, "host"), "replaces the earlier rule")
            before = Place(ingress.document, (*first[rule_of_host.host], "host"), "no longer served")
            host = rule_of_host.host or "every host"
            yield Finding((here, before), f"GKE serves only the last rule of `{host}`")
        first[rule_of_host.host] = rule_of_host.at
