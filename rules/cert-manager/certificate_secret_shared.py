"""Ingresses that share a Secret of cert-manager list the same hosts.

cert-manager names the Certificate after the Secret, makes it for the first Ingress it sees, and leaves it alone for
every other one of the namespace: the Certificate has an owner already. The hosts of the others never get into it,
and browsers refuse it for them. Which Ingress is the first may change when the objects are made anew.

Give each set of hosts a Secret of its own, or list all hosts in each of the Ingresses.

With Gateway API the hosts of all listeners of a Gateway that name one Secret are put together.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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
kind: Ingress
metadata:
  name: api
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - api.example.com
      secretName: shop-tls  # expect: certificate-secret-shared
  rules:
    - host: api.example.com
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
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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
kind: Ingress
metadata:
  name: cart
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
      secretName: shop-tls
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
kind: Ingress
metadata:
  name: api
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - api.example.com
      secretName: api-tls
  rules:
    - host: api.example.com
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

Source: cert-manager/cert-manager (1.21) `pkg/controller/certificate-shim/sync.go`
(buildCertificates).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, references, routing, rule

Uses = dict[tuple[str, str], list[tuple[Place, frozenset[str]]]]


@rule(
    Severity.WARNING,
    on=Workspace,
    needs=("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme"),
)
def certificate_secret_shared(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for (_namespace, secret), uses in _uses(workspace).items():
        whole = frozenset[str]().union(*(hosts for _, hosts in uses))
        common = whole.intersection(*(hosts for _, hosts in uses))
        if whole != common:
            first, *others = [place for place, _ in uses]
            listed = routing.listed(sorted(whole - common))
            message = f"cert-manager puts the hosts of one Ingress into `{secret}`, so that {listed} may not be in it"
            yield Finding((others[0], first, *others[1:]), message)


def _uses(workspace: Workspace) -> Uses:
    """The Secrets that cert-manager is to make, with the hosts that each Ingress asks for."""
    found: Uses = {}
    seen: set[tuple[str, str]] = set()
    for ingress in sorted(workspace.ingresses, key=lambda ingress: routing.place_order(ingress.document)):
        name = (workspace.namespace(ingress.document), workspace.name(ingress.document))
        if name in seen or not annotations.has_issuer(ingress):
            continue  # documents of one object are alternatives
        seen.add(name)
        for secret, use in _of_one(ingress).items():
            found.setdefault((name[0], secret), []).append(use)
    return found


def _of_one(ingress: Ingress) -> dict[str, tuple[Place, frozenset[str]]]:
    return {
        entry.secret_name: (
            Place(ingress.document, (*entry.at, "secretName"), "one Certificate"),
            frozenset(host.lower() for host in entry.hosts),
        )
        for entry in ingress.tls
        if references.is_known(entry.secret_name) and entry.hosts and all(map(references.is_known, entry.hosts))
    }
