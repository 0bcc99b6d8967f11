"""Syntax errors are explained at the right character, and no text makes the explanation fail."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingress_lint.source import Source
from tests.cases import findings

GOOD = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations: {example.com/team: "web"}
spec:
  rules:
    - host: shop.example.com  # the shop
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port: {number: 80}
"""


def broken(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new", "at", "words"),
    [
        ("  name: shop", "\tname: shop", "\t", "a tab"),
        ("shop.example.com", "*.example.com", "*.example.com", "must be quoted"),
        ("shop.example.com", "*", "*", "must be quoted"),
        ("shop.example.com", "*shop", "*shop", "no such anchor"),
        ("shop.example.com", "@shop", "@", "cannot begin with `@`"),
        ("shop.example.com", "`shop`", "`", "cannot begin with"),
        ("shop.example.com", "%shop", "%", "cannot begin with `%`"),
        ("name: web", 'name: "web', '"', "never closed"),
        ("name: web", "name: 'web", "'", "never closed"),
        ("name: web", "name: web: x", ": x", "second `: `"),
        (
            "port: {number: 80}",
            "port: number: 80  # of the shop",
            "number: 80",
            "`number: 80` goes on a line of its own",
        ),
        ("service:\n", "service: name: web\n", "name: web", "indented below `service:`"),
        (
            "http:\n        paths:",
            "http: paths:",
            "paths:",
            "`paths:` goes on a line of its own, indented below `http:`",
        ),
        ("backend:\n              service:\n", "backend: service: name: web\n", "service:", "`service:` goes on"),
        ("rules:\n    - host", "rules: host", "host", "`- host: shop.example.com` goes on a line"),
        ("path: /\n", "path: &quot;/&quot;\n", "&quot;", '`&quot;` is left from HTML: write `"`'),
        ("path: /\n", "path: &lt;a\n", "&lt;", "write `<`, which it stands for"),
        ("shop.example.com", "&#39;a&#x27;", "&#39;", "write `'`"),
        ("- host", "\u2013 host", "\u2013", "typographic dash"),
        ("- path: /\n", "\u2014 path: /\n", "\u2014", "typographic dash"),
        (
            "  rules:",
            "  tls:\n    - hosts:\n      - a\n      - b.example.com\n        secretName: x\n  rules:",
            "secretName",
            "as far to the left as `hosts`",
        ),
        ("name: web", "name: 'we'b'", "b'", "closing quote"),
        ("name: web", "name web", "name web", "no colon"),
        ("  name: shop", "  name: shop\n    labels: {}", "labels", "deeper"),
        ("spec:", " spec:", "spec", "fits no line above"),
        ("rules:\n", "rules: - x\n", "- x", "after its key"),
        ("{number: 80}", "{number: 80", "{", "bracket"),
        ("path: /\n", "path: {a\n", "{", "bracket"),
        ('"web"', r'"\w"', "\\", "escape"),
        ("spec:", "<<<<<<< ours\nspec:", "<<<<<<< ours", "conflict"),
        ("kind: Ingress", "kind:Ingress", "kind:Ingress", "after the colon: write `kind: Ingress`"),
        ("host: shop", "host:shop", "host:shop", "write `host: shop.example.com`"),
        ("host: shop", "host:\u00a0shop", "host:", "no-break space follows the colon"),
        ("      http:", "    http:", "http", "the next `- ` is due"),
        ("service:\n", "service: web  # why\n", "name: web\n", "has its value already"),
        ("- host", "-host", "-host", "after the dash: write `- host:`"),
        (
            "apiVersion: networking.k8s.io/v1\nkind: Ingress",
            "apiVersion:networking.k8s.io/v1\nkind:Ingress",
            "apiVersion",
            "`apiVersion: n",
        ),
        ("apiVersion", "// a shop\napiVersion", "// a shop", "begin with `#`"),
        ("spec:", "```\nspec:", "```", "fence"),
    ],
)
def test_cause_and_place(old: str, new: str, at: str, words: str) -> None:
    text = broken(old, new)
    (found,) = findings(text, ["yaml-syntax"])
    assert words in found.message
    assert text.startswith(at, found.span.start)
    assert found.span.start >= text.index(new.strip(" ")) - 1
    assert found.span.end > found.span.start


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        ('{\n  // a shop\n  "apiVersion": "networking.k8s.io/v1", "kind": "Ingress"}\n', "// a shop", "begin with `#`"),
        (f"{GOOD}--\n{GOOD}", "--", "separated by a line `---`"),
        (f"{GOOD}--- the end\n", "---", "put the rest on a line of its own"),
        ('// a shop\n{"apiVersion": "networking.k8s.io/v1", "kind": "Ingress"}\n', "// a shop", "begin with `#`"),
        ("kind:Ingress\n", "kind:Ingress", "write `kind: Ingress`"),
        ("apiVersion networking.k8s.io/v1\nkind Ingress\n", "apiVersion", "is plain text"),
        (f"Ingress of the shop\n---\n{GOOD}", "Ingress of", "is plain text"),
        (
            '{"apiVersion": "networking.k8s.io/v1", "kind": "IngressClass", "metadata": {"name": "a"}, "spec": '
            '{"controller": "example.com/a"}} x\n',
            "x\n",
            "`x` is plain text",
        ),
    ],
)
def test_a_text_where_a_manifest_belongs(text: str, at: str, words: str) -> None:
    (found,) = findings(text, ["api"])
    assert found.rule == "yaml-syntax"
    assert words in found.message
    assert text.startswith(at, found.span.start)


@pytest.mark.parametrize(
    "text", ["Ingress, in plain words\n", "kind people read of an Ingress here\n", "# Ingress\n", "null\n"]
)
def test_other_texts_are_nobody_s_mistake(text: str) -> None:
    assert findings(text, ["api"]) == ()


@given(
    st.integers(0, len(GOOD)),
    st.text(st.sampled_from("\t\n :-*&!|>'\"%@`{}[],#?x0\\\u00a0\r\ud800"), min_size=1, max_size=4),
)
@settings(max_examples=300, deadline=None)
def test_no_text_is_too_broken(at: int, junk: str) -> None:
    text = GOOD[:at] + junk + GOOD[at:]
    for found in findings(text, ["api", "text-after-document-end"]):
        size = len(found.source.text)
        assert all(0 <= place.span.start <= place.span.end <= size for place in found.locations)


@given(st.integers(0, len(GOOD)), st.integers(1, 30))
@settings(max_examples=200, deadline=None)
def test_no_text_is_too_short(at: int, length: int) -> None:
    findings(GOOD[:at] + GOOD[at + length :], ["api"])


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("number: 80", "write `number: 80` without quotes on a line of its own, indented below `port:`"),
        ("web: 80", "write `number:` or `name:` with the port below `port:`"),
    ],
)
def test_a_field_in_quotes_is_no_name_of_a_port(text: str, note: str) -> None:
    (found,) = findings(broken("{number: 80}", f'"{text}"'), ["wrong-type"])
    assert (found.notes, found.fixes) == ((note,), ())


@pytest.mark.parametrize(
    ("text", "at", "words"),
    [
        (f"{GOOD}    \u2013 host: b.example.com\n", "\u2013", "typographic dash"),
        (f"{GOOD}    \u2014 http:\n        paths:\n          - path: /\n", "\u2014", "typographic dash"),
        (f"{GOOD}  tls:\n    - hosts:\n        - a\n        \u2013 b\n", "\u2013", "typographic dash"),
        (f"{GOOD}  tls:\n    \u2013 hosts:\n        - a\n      secretName: b\n", "\u2013", "typographic dash"),
    ],
)
def test_a_dash_of_a_word_processor(text: str, at: str, words: str) -> None:
    (found,) = findings(text, ["api"])
    assert (found.rule, words in found.message, text.startswith(at, found.span.start)) == ("yaml-syntax", True, True)


def test_a_dash_in_a_block_of_text_is_no_mistake() -> None:
    block = 'annotations:\n    example.com/note: |\n      \u2013 first\n   example.com/team: "web"'
    (found,) = findings(broken('annotations: {example.com/team: "web"}', block), ["yaml-syntax"])
    assert "typographic" not in found.message


def test_a_list_of_nothing_but_long_dashes() -> None:
    (found,) = findings(f"{GOOD}  tls:\n    - hosts:\n        \u2013 a.example.com\n", ["api"])
    assert found.notes == ("`\u2013` is a typographic dash: begin each entry of the list with `- `",)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("shop.example.com", "shop\u200b.example.com", "the invisible character U+200B"),
        ("name: shop", "name: \ufeffshop", "the invisible character U+FEFF"),
        ("name: web", "name: web\u200d", "the invisible character U+200D"),
        ("host:", "\u200bhost:", "the invisible character U+200B: delete the text"),
        ("number: 80", "number: 80\u200b", "the invisible character U+200B: delete the text"),
        ("kind: Ingress", "kind: Ingress\u200b", "the invisible character U+200B: delete the text"),
    ],
)
def test_what_nobody_can_see_is_named(old: str, new: str, words: str) -> None:
    (found,) = findings(broken(old, new), ["api"])
    assert words in " ".join((found.message, *found.notes))


def listing(form: str, text: str = GOOD, first: int = 1) -> str:
    return "".join(f"{form.format(number)}{line}\n" for number, line in enumerate(text.splitlines(), first))


@pytest.mark.parametrize("form", ["{:2} ", "{:<4}", "{}: ", "{:2}|", "{:2} | ", "{:6}\t", "{:>4}: "])
@pytest.mark.parametrize("text", [GOOD, GOOD[: GOOD.index("spec:")], f"---\n\n{GOOD}"])
def test_line_numbers_are_left_in(form: str, text: str) -> None:
    numbered = listing(form, text)
    for given in (numbered, f"# a listing\n{numbered}", f"{numbered}---\n"):
        (found,) = findings(given, ["api"])
        assert (found.rule, found.message[:26]) == ("yaml-syntax", "line numbers stand before ")
        assert given.startswith("1", found.span.start)


@pytest.mark.parametrize(
    "text",
    [
        listing("{:2} ", GOOD[: GOOD.index("spec:")]).replace("Ingress", "Service"),
        "".join(f"7 {line}\n" for line in GOOD[: GOOD.index("spec:")].splitlines()),
        "".join(f"{i * 2} {line}\n" for i, line in enumerate(GOOD[: GOOD.index("spec:")].splitlines())),
        "1: a\n2: b\n3: 'kind: Ingress'\n",
        "1: a\n2: {kind: Ingress}\n3: c\n",
    ],
)
def test_other_numbers_are_no_line_numbers(text: str) -> None:
    assert findings(text, ["api"]) == ()


OTHERS = b"apiVersion: v1\nkind: Service\nmetadata: {name: caf\xe9}\n---\n"
NOTED = GOOD.encode().replace(b"the shop", b"un caf\xe9, deux caf\xe9s")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (NOTED, 8),
        (OTHERS + NOTED + b"---\n" + NOTED, 12),
        (b"\xef\xbb\xbf" + NOTED, 8),
        (b"# \xef\xbf\xbd\n" + NOTED, 9),
    ],
)
def test_bytes_that_are_no_utf_8_are_said_once(data: bytes, line: int) -> None:
    (found,) = findings(data, ["api", "text-not-utf-8"])
    assert found.rule == "text-not-utf-8"
    assert found.source.position(found.span.start).line == line
    assert found.source.text[found.span.start - 6 : found.span.end] == "un caf\ufffd"


@pytest.mark.parametrize(
    "data", [GOOD.encode(), OTHERS + GOOD.encode(), b"# \xef\xbf\xbd\n" + GOOD.encode(), GOOD.encode("utf-16")]
)
def test_other_bytes_are_not_meant(data: bytes) -> None:
    assert findings(data, ["text-not-utf-8"]) == ()


@given(st.lists(st.sampled_from([b"a", b"\xef\xbf\xbd", b"\xe9", b"\xf0\x9f", b"\xef", b"\xbf", b"\xc3\xa9"])))
def test_the_places_of_bytes_that_are_no_utf_8(parts: list[bytes]) -> None:
    data = b"".join(parts)
    text = data.decode("utf-8", "replace")
    places = list(Source.replaced(data))
    assert all(text[place] == "\ufffd" for place in places)
    assert text.count("\ufffd") - len(places) == data.decode("utf-8", "ignore").count("\ufffd")
