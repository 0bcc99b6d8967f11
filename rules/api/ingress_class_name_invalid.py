"""ingressClassName is the name of an IngressClass.

`spec.ingressClassName` names an IngressClass, so it is a lower-case DNS name of at most 253
bytes. An empty string is not the same as no class: the API server refuses it. Without the field
the cluster's default class is used, if there is one.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: Nginx_Internal  # expect: ingress-class-name-invalid
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
spec:
  ingressClassName: ""  # expect: ingress-class-name-invalid
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

Source: kubernetes `pkg/apis/networking/validation/validation.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, edits, rule, slips


@rule(Severity.ERROR, on="ingress-class-name-invalid")
def ingress_class_name_invalid(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    place = Place(fact.document, fact.path, "not the name of an IngressClass")
    if not fact.value:
        yield Finding((place,), "ingressClassName is empty, name an IngressClass or leave the field out")
        return
    allowed = "the name of an IngressClass is a lower-case DNS name, at most 253 bytes"
    message = f"`{fact.value}` cannot be the name of an IngressClass: {fact.detail}"
    absent = Cover("ingress-class-not-found", fact.path)  # there cannot be one of this name
    meant, certain = slips.host_meant(str(fact.value))  # a name of the same form
    fixes = edits.replace_value(fact.document, fact.path, meant, safe=False) if certain else ()
    yield Finding((place,), message, notes=(allowed,), fixes=fixes, covers=(absent,))
