"""No key stands twice in the same mapping.

kubectl drops all but the last of several equal keys before it sends the object, without a word: the
first host, path or annotation is simply gone. The API server, given the file as it is and told to be
strict, refuses it. The same holds for a key that meets another one through a merge key (`<<`).

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    example.com/team: web
    example.com/team: payments  # expect: duplicate-key
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

A merge key counts where it stands. kubectl's parser lets it overwrite what was written before it,
which is not what the YAML specification says:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  labels: &common
    app: shop
  annotations:
    app: other
    <<: *common  # expect: duplicate-key
spec:
  defaultBackend:
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
    example.com/team: web
    example.com/owner: payments
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: sigs.k8s.io/yaml `yaml.go`, go.yaml.in/yaml/v2 `decode.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule

_WINNER = {
    "": "kubectl silently keeps only the last one",
    "merged": "kubectl silently takes the value that the merge key brings",
    "overrides": "kubectl silently takes this value and not the merged one",
}


@rule(Severity.ERROR, on="duplicate-key")
def duplicate_key(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    if fact.detail == "separator":
        yield _two_objects(fact)
        return
    key = fact.path[-1]
    again = "comes a second time through a merge key" if fact.detail == "merged" else "stands a second time"
    places = (
        Place(fact.document, fact.path, "again here", "key", fact.span),
        Place(fact.document, fact.path, "first here", "key", fact.value),
    )
    note = "the API server refuses the file as it stands if it is asked to be strict"
    yield Finding(places, f"key `{key}` {again}: {_WINNER[fact.detail]}", notes=(note,))


def _two_objects(fact: Fact) -> Finding:
    places = (
        Place(fact.document, fact.path, "a second object begins here", "key", fact.span),
        Place(fact.document, fact.path, "the first one", "key", fact.value),
    )
    return Finding(
        places,
        f"a `---` line is missing before this `{fact.path[-1]}`: two objects stand in one document",
        notes=("kubectl silently keeps only the last of equal keys, so the first object is lost",),
    )
