"""Every value has the type that its field takes.

The API server converts nothing. A port number in quotes, an annotation that YAML reads as a number
or a boolean, a map where a list belongs: each ends in `cannot unmarshal ...`, and the object is
refused. YAML decides the type of an unquoted value by its looks: `80` is a number, and `yes`, `no`,
`on`, `off`, `y`, `n` are booleans.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    example.com/redirect: yes  # expect: wrong-type
    example.com/timeout: 60  # expect: wrong-type
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
                  number: "80"  # expect: wrong-type
```

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    example.com/redirect: "yes"
    example.com/timeout: "60"
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

Source: sigs.k8s.io/json `internal/golang/encoding/json/decode.go`, go.yaml.in/yaml/v2 `resolve.go`.
"""

import re
from collections.abc import Iterator

from ingress_lint import Fact, Finding, Fix, Place, Severity, Workspace, edits, rule, schema, slips

_EXPECTED = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "integer or string": "a number or a name",
    "string or integer": "a number or a name",
    "boolean": "`true` or `false`",
}
_RANGE = ("minimum", "maximum")


@rule(Severity.ERROR, on="wrong-type")
def wrong_type(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    name = _name(fact.path)
    if fact.detail in _RANGE:
        message, label = (
            f"{name} `{_written(fact) or fact.value}` is beyond what the API server can hold",
            "too large a number",
        )
    elif fact.detail == "format":
        message, label = f"{name} `{fact.value}` is no time such as `2024-05-01T10:00:00Z`", "not a time"
    else:
        expected = _EXPECTED.get(fact.detail, fact.detail)
        message, label = f"{name} must be {expected}, not {_given(fact)}", f"must be {expected}"
    place = Place(fact.document, fact.path, label, span=fact.span)
    note = _note(fact)
    yield Finding((place,), message, fact.field, notes=(note,) if note else (), fixes=_fixes(fact))


def _fixes(fact: Fact) -> tuple[Fix, ...]:
    """Quotes where they are missing or too many, and a port that is written as Services write it."""
    document, path, value = fact.document, fact.path, fact.value
    if _is_port_number(fact):
        return edits.replace_entry(document, path, "number", value, safe=True)
    if fact.detail == "string":
        return edits.quote_value(document, path)
    if fact.detail == "integer" and isinstance(value, str) and value.isascii() and value.isdigit():
        return edits.replace_value(document, path, int(value), safe=True)
    if fact.detail == "array" and path[-1:] == ("hosts",) and isinstance(value, str) and slips.is_host(value):
        return edits.list_value(document, path, safe=True)
    if fact.detail == "object" and path[-2:] == ("service", "port") and _is_port(value):
        return edits.nest_value(document, path, "number" if isinstance(value, int) else "name", safe=True)
    return ()


def _glued(value: str) -> re.Match[str] | None:
    """A field and its value without the blank between them, which YAML reads as one text."""
    return re.fullmatch(r"([A-Za-z]\w*):(?!//)(\S+)", value)


def _nested(path: tuple[str | int, ...], value: str) -> str:
    """How to write a text such as `number: 80` that is a field below this one, put in quotes; else empty."""
    kind = schema.below(str(path[-1]) if path else "", value.partition(": ")[0])
    if not kind or ": " not in value or "\n" in value:
        return ""
    shown = f"- {value}" if kind == "entry" else value
    return f"write `{shown}` without quotes on a line of its own, indented below `{path[-1]}:`"


def _is_short_backend(fact: Fact) -> bool:
    """Whether the name of a Service, perhaps with its port as in `web:80`, stands in the place of a backend."""
    if not isinstance(fact.value, str) or fact.path[-1:] not in {("backend",), ("defaultBackend",)}:
        return False
    found = _glued(fact.value)
    return fact.value != "" and (found is None or found[1] not in {"service", "resource", "serviceName", "name"})


def _is_port_number(fact: Fact) -> bool:
    """Whether a number stands where the name of a port belongs."""
    return fact.path[-2:] == ("port", "name") and type(fact.value) is int


def _is_port(value: object) -> bool:
    """A number, or a text that is neither one in quotes nor `number:80` or `number: 80`."""
    if isinstance(value, str):
        return value != "" and not value.isdigit() and ": " not in value and not _glued(value)
    return isinstance(value, int) and not isinstance(value, bool)


def _name(path: tuple[str | int, ...]) -> str:
    """The field as people call it; an entry of a list bears the name of the list."""
    if not path:
        return "the manifest"
    if isinstance(path[-1], int):
        return f"entry {path[-1] + 1} of `{path[-2]}`"
    return f"`{path[-1]}`"


def _written(fact: Fact) -> str:
    """The value as it stands in the file; empty if it stands elsewhere, behind an alias."""
    return fact.document.source.text[slice(*fact.span)] if fact.span else ""


def _given(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, bool):
        return f"the boolean {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {_written(fact) or value}"
    if isinstance(value, str):
        first = value.partition("\n")[0]
        return f"the text `{first}`{'' if first == value else ' and more lines'}" if value else "an empty text"
    return "a list" if isinstance(value, list) else "a map"


def _note(fact: Fact) -> str:
    """The remedy, where it is certain."""
    key, value = fact.path[-1] if fact.path else "", fact.value
    if fact.detail in _RANGE:
        return "a port lies between 1 and 65535" if key in ("number", "servicePort") else ""
    if fact.detail == "format":
        return "the API server sets this field itself: leave it out"
    if isinstance(value, str) and fact.detail in ("object", "array") and _written(fact)[:1] in ("|", ">"):
        return f"leave the `{_written(fact)[0]}` out: it makes one text of all that is below it"
    if isinstance(value, str) and fact.detail in ("object", "array") and (note := _nested(fact.path, value)):
        return note
    if _is_short_backend(fact):
        return f"write `service:` below `{key}:`, and below that `name:` and `port:`"
    if isinstance(value, str) and fact.detail in ("object", "array") and (found := _glued(value)):
        return f"a blank is missing after the colon: write `{found[1]}: {found[2]}`"
    if _is_port_number(fact):
        return f"the number of a port goes into `number`: write `number: {value}`"
    if fact.detail == "string" and isinstance(value, bool | int | float):
        return _quotes(fact)
    if fact.detail == "string" and isinstance(value, list) and key in ("host", "path"):
        return f"there is one `{key}` in each entry: write an entry for each of them"
    if fact.detail == "integer" and isinstance(value, str):
        return _number(str(key), value)
    if fact.detail == "array" and value in ({}, ""):
        return "an empty list is written `[]`"
    if fact.detail == "array" and (dash := _long_dash(value)):
        return f"`{dash}` is a typographic dash: begin each entry of the list with `- `"
    if fact.detail == "array" and isinstance(value, dict):
        return "begin each entry of the list with `- `"
    if fact.detail == "array":
        return "begin the entry with `- ` on a line of its own"
    return _map(str(key), value) if fact.detail == "object" else ""


def _long_dash(value: object) -> str:
    """The dash of a word processor at the beginning of a text or of the first key."""
    first = next(iter(value), "") if isinstance(value, dict) else value
    return first[0] if isinstance(first, str) and re.match(r"[\u2010-\u2015\u2212]\s", first) else ""


def _quotes(fact: Fact) -> str:
    written = _written(fact)
    if fact.value is True or fact.value is False:
        seen = f"YAML reads an unquoted `{written}` as a boolean" if written else "YAML reads it as a boolean"
        return f'{seen}: write `"{written}"`' if written else f"{seen}: put it in quotes"
    return f'put it in quotes: `"{written}"`' if written else "put it in quotes"


def _number(key: str, value: str) -> str:
    if value.isascii() and value.isdigit():
        return f"leave the quotes out: `{value}`"
    if (bare := value.strip(",;")).isascii() and bare.isdigit():
        return f"leave out what stands behind the number: `{bare}`"
    if hidden := slips.invisible(value):
        return hidden
    named = value.replace("-", "").isalnum() and value.isascii()
    return "the name of a port goes into `name`" if key == "number" and named else ""


def _map(key: str, value: object) -> str:
    if key == "http" and isinstance(value, list):
        return "the list stands below `paths:`"
    if isinstance(value, list):
        return "leave the `- ` out: it makes a list"
    if key == "port":
        return "write `number:` or `name:` with the port below `port:`"
    if key == "service":
        return "write `name:` and `port:` below `service:`"
    return "fields go on lines of their own below it" if value == "" else ""
