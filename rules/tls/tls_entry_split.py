"""The hosts and the Secret of a certificate stand in one TLS entry.

A `-` begins a new entry of a list. With one too many, before `secretName`, there is an entry with hosts and no
Secret, and another one with a Secret and no hosts. The API server accepts both. ingress-nginx finds the host in the
first entry, which names no Secret, and answers with its default certificate, which browsers refuse.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
    - secretName: shop-tls  # expect: tls-entry-split
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

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
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
```

Silent where certificates come from elsewhere (annotations of cert-manager, of the cloud), where TLS ends at the
backend, where a rule without host may be what the Secret is for, and where the entries of the one kind do
not follow directly those of the other. Traefik and GKE take the
certificates of all Secrets, whatever the hosts beside them, and are left out; so are the HAProxy controllers, of
which it was not read what they do.

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go` (extractTLSSecretName);
kubernetes `staging/src/k8s.io/api/networking/v1/types.go` (IngressTLS); traefik/traefik
`pkg/provider/kubernetes/ingress/kubernetes.go` (getCertificates); kubernetes/ingress-gce `pkg/tls/tls.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, annotations, edits, places, routing, rule

_NOT_BY_HOST = ("traefik", "gke", "haproxytech", "haproxy-ingress")


@rule(Severity.WARNING, needs="tls entry without hosts")
def tls_entry_split(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if _is_explained(ingress, workspace):
        return
    halves = [(i, half) for i in range(len(ingress.tls)) if (half := _half(ingress, i))]
    hosts, secrets = halves[::2], halves[1::2]
    if len(hosts) != len(secrets) or any(half != "hosts" for _, half in hosts):
        return
    if any(half != "secretName" or i != before + 1 for (before, _), (i, half) in zip(hosts, secrets, strict=True)):
        return
    for index, _ in secrets:
        yield _finding(ingress, index)


def _is_explained(ingress: Ingress, workspace: Workspace) -> bool:
    """Whether the entries may be meant as they are."""
    open_ended = not ingress.rules or not all(rule.host for rule in ingress.rules)
    elsewhere = annotations.has_issuer(ingress) != "" or routing.certified_elsewhere(workspace, ingress)
    return open_ended or elsewhere or workspace.profile(ingress).controller in _NOT_BY_HOST


def _half(ingress: Ingress, index: int) -> str:
    """The one key of a TLS entry that has only one of the two; empty for any other entry."""
    tls = ingress.tls[index]
    if tls.hosts and not tls.secret_name and not _is_written(ingress, (*tls.at, "secretName")):
        return "hosts"
    return "secretName" if tls.secret_name and not tls.hosts and not _is_written(ingress, (*tls.at, "hosts")) else ""


def _is_written(ingress: Ingress, at: tuple[str | int, ...]) -> bool:
    """Whether a field is there, be it empty."""
    return places.node_at(ingress.document, at) is not None


def _finding(ingress: Ingress, index: int) -> Finding:
    first, second = ingress.tls[index - 1 : index + 1]
    more = f" and {len(first.hosts) - 1} more" if len(first.hosts) > 1 else ""
    named = f"TLS host `{first.hosts[0]}`{more}"
    found = (
        Place(ingress.document, second.at, "this `-` begins another entry"),
        Place(ingress.document, first.at, "has no secretName"),
    )
    message = f"{named} and Secret `{second.secret_name}` are in two TLS entries, so that the host has no certificate of its own"
    fixes = edits.join_items(ingress.document, first.at, safe=False)
    notes = () if fixes else ("write hosts and `secretName` into one entry of the list",)
    return Finding(found, message, notes=notes, fixes=fixes)
