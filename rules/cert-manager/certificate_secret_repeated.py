"""Each TLS entry of an Ingress has a Secret of its own.

cert-manager makes one Certificate for each Secret that `spec.tls` names. With the same `secretName`
in two entries it reports an error and issues nothing, not even for the other entries. The same goes for
two entries without any `secretName`. Entries for one Secret are merged by hand:
one entry may list several hosts.

With Gateway API the same holds for the listeners of a Gateway.

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
    - hosts:
        - www.example.com
      secretName: shop-tls  # expect: certificate-secret-repeated
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
spec:
  ingressClassName: nginx
  tls:
    - hosts:
        - shop.example.com
        - www.example.com
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

Source: cert-manager/cert-manager (1.21) `pkg/controller/certificate-shim/sync.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Place, Severity, Workspace, annotations, rule


@rule(Severity.ERROR, needs=("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme"))
def certificate_secret_repeated(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    first: dict[str, tuple[str | int, ...]] = {}
    for tls in ingress.tls if annotations.has_issuer(ingress) else ():
        name = tls.secret_name or ""
        if name in first:
            field = ("secretName",) if name else ()
            here = Place(ingress.document, (*tls.at, *field), "repeated")
            before = Place(ingress.document, (*first[name], *field), "first here")
            what = f"two TLS entries share the Secret `{name}`" if name else "two TLS entries name no Secret"
            covers = () if name else (Cover("cert-manager-secret-missing", here.path),)
            yield Finding((here, before), f"cert-manager issues nothing: {what}", covers=covers)
        first.setdefault(name, tls.at)
