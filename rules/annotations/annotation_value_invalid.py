"""Every annotation has a value that its controller can read.

What happens to a value outside the grammar is different for every key, and only rarely visible.
ingress-nginx refuses the object for some keys; for others the paths of the Ingress answer 503; most
often it silently takes another value (`proxy-body-size: 10MB` leaves the limit at 1m) or drops the
setting, and in the worst case it drops a protection: `auth-always-set-cookie: "yes"` switches the
whole external authentication off, and an empty `auth-url`, `auth-type` or `auth-tls-secret` lets
everybody in. The message says which of these it is. That a login is dropped was read in the code of
ingress-nginx 1.15.1, and not tried on a running controller: a value that is empty is not validated, and
the error of reading it is passed over together with the annotation.

The grammars are those of the validators of each controller. In Gateway API most of these settings
are typed fields that the API server itself checks.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-body-size: "10MB"  # expect: annotation-value-invalid
    nginx.ingress.kubernetes.io/proxy-read-timeout: "60s"  # expect: annotation-value-invalid
    nginx.ingress.kubernetes.io/proxy-buffering: "true"  # expect: annotation-value-invalid
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
    nginx.ingress.kubernetes.io/auth-url: ""  # expect: annotation-value-invalid
    nginx.ingress.kubernetes.io/auth-signin: "https://login.example.com"
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
    nginx.ingress.kubernetes.io/proxy-read-timeout: "60"
    nginx.ingress.kubernetes.io/proxy-buffering: "on"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/parser/validators.go`
(checkAnnotation), `internal/ingress/annotations/annotations.go` (Extract) and the packages beside
them; kubernetes-sigs/aws-load-balancer-controller `pkg/annotations/parser.go`; the other projects as
`schemas/annotations` names them.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Finding, Ingress, Severity, Workspace, annotations, edits, rule


@rule(Severity.ERROR, needs="controller annotations")
def annotation_value_invalid(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for annotation, value in annotations.read(ingress, workspace):
        fault = None if annotation.until or not annotation.certain else annotations.fault(annotation, value)
        if fault is None or "Ingress" not in annotation.on:
            continue
        then, severity = annotations.consequence(annotation, fault)
        subject = f"`{annotation.name}: {value}`" if value.strip() else f"`{annotation.name}`"
        place = annotations.place(ingress, annotation.key, "not read as meant" if value else "empty")
        namespace = workspace.namespace(ingress.document)
        called = annotations.with_provider(annotation, value, namespace or "<namespace>")
        meant = annotations.repair(annotation, value) or (called if namespace else "")
        notes = (annotation.note, f"write `{called}`, with the namespace of the object in front" if called else "")
        yield Finding(
            (place,),
            f"{subject} is {fault.because}: {then}",
            severity=severity,
            notes=tuple(note for note in notes if note),
            fixes=edits.replace_value(ingress.document, place.path, meant, safe=False) if meant else (),
            covers=(Cover("annotation-without-effect", place.path),),
        )
