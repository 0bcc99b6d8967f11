"""Ingresses that share a Secret of cert-manager list the same hosts.

For each Secret that the TLS entries of an Ingress name, cert-manager makes a Certificate with the hosts
of that entry, which belongs to that Ingress. Where another Ingress names the same Secret, the
Certificate is left alone, with nothing but a line in the log: the hosts of the second Ingress never
get into it, and browsers refuse what is served for them. Which Ingress is first depends on the
order in which they were created.

Silent where the names of one Ingress cover those of all others, and where a Certificate of one's own
makes the Secret. With Gateway API the same holds for Gateways.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
      secretName: web-tls  # expect: certificate-secret-shared
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: shop
                port:
                  number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: blog
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - blog.example.com
      secretName: web-tls
  rules:
    - host: blog.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: blog
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
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
                name: shop
                port:
                  number: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: blog
  annotations:
    cert-manager.io/cluster-issuer: letsencrypt
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - blog.example.com
      secretName: blog-tls
  rules:
    - host: blog.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: blog
                port:
                  number: 80
```

Source: cert-manager/cert-manager (1.21) `pkg/controller/certificate-shim/sync.go` (buildCertificates).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, references, routing, rule

ASKING = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme")


@rule(Severity.WARNING, on=Workspace, needs=ASKING)
def certificate_secret_shared(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    found: dict[tuple[str, str], dict[int, Ingress]] = defaultdict(dict)
    for ingresses in routing.by_scope(workspace).values():
        for ingress in filter(annotations.has_issuer, ingresses):
            for tls in ingress.tls:
                if references.is_known(tls.secret_name) and tls.secret_name not in workspace.made_secrets:
                    place = (workspace.namespace(ingress.document), tls.secret_name)
                    found[place].setdefault(id(ingress), ingress)
    for (_namespace, secret), sharing in found.items():
        ordered = sorted(sharing.values(), key=lambda ingress: routing.place_order(ingress.document))
        names = [hosts_of(ingress, secret) for ingress in ordered]
        known = all(references.is_known(host) for hosts in names for host in hosts)
        if len(ordered) > 1 and known and not any(all(covers(wide, each) for each in names) for wide in names):
            yield _finding(workspace, secret, ordered)


def hosts_of(ingress: Ingress, secret: str) -> set[str]:
    hosts = (host for tls in ingress.tls if tls.secret_name == secret for host in tls.hosts)
    return {host.lower() if references.is_known(host) else host for host in hosts}


def covers(names: set[str], hosts: set[str]) -> bool:
    return all(host in names or f"*.{host.partition('.')[2]}" in names for host in hosts)


def _finding(workspace: Workspace, secret: str, sharing: Sequence[Ingress]) -> Finding:
    places = (
        Place(ingress.document, (*tls.at, "secretName"), f"for {', '.join(tls.hosts)}"[:40])
        for ingress in sharing
        for tls in ingress.tls
        if tls.secret_name == secret
    )
    named = routing.listed([routing.object_name(workspace, ingress.document) for ingress in sharing])
    return Finding(
        tuple(places),
        f"cert-manager fills the Secret `{secret}` for the first Ingress only, but "
        f"{routing.count_word(len(sharing))} with other hosts name it: {named}",
        notes=("give each a Secret of its own, or list all hosts in each of them",),
    )
