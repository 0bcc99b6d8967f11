"""The apiVersion is one that current Kubernetes still serves.

`extensions/v1beta1` and `networking.k8s.io/v1beta1` lost Ingress and IngressClass in Kubernetes
1.22: since then the API server answers `no matches for kind "Ingress"`. The new version
`networking.k8s.io/v1`, there since 1.19, also writes several fields in another way, so the finding
names each of them. For a target below 1.22 it is a warning.

```yaml
apiVersion: networking.k8s.io/v1beta1  # expect: api-version-removed
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            backend:
              serviceName: web
              servicePort: 80
```

The fix does what the server's own conversion did, comments and layout stay:

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: nginx
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/website `content/en/docs/reference/using-api/deprecation-guide.md`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Place, Severity, Workspace, migration, rule

_CLASS = ("metadata", "annotations", "kubernetes.io/ingress.class")
_VERSION = "networking.k8s.io/v1"
_NEW_FIELDS = ("service", "defaultBackend")


@rule(Severity.ERROR, on="api-version-removed")
def api_version_removed(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    document, old = fact.document, fact.detail == "old"
    fields = list(_fields(document.value, ()))
    moves = tuple(Place(document, path, label, "key") for path, value in fields if (label := _move(path, value)))
    label = "deprecated, removed in Kubernetes 1.22" if old else "removed in Kubernetes 1.22"
    newer = () if old else tuple(path for path, _ in fields if path[:1] == ("spec",) and path[-1] in _NEW_FIELDS)
    after = f"{len(moves)} more place{'s' if len(moves) > 1 else ''} must change with it" if moves else ""
    what = "is deprecated and gone in Kubernetes 1.22" if old else "was removed in Kubernetes 1.22"
    found = migration.migrate(document)
    yield Finding(
        (Place(document, fact.path, label), *moves),
        f"apiVersion `{fact.value}` of {document.ours} {what}: write `{_VERSION}`",
        severity=Severity.WARNING if old else None,
        notes=tuple(note for note in (after, *found.notes) if note),
        fixes=found.fixes,
        covers=(Cover("class-annotation-deprecated", _CLASS), *(c for path in newer for c in _covers(path))),
    )


def _fields(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], object]]:
    """Every field below a value, and every entry of a list."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in children:
        yield (*path, key), inner
        yield from _fields(inner, (*path, key))


def _move(path: tuple[str | int, ...], value: object) -> str:
    """What becomes of a field in the new version, empty for one that stays."""
    if path == _CLASS:
        return "" if str(value).startswith("gce") else "becomes `spec.ingressClassName`"  # GKE reads nothing else
    if path[0] != "spec" or len(path) < 2:
        return ""
    if path == ("spec", "backend"):
        return "becomes `defaultBackend`"
    if path[-1] == "serviceName":
        return "becomes `service.name`"
    if path[-1] == "servicePort":
        return f"becomes `service.port.{'name' if isinstance(value, str) else 'number'}`"
    if path[-2] == "paths" and isinstance(value, dict) and value.get("pathType") is None:
        return "needs a `pathType`"
    return ""


def _covers(path: tuple[str | int, ...]) -> Iterator[Cover]:
    """A field of the new version is right as soon as the version is."""
    yield Cover("unknown-field", path)
    yield Cover("backend-empty", path[:-1])
    yield Cover("spec-empty", path[:-1])
