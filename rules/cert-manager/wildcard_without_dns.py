"""Certificates for wildcards come from issuers that solve DNS challenges.

An ACME server gives a certificate for `*.example.com` only to those who can change the DNS zone. With an
issuer whose solvers are all of the kind HTTP-01 the order fails, the Secret is never made, and the
controller serves a certificate of its own. Give the issuer a DNS-01 solver (it may have both), or name the
hosts one by one.

Only an issuer among the manifests is looked at.

In Gateway API the same is true of the hosts of listeners.

```yaml
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    email: admin@example.com
    server: https://acme.example.com/directory
    privateKeySecretRef:
      name: account
    solvers:
      - http01:
          ingress:
            ingressClassName: nginx
---
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
        - "*.example.com"  # expect: wildcard-without-dns
      secretName: shop-tls
  rules:
    - host: "*.example.com"
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
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec:
  acme:
    email: admin@example.com
    server: https://acme.example.com/directory
    privateKeySecretRef:
      name: account
    solvers:
      - dns01:
          cloudDNS:
            project: shop
---
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
        - "*.example.com"
      secretName: shop-tls
  rules:
    - host: "*.example.com"
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

Source: cert-manager/cert-manager (1.21) `pkg/apis/acme/v1/types_issuer.go`
(ACMEChallengeSolver).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Issuer, Place, Severity, Workspace, references, rule

_KINDS = {"cert-manager.io/issuer": "Issuer", "cert-manager.io/cluster-issuer": "ClusterIssuer"}
_EXTERNAL = ("cert-manager.io/issuer-kind", "cert-manager.io/issuer-group")


@rule(Severity.WARNING, needs=tuple(_KINDS))
def wildcard_without_dns(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    issuer = _issuer(ingress, workspace)
    if issuer is None or not issuer.http_only:
        return
    for entry in ingress.tls:
        for number, host in enumerate(entry.hosts):
            if host.startswith("*.") and entry.secret_name and references.is_known(host):
                places = (
                    Place(ingress.document, (*entry.at, "hosts", number), "no certificate"),
                    Place(issuer.document, ("spec", "acme", "solvers"), "HTTP-01 only", "key"),
                )
                named = f"{issuer.document.kind} `{issuer.document.name}`"
                yield Finding(places, f"`{host}` needs a solver of the kind DNS-01, and {named} has none")


def _issuer(ingress: Ingress, workspace: Workspace) -> Issuer | None:
    """The issuer that an Ingress asks for, if it is the only one among the manifests that may be meant."""
    found: list[Issuer] = []
    for key, kind in _KINDS.items():
        name = ingress.annotations.get(key, "")
        if references.is_known(name) and not any(other in ingress.annotations for other in _EXTERNAL):
            found += [issuer for issuer in workspace.named(Issuer, name) if _may_be(issuer, kind, ingress, workspace)]
    return found[0] if len(found) == 1 else None


def _may_be(issuer: Issuer, kind: str, ingress: Ingress, workspace: Workspace) -> bool:
    here, there = workspace.namespace(ingress.document), workspace.namespace(issuer.document)
    return issuer.document.kind == kind and (kind == "ClusterIssuer" or here == there)
