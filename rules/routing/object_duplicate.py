"""An object is defined once among what is deployed together.

Two documents with the same kind, namespace and name are one object in the cluster: whichever is
applied last replaces the other, without a word. What the first one says (hosts, paths,
annotations) is gone, and with several files the order decides. Other rules take such documents for
alternatives of which one is used, and do not report conflicts between them.

Several files count where a kustomization lists them. Else they are mostly variants of which one is
deployed at a time: in several directories (`dev/` and `prod/`) always, in one directory if more than
two define the object, if their names are alike (`ingress.yaml`, `ingress-tls.yaml`) or speak of a
variant (`prod.yaml`), or if they define other objects twice as well. Two other files of one
directory, `a.yaml` and `b.yaml`, count if the second Ingress looks like a copy (the same hosts, class
and Services) or like a new one under an old name (no host and no Service in common).

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop  # expect: object-duplicate
spec:
  ingressClassName: nginx
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
  name: shop
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
                name: cart
                port:
                  number: 80
```

Another namespace makes another object:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: a
spec:
  ingressClassName: nginx
  rules:
    - host: a.example.com
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
  name: shop
  namespace: b
spec:
  ingressClassName: nginx
  rules:
    - host: b.example.com
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

Source: kubernetes `staging/src/k8s.io/kubectl/pkg/cmd/apply/apply.go`.
"""

from collections.abc import Iterator

from ingress_lint import Document, Finding, Place, Severity, Workspace, routing, rule


@rule(Severity.WARNING, on=Workspace, needs="several")
def object_duplicate(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    found: dict[tuple[str, str, str], list[Document]] = {}
    documents = (*(i.document for i in workspace.ingresses), *(c.document for c in workspace.ingress_classes))
    for document in documents:
        if document.name and not document.fragment:
            namespace = workspace.namespace(document) if document.ours == "Ingress" else ""
            found.setdefault((document.ours, namespace, workspace.name(document)), []).append(document)
    for (kind, namespace, name), same in found.items():
        if len(same) > 1:
            ordered = sorted(same, key=routing.place_order)
            places = [Place(document, ("metadata", "name"), "defined here") for document in ordered]
            called = f"{namespace}/{name}" if namespace else name
            message = f"{kind} `{called}` is defined {_times(len(places))}: what is applied last replaces the rest"
            yield Finding(tuple(places), message)


def _times(count: int) -> str:
    return "twice" if count == 2 else f"{routing.count_word(count)} times"
