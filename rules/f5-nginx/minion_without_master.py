"""A minion Ingress has a master for its host.

A minion adds paths to the host of its master. Without a master of that host F5 NGINX refuses the minion, and nobody
serves its paths: mostly the host was renamed in one of them.

Masters and minions are often kept apart. So something is said only in a set that the configuration declares
`complete`, where it is an error, or if there are masters among the manifests, none of them for this host.

In Gateway API an HTTPRoute names its Gateway instead.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.org/mergeable-ingress-type: "master"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
  annotations:
    nginx.org/mergeable-ingress-type: "minion"
spec:
  ingressClassName: nginx
  rules:
    - host: www.example.com  # expect: minion-without-master
      http:
        paths:
          - path: /cart
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
    nginx.org/mergeable-ingress-type: "master"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: cart
  annotations:
    nginx.org/mergeable-ingress-type: "minion"
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
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

Source: nginx/kubernetes-ingress (main) `internal/k8s/configuration.go`
(buildMinionConfigs, detectChangesInProblems).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, references, rule

_KIND = "nginx.org/mergeable-ingress-type"


@rule(Severity.WARNING, on=Workspace, needs=(_KIND,))
def minion_without_master(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    masters = {host: place for ingress in _of_kind(workspace, "master") for host, place in _hosts(ingress)}
    if not masters and not workspace.complete:
        return
    if not all(map(references.is_known, masters)):
        return
    for ingress in _of_kind(workspace, "minion"):
        for host, place in _hosts(ingress):
            if references.is_known(host) and host not in masters:
                severity = Severity.ERROR if workspace.complete else None
                message = f"no master Ingress has the host `{host}` of this minion, so F5 NGINX refuses it"
                yield Finding((place,), message, severity=severity)


def _of_kind(workspace: Workspace, kind: str) -> list[Ingress]:
    found = (ingress for ingress in workspace.ingresses if ingress.annotations.get(_KIND) == kind)
    return [ingress for ingress in found if workspace.profile(ingress).controller == "f5-nginx"]


def _hosts(ingress: Ingress) -> Iterator[tuple[str, Place]]:
    for rule_of_host in ingress.rules:
        yield rule_of_host.host, Place(ingress.document, (*rule_of_host.at, "host"), "without a master")
