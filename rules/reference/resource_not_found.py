"""A backend of another kind than a Service names an object that exists.

A backend may name an object of any kind, a bucket with static files say, by API group, kind and
name. The API server looks whether the three are well formed, not whether there is such an object: a
slip in the name is accepted. What happens then is up to the controller; none can serve from an
object that is not there, and the requests for this path get an error or another backend's answer.

The object is looked for in the namespace of the Ingress; an object without a namespace may be of a
kind that has none, and always counts. The version of its `apiVersion` does not matter. No `apiGroup`
means the core group.

What is not among the linted manifests may still be in the cluster. So an absent object is an error
only in a set that the configuration declares `complete`; a warning where one of the same kind has
almost the same name, or where it exists in another namespace; and otherwise one of the unresolved
references that are counted in a closing line.

```yaml
apiVersion: k8s.example.com/v1
kind: StorageBucket
metadata:
  name: static-assets
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /icons
            pathType: Prefix
            backend:
              resource:
                apiGroup: k8s.example.com
                kind: StorageBucket
                name: static-asets  # expect: resource-not-found
```

```yaml
apiVersion: k8s.example.com/v1
kind: StorageBucket
metadata:
  name: static-assets
  namespace: media
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: shop
spec:
  defaultBackend:
    resource:
      apiGroup: k8s.example.com
      kind: StorageBucket
      name: static-assets  # expect: resource-not-found
```

```yaml
apiVersion: k8s.example.com/v1
kind: StorageBucket
metadata:
  name: static-assets
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /icons
            pathType: Prefix
            backend:
              resource:
                apiGroup: k8s.example.com
                kind: StorageBucket
                name: static-assets
          - path: /films
            pathType: Prefix
            backend:
              resource:
                apiGroup: k8s.example.com
                kind: StorageBucket
                name: of-another-team
```

Source: kubernetes `pkg/apis/networking/validation/validation.go` (no look-up takes place),
`staging/src/k8s.io/api/networking/v1/types.go` (IngressBackend).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, resources, rule


@rule(Severity.ERROR, on=Workspace, needs="resource backend")
def resource_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for same, missing in resources.absent(workspace):
        if workspace.complete or missing.elsewhere or len(missing.similar) == 1:
            yield _finding(workspace, same, missing)


def _finding(workspace: Workspace, same: tuple[resources.Use, ...], missing: resources.Missing) -> Finding:
    ingress, wanted = same[0]
    places = [Place(ingress.document, (*use.resource.at, "name"), f"no such {wanted.kind}"[:40]) for use in same]
    meant = missing.similar if len(missing.similar) == 1 else ()
    places += [Place(found.document, ("metadata", "namespace"), "it is here") for found in missing.elsewhere]
    places += [Place(found.document, ("metadata", "name"), f"the {wanted.kind} beside it"[:40]) for found in meant]
    namespace = workspace.namespace(ingress.document)
    where = f"namespace `{namespace}`" if namespace else "the namespace of the Ingress"
    group = f" of the API group `{wanted.group}`" if wanted.group else ""
    return Finding(
        tuple(places),
        f"{where} has no {wanted.kind} `{wanted.name}`{group}{_instead(workspace, missing)}",
        severity=None if workspace.complete else Severity.WARNING,
        notes=("the API server accepts this; the controller finds nothing to serve this path from",),
    )


def _instead(workspace: Workspace, missing: resources.Missing) -> str:
    if missing.elsewhere:
        return f"; it is in namespace `{workspace.namespace(missing.elsewhere[0].document)}`"
    if len(missing.similar) == 1:
        return f"; did you mean `{missing.similar[0].document.name}`?"
    groups = [f"`{group}`" if group else "the core group" for group in missing.groups]
    return f"; there is one of {' and '.join(groups)}" if groups else ""
