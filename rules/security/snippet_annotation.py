r"""No annotation carries configuration text for the proxy.

A snippet is pasted into the configuration of the proxy as it stands. Whoever may write one can read
every Secret of the cluster through the service account of the controller (CVE-2021-25742), and no
update repairs that: it is what snippets are for. ingress-nginx therefore refuses them unless both
gates are open, `allow-snippet-annotations: true` (off since 1.9) and `annotations-risk-level:
Critical` (High since 1.12). F5 NGINX wants `-enable-snippets`.

Where the configuration states that a gate is shut, this is an error. Gateway API has no snippets:
filters and policies of the implementation take their place.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/configuration-snippet: "more_set_headers \"X-Frame-Options: DENY\";"  # expect: snippet-annotation
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
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: "10m"
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
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/controller.go`
(CheckIngress), CVE-2021-25742 in kubernetes/kubernetes issue 126811; nginx/kubernetes-ingress
`internal/k8s/validation.go`; jcmoraisjr/haproxy-ingress
`docs/content/en/docs/configuration/keys.md`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, annotations, rule


def _gates(controller: str) -> str:
    if controller == "ingress-nginx":
        return "refused unless `allow-snippet-annotations` is true and `annotations-risk-level` is Critical"
    if controller == "f5-nginx":
        return "refused unless the controller runs with `-enable-snippets`"
    return "it can read what the controller can read"


@rule(Severity.WARNING, needs="controller annotations")
def snippet_annotation(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    stated = workspace.profile(ingress).configured
    shut = stated.get("allow-snippet-annotations") is False or (
        str(stated.get("annotations-risk-level", "critical")).lower() != "critical"
    )
    opened = stated.get("allow-snippet-annotations") is True and not shut
    for annotation, value in annotations.read(ingress, workspace):
        if annotation.type != "snippet" or not value.strip():
            continue
        controller = annotation.catalogue.controller
        place = annotations.place(ingress, annotation.key, "pasted into the configuration", "key")
        said = "its text reaches the configuration unchecked" if opened else _gates(controller)
        yield Finding(
            (place,),
            f"`{annotation.name}` carries configuration text: {said}",
            severity=Severity.ERROR if shut and controller == "ingress-nginx" else None,
            covers=(Cover("annotation-risk", place.path),),
        )
