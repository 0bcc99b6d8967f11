"""A rule says where the paths of its host go.

A rule without `http` is valid. It sends its requests to the default backend: that of the Ingress, or
whatever the controller answers without one, which is mostly 404. Whether that holds for the host of
the rule only or for all hosts is up to the controller, and the one of GKE refuses such rules. Often
the paths got lost in indentation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com  # expect: rule-without-paths
```

A master of the F5 NGINX controller has its paths in other objects, its minions:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.org/mergeable-ingress-type: master
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
```

Source: kubernetes `staging/src/k8s.io/api/networking/v1/types.go`; kubernetes/ingress-gce `cmd/check-gke-ingress`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, routing, rule


@rule(Severity.INFO, needs="rule without paths")
def rule_without_paths(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if routing.is_master(ingress):
        return
    for i, each in enumerate(ingress.rules):
        if routing.lists_no_paths(ingress, each):
            who = f"the rule for `{each.host}`" if each.host else "a rule without host"
            goes = "the default backend" if ingress.default_backend else "the controller's default backend"
            place = Place(ingress.document, (*each.at, "host") if each.host else each.at, "no paths")
            finding = Finding((place,), f"{who} lists no paths, so that its requests go to {goes}")
            halves = (
                other.at for other in ingress.rules[i + 1 : i + 2] if each.host and not other.host and other.paths
            )
            rest = next(halves, None)
            yield _cut_in_two(finding, Place(ingress.document, rest, "its paths?")) if rest else finding


def _cut_in_two(finding: Finding, rest: Place) -> Finding:
    note = "the next rule has paths and no host: if both are one rule, take away the `- ` before the second part"
    return finding._replace(places=(*finding.places, rest), severity=Severity.WARNING, notes=(note,))
