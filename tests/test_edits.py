"""Each helper changes what it says, in every layout, and nothing else; what it cannot do it does not offer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingress_lint import edits
from ingress_lint.documents import read
from ingress_lint.edits import Fixes
from ingress_lint.layout import is_plain, scalar_text
from ingress_lint.model import Document
from ingress_lint.source import Source
from ingress_lint.parser import parse
from ingress_lint.tree import Path, plain
from ingress_lint.verification import edited, refusal

HEAD = "apiVersion: networking.k8s.io/v1\nkind: Ingress\n"


def apply(text: str, make: Callable[[Document], Fixes], *, index: int = 0) -> str | None:
    """The text after the one fix that is offered, None if none is; a fix that is refused fails the test."""
    source = Source("a.yaml", text)
    fixes = make(read(source).documents[index][0])
    if not fixes:
        return None
    assert len(fixes) == 1
    result = edited(text, fixes[0].edits)
    assert refusal(source, fixes, result) == ""
    assert all(edit.source is source for edit in fixes[0].edits)
    return result


REPLACED = [
    ("a: x", "a: v"),
    ("a: x # c", "a: v # c"),
    ("a: 'x'", "a: 'v'"),
    ('a: "x"  # c', 'a: "v"  # c'),
    ("a:", "a: v"),
    ("a:   # c", "a: v   # c"),
    ("a: ~", "a: v"),
    ("a: >-\n  x\n  z\nb: 1", "a: v\nb: 1"),
    ("a: &k x", "a: &k v"),
    ("b: &k x\na: *k", "b: &k x\na: v"),
    ("{a: x, b: 1}", "{a: v, b: 1}"),
    ('{"a":"x"}', '{"a":"v"}'),
    ("{a: , b: 1}", "{a: v, b: 1}"),
]


@pytest.mark.parametrize(("before", "after"), REPLACED)
def test_replace_value(before: str, after: str) -> None:
    assert apply(before, lambda d: edits.replace_value(d, ("a",), "v", safe=True)) == after


def test_replaced_strings_stay_strings() -> None:
    for value in ("80", "yes", "a: b", "#x", "", " a", "it's", 'say "hi"', "line\nline", "-", "*a", "é", "{a}", "null"):
        for before in ("a: x", "a: 'x'", 'a: "x"', "[{a: x}]"):
            path: Path = ("a",)
            if before.startswith("["):
                before, path = "b: {a: x}", ("b", "a")
            result = apply(before, lambda d, p=path, v=value: edits.replace_value(d, p, v, safe=True))
            assert result is not None, (before, value)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 80", 'a: "80"'),
        ("a: yes # c", 'a: "yes" # c'),
        ("a: 1.50", 'a: "1.50"'),
        ('{"a": true}', '{"a": "true"}'),
        ("a: text", None),
        ("a: !!int 80", None),
        ("a: [1]", None),
        ("b: &k 80\na: *k", None),
    ],
)
def test_quote_value(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.quote_value(d, ("a",))) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1 # c", "b: 1 # c"),
        ("'a': 1", "'b': 1"),
        ('{"a": [1, 2]}', '{"b": [1, 2]}'),
        ("? a\n: 1", "? b\n: 1"),
        ("a:\n  c: 1\n  d: 2", "b:\n  c: 1\n  d: 2"),
        ("a: 1\nb: 2", None),
        ("x: &k {a: 1}\n<<: *k", None),
    ],
)
def test_rename_key(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.rename_key(d, ("a",), "b", safe=True)) == after


INSERTED = [
    ("m:\n  a: 1 # c\n  b: 2", "m:\n  a: 1 # c\n  new: x\n  b: 2"),
    ("m:\n  a: 1", "m:\n  a: 1\n  new: x"),
    ("m:\r\n    a: 1\r\nz: 0\r\n", "m:\r\n    a: 1\r\n    new: x\r\nz: 0\r\n"),
    ("m:\n  b: 1", "m:\n  new: x\n  b: 1"),
    ("m:\n  a: |\n    text\n", "m:\n  new: x\n  a: |\n    text\n"),
    ("m: {a: 1}", "m: {a: 1, new: x}"),
    ("m: { b: 1 }", "m: { new: x, b: 1 }"),
    ("m: {}", "m: {new: x}"),
    ('{"m":{"a":1,"b":2}}', '{"m":{"a":1,"new":"x","b":2}}'),
    ('{"m": {}}', '{"m": {"new": "x"}}'),
    ('{\n  "m": {\n    "a": 1\n  }\n}', '{\n  "m": {\n    "a": 1,\n    "new": "x"\n  }\n}'),
    ('{\n\t"m": {\n\t\t"b": 1\n\t}\n}', '{\n\t"m": {\n\t\t"new": "x",\n\t\t"b": 1\n\t}\n}'),
    ("m: {\n  a: 1, # c\n  b: 2 # d\n}", "m: {\n  a: 1, # c\n  new: x,\n  b: 2 # d\n}"),
    ("m: {\n  a: 1 # c\n}", "m: {\n  a: 1, # c\n  new: x\n}"),
    ("m:\n  ? a\n  : 1", None),
    ("m:\n  &x a: 1", None),
    ("m:\n  a: 1\n  new: 2", None),
    ("m:\n  ? a\n  : 1", None),
    ("m:\n  b: 1\n  &x a: 1", None),
    ("k: &k {new: 1}\nm:\n  <<: *k\n  a: 1", None),
]


@pytest.mark.parametrize(("before", "after"), INSERTED)
def test_insert_entry(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.insert_entry(d, ("m", "new"), "x", after="a", safe=True)) == after


def test_insert_into_the_item_of_a_list() -> None:
    for before, after in (
        ("m:\n- b: 1\n  c: 2\n", "m:\n- new: x\n  b: 1\n  c: 2\n"),
        ("m:\n  -   a: 1\n      c: 2\n", "m:\n  -   a: 1\n      new: x\n      c: 2\n"),
        ("m:\n  - - 1\n  - {c: 2}\n", None),
    ):
        assert apply(before, lambda d: edits.insert_entry(d, ("m", 0, "new"), "x", after="a", safe=True)) == after


DELETED = [
    ("m:\n  a: 1 # c\n  b: 2\n", None),
    ("m:\n  a: 1\n  b: 2\n", "m:\n  b: 2\n"),
    ("m:\n  b: 2\n  a:\n    c: 1\n", "m:\n  b: 2\n"),
    ("m:\n  b: 2\n  a: 1", "m:\n  b: 2\n"),
    ("m: {a: 1, b: 2}", "m: {b: 2}"),
    ("m: {b: 2, a: 1}", "m: {b: 2}"),
    ("m: {a: 1}", "m: {}"),
    ("m:\n  a: 1\n", None),
]


@pytest.mark.parametrize(("before", "after"), DELETED)
def test_delete_entry(before: str, after: str | None) -> None:
    source = Source("a.yaml", before)
    fixes = edits.delete_entry(read(source).documents[0][0], ("m", "a"), safe=True)
    result = edited(before, fixes[0].edits) if fixes else before
    refused = refusal(source, fixes, result)
    assert (refused == "a comment would be lost") == ("#" in before)
    assert after is None or (result == after and not refused)


WRAPPED = [
    ("s:\n  a: 1 # c\n  # between\n  b: 2\n  z: 0", "s:\n  w:\n    a: 1 # c\n    # between\n    b: 2\n  z: 0"),
    ("s:\n    a: 1\n    b: 2\n", "s:\n    w:\n        a: 1\n        b: 2\n"),
    ("s:\n  a:\n  - 1\n  b: |\n    x\n\n     y\n", "s:\n  w:\n    a:\n    - 1\n    b: |\n      x\n\n       y\n"),
    ("s: {a: 1, b: 2}", "s: {w: {a: 1, b: 2}}"),
    ("s: { z: 0, a: 1, b: 2 }", "s: { z: 0, w: { a: 1, b: 2 } }"),
    ('{"s":{"a":1,"b":2}}', '{"s":{"w":{"a":1,"b":2}}}'),
    (
        '{\n  "s": {\n    "a": 1,\n    "b": 2,\n    "z": 0\n  }\n}',
        '{\n  "s": {\n    "w": {\n      "a": 1,\n      "b": 2\n    },\n    "z": 0\n  }\n}',
    ),
    ("s:\r\n  a: 1\r\n  b: 2\r\n", "s:\r\n  w:\r\n    a: 1\r\n    b: 2\r\n"),
    ("s:\n  a: 1\n# far left\n  b: 2", "s:\n  w:\n    a: 1\n# far left\n    b: 2"),
    ("s:\n  a: 1\n  z: 0\n  b: 2", None),
    ("s:\n  a: 1\n  b: 2\n  w: 3", None),
    ("s:\n  ? a\n  : 1\n  ? b\n  : 2\n", None),
    ("s: &k\n  !!str a: 1\n  b: 2\n", None),
]


@pytest.mark.parametrize(("before", "after"), WRAPPED)
def test_wrap_entries(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.wrap_entries(d, ("s",), ("a", "b"), "w", safe=True)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s:\n  p: 80 # c\n", "s:\n  p:\n    number: 80 # c\n"),
        ("s: {p: 80}", "s: {p: {number: 80}}"),
        ('{"s": {"p": 80}}', '{"s": {"p": {"number": 80}}}'),
        ("s:\n  p:\n    a: 1\n", None),
    ],
)
def test_nest_value(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.nest_value(d, ("s", "p"), "number", safe=True)) == after


MOVED = [
    ("m:\n  a: x # why\n  b: 1\ns:\n  t: 1\n", "m:\n  b: 1\ns:\n  new: x # why\n  t: 1\n"),
    ("m:\n  k: 1\n  o:\n    a: x\ns:\n  t: 1\n", None),
    ("m: {a: 'x', b: 1}\ns: {t: 1}\n", "m: {b: 1}\ns: {new: 'x', t: 1}\n"),
    ('{"m": {"b": 1, "a": "x"}, "s": {"t": 1}}', '{"m": {"b": 1}, "s": {"new": "x", "t": 1}}'),
    ("m:\n  a: x\nz: 1\ns:\n  t: 1\n", "z: 1\ns:\n  new: x\n  t: 1\n"),
    ("m:\n  a: x # why\n  b: 1\ns: {t: 1}\n", None),
    ("m:\n  a: x\n  b: 1\ns: 1\n", None),
    ("m:\n  a: x\n  b: 1\ns:\n  new: 1\n", None),
]


@pytest.mark.parametrize(("before", "after"), MOVED)
def test_move_entry(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.move_entry(d, ("m", "a"), ("s", "new"), safe=True)) == after


def test_together() -> None:
    def make(document: Document) -> Fixes:
        parts = [edits.replace_value(document, (key,), "v", safe=True) for key in ("a", "b", "a")]
        return edits.together("both", parts, safe=False)

    assert apply("a: 1\nb: 2\n", make) == "a: v\nb: v\n"
    assert apply("a: 1\nb: [2]\n", make) is None


def test_replace_entry() -> None:
    def make(document: Document) -> Fixes:
        return edits.replace_entry(document, ("p", "name"), "number", 80, safe=True)

    assert apply("p:\n  name: http # c\n", make) == "p:\n  number: 80 # c\n"
    assert apply('{"p":{"name":"http"}}', make) == '{"p":{"number":80}}'
    assert apply("p:\n  name: http\n  number: 0\n", make) is None


def test_other_documents_and_items_stand() -> None:
    text = f"{HEAD}a: 1\n---\n{HEAD}a: 2\n---\nkind: List\nitems:\n- a: 3\n- a: 4\n"
    for index in range(4):
        result = apply(text, lambda d: edits.replace_value(d, ("a",), "v", safe=True), index=index)
        assert result == text.replace(f"a: {index + 1}", "a: v")


@pytest.mark.parametrize("value", ["a", "a.b/c-d", "a b", "_x", ".a", "x1"])
def test_plain_text_is_plain(value: str) -> None:
    assert is_plain(value)
    node, _ = parse(f"[{value}, {{k: {value}}}]")
    assert node is not None
    assert plain(node) == [value, {"k": value}]


@pytest.mark.parametrize(
    "value", ["", "1", "true", "~", "a ", " a", "-a", "a:", "a: b", "a #b", "*", "[", "1e3", "0x1", ".inf"]
)
def test_other_text_is_quoted(value: str) -> None:
    assert not is_plain(value)
    assert scalar_text(value, "").startswith('"')


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s:\n  h: a.example # one\n", "s:\n  h: [a.example] # one\n"),
        ('{"s":{"h":"a.example"}}\n', '{"s":{"h":["a.example"]}}\n'),
        ("s: {h: '*.a.example', i: 1}\n", "s: {h: ['*.a.example'], i: 1}\n"),
        ("s:\n  h: |-\n    a.example\n", None),
        ("s:\n  h: &h a.example\n  i: *h\n", None),
    ],
)
def test_list_value(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.list_value(d, ("s", "h"), safe=True)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("s:\n  - a: 1 # c\n    # d\n  - b: 2\n  - c: 3\n", "s:\n  - a: 1 # c\n    # d\n    b: 2\n  - c: 3\n"),
        ("s:\n- a:\n  - 1\n- b: 2\n", "s:\n- a:\n  - 1\n  b: 2\n"),
        ("s:\n  - a: 1\n  -  b: 2\n", None),
        ("s:\n  - a: 1\n  - a: 2\n", None),
        ("s:\n  - a: 1\n  - b\n", None),
        ("s:\n  - a: 1\n  - {b: 2}\n", None),
        ("s:\n  - a: 1\n  - &b\n    b: 2\n", None),
        ("s:\n  - a: 1\n", None),
        ("s: [{a: 1}, {b: 2}]\n", None),
    ],
)
def test_join_items(before: str, after: str | None) -> None:
    assert apply(before, lambda d: edits.join_items(d, ("s", 0), safe=True)) == after
