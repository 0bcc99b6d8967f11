"""The class of the Ingress that answers a challenge is given once.

cert-manager makes an Ingress of its own for the time of an HTTP-01 challenge. `http01-ingress-class` gives it the old
annotation, `http01-ingress-ingressclassname` the field `ingressClassName`, and an Ingress cannot have both: with both
keys the order fails, and no certificate is issued. The field is right for most controllers of today.

In Gateway API challenges are answered by an HTTPRoute that names its Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
    acme.cert-manager.io/http01-ingress-class: "nginx"  # expect: solver-class-ambiguous
    acme.cert-manager.io/http01-ingress-ingressclassname: "nginx"
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

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    cert-manager.io/cluster-issuer: "letsencrypt"
    acme.cert-manager.io/http01-ingress-ingressclassname: "nginx"
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

Source: cert-manager/cert-manager (1.21) `pkg/controller/acmeorders`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, annotations, rule

_CLASS = "acme.cert-manager.io/http01-ingress-class"
_FIELD = "acme.cert-manager.io/http01-ingress-ingressclassname"


@rule(Severity.ERROR, needs=(_CLASS,))
def solver_class_ambiguous(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if ingress.annotations.get(_CLASS) and ingress.annotations.get(_FIELD) and annotations.has_issuer(ingress):
        places = (annotations.place(ingress, _CLASS), annotations.place(ingress, _FIELD, "names the class, too"))
        covers = tuple(Cover("annotation-without-effect", place.path) for place in places)
        message = "the order of the certificate fails: `http01-ingress-class` and `http01-ingress-ingressclassname` exclude each other"
        yield Finding(places, message, covers=covers)
