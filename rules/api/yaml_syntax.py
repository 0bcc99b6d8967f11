"""The file is YAML (or JSON) that kubectl can read.

kubectl cuts a file at its `---` lines and reads each part as YAML. A part that cannot be read ends
the file: what stands before it may already be applied, what stands after it is not looked at. Tabs
as indentation, a value that begins with `*`, `%`, `@` or a backquote, a quote that is never closed
and a second `: ` in one line are the usual reasons.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: *.example.com  # expect: yaml-syntax
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
    - host: "*.example.com"
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

Source: apimachinery `pkg/util/yaml/decoder.go`, go.yaml.in/yaml/v2 `scannerc.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Place, Severity, Workspace, rule

# By cause: the message (`{}` is the text at fault) and the label.
_WORDS = {
    "anchor": ("`{}` is an alias, but no such anchor stands before it", "quote it if it is text"),
    "after-separator": ("only a comment may follow `---`: put the rest on a line of its own", "not on this line"),
    "after-quote": ("text follows the closing quote `{}`", "after the closing quote"),
    "below-entry": (
        "`{}` is indented below an entry of `hosts`: write it as far to the left as `hosts`",
        "too far to the right",
    ),
    "block-text": ("the text of a block begins on the line after `|` or `>`", "goes on the next line"),
    "conflict": ("an unresolved merge conflict: `{}`", "merge conflict"),
    "control": ("a control character cannot stand in YAML", "control character"),
    "dashes": ("`{}` separates nothing: documents are separated by a line `---`", "must be `---`"),
    "entity": ("`{outer}` is left from HTML: write `{}`, which it stands for", "HTML, not YAML"),
    "escape": (r"unknown escape: in double quotes a backslash is written `\\`", "unknown escape"),
    "fence": ("a Markdown fence is left in the file", "not YAML"),
    "hard-colon": ("a no-break space follows the colon: write `{}` with a plain blank", "no-break space"),
    "hard-blank": ("indented with no-break spaces, which YAML does not take as indentation", "no-break space"),
    "indented-too-far": (
        "`{}` is indented deeper than the line above, which has its value already",
        "too far to the right",
    ),
    "key-beside-list": (
        "`{}` stands where the next `- ` is due: indent it to make it part of the entry above",
        "no `- `",
    ),
    "key-in-list": ("a line of a list must begin with `- `", "no `- `"),
    "line-numbers": ("line numbers stand before the lines, as in a listing: take them out", "a line number"),
    "list-after-key": ("a list begins on the line after its key", "goes on the next line"),
    "long-dash": ("`{}` is a typographic dash: a line of a list begins with `- `", "not the `-` of the keyboard"),
    "nested": ("`{}` goes on a line of its own, indented below `{outer}:`", "goes on the next line"),
    "no-blank": ("a blank is missing after the colon: write `{}`", "no blank after the colon"),
    "no-blank-dash": ("a blank is missing after the dash: write `- {}:`", "no blank after the dash"),
    "no-colon": ("`{}` has no colon: a field is written `key: value`", "no `: `"),
    "no-comma": ("a comma is missing before this", "no `,` before it"),
    "no-separator": ("a `---` line is missing before this: two objects stand in one document", "a second object"),
    "no-value": ("a value is missing here", "no value"),
    "plain-text": ("`{}` is plain text where kubectl expects a manifest", "no `key: value`"),
    "reserved": ("a value cannot begin with `{}` unless it is quoted", "put the value in quotes"),
    "root-list": (
        "a manifest is no list: leave out this `- `, or write the list as `items` of a `kind: List`",
        "a list",
    ),
    "second-colon": ("a second `: ` in one line: put the value in quotes", "second colon"),
    "slashes": ("`{}` is text for YAML and JSON: only YAML has comments, and they begin with `#`", "no comment"),
    "star": ("a value that begins with `*` must be quoted: YAML takes it for an alias", "put it in quotes"),
    "tab": ("a tab indents this line: YAML takes only spaces", "tab"),
    "template": ("`{}` is template syntax: lint the rendered manifest", "not YAML"),
    "unclosed-bracket": ("this bracket is not closed, or a comma is missing inside it", "opened here"),
    "unclosed-quote": ("this quote is never closed", "opened here"),
    "wrong-level": ("the indentation of `{}` fits no line above it", "wrong indentation"),
}
_PAIRS = {"entity": " ", "nested": ": "}
"""What stands between the two parts of a text; the first one takes the place of `{outer}`."""
_OURS = ("after-separator", "line-numbers", "no-separator", "plain-text", "root-list")
"""Causes that no parser complains of."""


@rule(Severity.ERROR, on="yaml-syntax")
def yaml_syntax(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    word, text = fact.value if isinstance(fact.value, tuple) else ("", "")
    message, label = _WORDS.get(word, ("not readable: {}", "here"))
    shown = text if word in _WORDS else fact.detail
    told = word in _WORDS and fact.detail and word not in _OURS
    notes = (f"the parser says: {fact.detail}",) if told else ()
    if word in _PAIRS:
        outer, _, shown = text.partition(_PAIRS[word])
        message = message.replace("{outer}", outer)
    place = Place(fact.document, fact.path, label, span=fact.span)
    yield Finding((place,), message.replace("{}", shown), fact.field, notes=notes)
