"""Every field is one the API server knows, and at the right level.

`kubectl` asks the API server to be strict, and that refuses an object with a field it does not know:
`strict decoding error: unknown field "spec.service"`. Without strictness the field is dropped in
silence, which is worse. The usual reasons are a typo, another case, and a field one level too high
or too low.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  service:  # expect: unknown-field
    name: web
    port:
      number: 80
```

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Annotations and labels stand one level below `metadata`:

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  example.com/team: web  # expect: unknown-field
spec:
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

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    example.com/team: web
spec:
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
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathTyp: Prefix  # expect: unknown-field
            backend:
              service:
                name: web
                namespace: front  # expect: unknown-field
                port:
                  number: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
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

Source: sigs.k8s.io/json `internal/golang/encoding/json/decode.go`, kubernetes
`staging/src/k8s.io/api/networking/v1/types.go`.
"""

from collections.abc import Iterator

from ingress_lint import Cover, Fact, Finding, Fix, Place, Severity, Workspace, edits, relocation, rule, slips

_ONE_OR_MANY: dict[tuple[str | int, str | int], str] = {
    ("hosts", "host"): "a rule has one `host`: write a rule for each of them",
    ("host", "hosts"): "`hosts` is a list: write each host on a line of its own below `hosts:`, behind `- `",
}


@rule(Severity.ERROR, on="unknown-field")
def unknown_field(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    message, label, note = _words(fact)
    place = Place(fact.document, fact.path, label, "key")
    notes = (note,) if note else ()
    yield Finding((place,), message, notes=notes, fixes=_fixes(fact), covers=tuple(_consequences(fact)))


def _fixes(fact: Fact) -> tuple[Fix, ...]:
    """A rename or a move, where there is one place the field can be meant for."""
    if fact.detail == "misspelt":
        return edits.rename_key(fact.document, fact.path, str(fact.related[0][-1]), safe=True)
    if fact.detail == "port" and fact.path[:-1] == fact.related[0][:-1]:
        return edits.rename_key(fact.document, fact.path, str(fact.related[0][-1]), safe=False)
    if fact.detail == "misplaced" and len(fact.related) == 1:
        return relocation.relocate(fact.document, fact.path, fact.related[0])
    return ()


def _words(fact: Fact) -> tuple[str, str, str]:
    """Message, label and note by what the field was meant to be."""
    key, home = fact.path[-1], fact.related[0] if fact.related else ()
    if fact.detail in ("misspelt", "similar"):
        note = _ONE_OR_MANY.get((key, home[-1]), "") or slips.invisible(str(key))
        return f"unknown field `{key}`, did you mean `{home[-1]}`?", f"did you mean `{home[-1]}`?", note
    if fact.detail == "glued":
        meant = ": ".join(str(key).split(":", 1))
        return f"a blank is missing after the colon: write `{meant}`", "no blank after the colon", ""
    if fact.detail == "blank":
        bare, note = str(key).strip(), "retype the blanks before it"
        return f"`{bare}` stands behind no-break spaces, which are no indentation", "no-break space", note
    if fact.detail == "outdented" and isinstance(fact.value, tuple):
        above = home[len(fact.path) - 1]
        names = " and ".join(", ".join(f"`{name}`" for name in fact.value).rsplit(", ", 1))
        return f"`{above}` is empty: {names} must be indented below it", f"belongs below `{above}`", ""
    if fact.detail == "misplaced":
        where = _where(fact, home[:-1])
        note = "write it, and all that is below it, as far to the left as `kind`" if len(home) == 1 else ""
        return f"`{key}` is no field of {_name(fact, fact.path[:-1])}: it belongs {where}", f"belongs {where}", note
    if fact.detail == "port":
        new = ".".join(str(name) for name in home[-2:])
        note = "it is a port of the Service (`spec.ports[].port`), not one of the container or node"
        return f"unknown field `{key}`, did you mean `{new}`?", f"did you mean `{new}`?", note
    if fact.detail == "legacy":
        new = _short(home)
        return f"`{key}` is the form of v1beta1: `networking.k8s.io/v1` writes `{new}`", "unknown field", ""
    if fact.detail == "newer":
        given = fact.document.api_version
        note = "the apiVersion and the fields must be of the same version"
        return f"`{key}` is a field of `networking.k8s.io/v1`, not of `{given}`", "not in this version", note
    if fact.detail == "namespace":
        note = "an Ingress reaches only Services of its own namespace: move it there"
        return "a backend has no `namespace`: it cannot leave the namespace of its Ingress", "unknown field", note
    known = ", ".join(f"`{name}`" for name in fact.value) if isinstance(fact.value, tuple) else ""
    return (
        f"unknown field `{key}` in {_name(fact, fact.path[:-1])}",
        "unknown field",
        f"known here: {known}" if known else "",
    )


def _short(path: tuple[str | int, ...]) -> str:
    """The end of a path that says enough: from the last list on, or all of it where there is none."""
    last = max((i for i, key in enumerate(path) if isinstance(key, int)), default=-1)
    return ".".join(str(key) for key in path[last + 1 :])


def _name(fact: Fact, parent: tuple[str | int, ...]) -> str:
    if not parent:
        return f"an {fact.document.ours}"
    return f"an entry of `{parent[-2]}`" if isinstance(parent[-1], int) else f"`{_short(parent)}`"


def _where(fact: Fact, parent: tuple[str | int, ...]) -> str:
    if not parent:
        return "at the top level"
    if isinstance(parent[-1], int):
        own = parent == fact.path[: len(parent)]
        return f"in {'the' if own else 'an'} entry of `{_short(parent[:-1])}`"
    return f"under `{_short(parent)}`"


def _consequences(fact: Fact) -> Iterator[Cover]:
    """What is only said because the field does not stand where it belongs."""
    for home in fact.missing:
        yield Cover("*", home)
    for home in fact.related:
        for end in range(1, len(home)):
            yield Cover("spec-empty", home[:end])
            yield Cover("backend-empty", home[:end])
            yield Cover("field-missing", home[:end])
        if home[3:4] == ("http",):
            yield Cover("rule-without-paths", home[:3])
            yield Cover("rule-without-paths", (*home[:3], "host"))
        if fact.detail == "port":
            yield Cover("port-missing", (*home[:-1], "number"))
