"""Every annotation has the companions that it needs to work.

Many keys are read only beside another one: `canary-weight` only with `canary: "true"`, the `cors-*`
keys only with `enable-cors: "true"`, `auth-secret` only with `auth-type`, the cert-manager keys
only with an issuer. Alone they are ignored, and where they were meant to protect something that is
an error: an Ingress with `auth-secret` but without `auth-type` asks nobody for a password (read in the
code of ingress-nginx, not tried on a running controller).

A key that is overruled by another one of the same Ingress is named as well. Where ingress-nginx can
be told the same for the whole cluster (ModSecurity, OpenTelemetry), a missing companion is only
worth knowing.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/canary: "false"  # expect: annotation-without-effect
    nginx.ingress.kubernetes.io/canary-weight: "20"
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
    nginx.ingress.kubernetes.io/auth-secret: "shop-users"  # expect: annotation-without-effect
    nginx.ingress.kubernetes.io/auth-realm: "Shop"  # expect: annotation-without-effect
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
    nginx.ingress.kubernetes.io/canary: "true"
    nginx.ingress.kubernetes.io/canary-weight: "20"
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
    nginx.ingress.kubernetes.io/auth-type: "basic"
    nginx.ingress.kubernetes.io/auth-secret: "shop-users"
    nginx.ingress.kubernetes.io/auth-realm: "Shop"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations` (canary, auth, authreq,
authtls, cors, proxyssl, sessionaffinity) and `rootfs/etc/nginx/lua/balancer.lua`;
cert-manager/cert-manager (1.21) `pkg/controller/certificate-shim/sync.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

Dependents = dict[tuple[str, ...], list[annotations.Annotation]]


@rule(Severity.WARNING, needs="controller annotations")
def annotation_without_effect(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    known = [found for found, _ in annotations.read(ingress, workspace) if not found.until]
    canary = annotations.is_on(ingress.annotations.get("nginx.ingress.kubernetes.io/canary"))
    alone: Dependents = {}
    overruled: set[str] = set()
    for annotation in known:
        if canary and annotation.scope and annotation.group not in ("Canary", "SessionAffinity"):
            continue  # a canary ignores all of these; another rule says so
        wanted = annotations.missing(annotation, ingress.annotations, workspace.profile(ingress))
        if wanted:
            alone.setdefault(wanted, []).append(annotation)
        else:
            yield from _wrong_companion(ingress, annotation)
            yield from _overruled(ingress, annotation, overruled)
    for wanted, found in alone.items():
        yield from _alone(ingress, wanted, found)


def _alone(ingress: Ingress, wanted: tuple[str, ...], found: list[annotations.Annotation]) -> Iterator[Finding]:
    """One finding for what is switched off, one for each key that lacks its companion."""
    severity = max((_severity(ingress, annotation, wanted) for annotation in found), default=Severity.WARNING)
    name = wanted[0].rpartition("/")[2]
    if len(wanted) == 1 and wanted[0] in ingress.annotations:
        names = ", ".join(f"`{annotation.name}`" for annotation in found)
        value = ingress.annotations[wanted[0]]
        off = annotations.place(ingress, wanted[0], "switched off")
        rest = (annotations.place(ingress, annotation.key, "without effect", "key") for annotation in found)
        yield Finding((off, *rest), f"`{name}` is `{value}`, so {names} {_does(found)} nothing", severity=severity)
        return
    for annotation in found:
        place = annotations.place(ingress, annotation.key, "without effect", "key")
        gone = _lost(annotation, wanted)
        result = f": {gone}" if gone else ", here or in the ConfigMap" if annotation.elsewhere else ""
        companions = " or ".join(f"`{key}`" for key in wanted[:3])
        message = f"`{annotation.name}` does nothing without {companions}{result}"
        yield Finding((place,), message, severity=_severity(ingress, annotation, wanted))


def _severity(ingress: Ingress, annotation: annotations.Annotation, wanted: tuple[str, ...]) -> Severity:
    if _lost(annotation, wanted):
        return Severity.ERROR
    return Severity.INFO if annotation.elsewhere and wanted[0] not in ingress.annotations else Severity.WARNING


def _lost(annotation: annotations.Annotation, wanted: tuple[str, ...]) -> str:
    """What is lost with the first companion, which switches the feature on; without a further one it still works."""
    first = annotation.needs[:1] or annotation.needs_one[:1]
    return annotation.lost if tuple(map(annotation.catalogue.key, first)) == wanted[:1] else ""


def _does(found: list[annotations.Annotation]) -> str:
    return "does" if len(found) == 1 else "do"


def _wrong_companion(ingress: Ingress, annotation: annotations.Annotation) -> Iterator[Finding]:
    for name, values in annotations.unmet(annotation, ingress.annotations):
        place = annotations.place(ingress, annotation.key, "without effect", "key")
        listed = " or ".join(f"`{value}`" for value in values)
        unstated = annotation.elsewhere and annotation.catalogue.key(name) not in ingress.annotations
        where = ", here or in the ConfigMap" if unstated else ""
        message = f"`{annotation.name}` does nothing unless `{name}` is {listed}{where}"
        yield Finding((place,), message, severity=Severity.INFO if unstated else Severity.WARNING)


def _overruled(ingress: Ingress, annotation: annotations.Annotation, told: set[str]) -> Iterator[Finding]:
    """What does nothing beside an annotation, each key once whatever else is stronger as well."""
    value = ingress.annotations[annotation.key]
    if not annotation.conflicts or not annotations.is_on(value) or annotations.fault(annotation, value):
        return
    for name in annotation.conflicts:
        key = annotation.catalogue.key(name)
        if annotations.is_on(ingress.annotations.get(key)) and key not in told:
            told.add(key)
            places = (
                annotations.place(ingress, key, "overruled", "key"),
                annotations.place(ingress, annotation.key, "wins", "key"),
            )
            yield Finding(places, f"`{name}` does nothing beside `{annotation.name}`")
