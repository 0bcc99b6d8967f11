"""What YAML scalars mean to kubectl: as plain scalars, with tags, in blocks and as keys."""

from __future__ import annotations

import pytest

from ingress_lint.parser import parse
from ingress_lint.scalars import NotJson, plain_value
from ingress_lint.tree import TreeError, plain

VALUES = {
    "y Y yes Yes YES true True TRUE on On ON": True,
    "n N no No NO false False FALSE off Off OFF": False,
    "~ null Null NULL": None,
    "80 +80 8_0 80_ 8__0": 80,
    "-80": -80,
    "0120 0o120 0O120 0x50 0X50 0b1010000 0B1010000": 80,
    "-0b11": -3,
    "080 0_80": 80,
    "089": 89,
    "80. 80.0 8e1 8E1 8e+1 .8e2": 80,
    "1e3": 1000,
    ".5 +.5": 0.5,
    "80.5": 80.5,
    "18446744073709551615": 2**64 - 1,
    "18446744073709551616": 18446744073709551616.0,
}
CASES = [(text, value) for words, value in VALUES.items() for text in words.split()]
STRINGS = [
    *"yEs tRUE nULL oN 1e400 _80 1,000 0x 1e 0x1.8p1 1:30 190:20:30 2020-01-01 = 1.2.3.4 60s 1.2.3".split(),
    *"yes! nope true1 null0 0b12 0o8x +-1 . - + -- 1_ .5.5 ._5 80a Infinity nan inf".replace(" 1_ ", " ").split(),
    "2020-01-01T10:00:00Z",
    "١٢",
]


def value_of(text: str) -> object:
    """The value of the key `k` in a document."""
    root, _ = parse(f"k: {text}\n")
    assert root is not None
    value = plain(root)
    assert isinstance(value, dict)
    return value["k"]


def same(left: object, right: object) -> bool:
    """Equality that tells true from 1; whole floats are integers."""
    return type(left) is type(right) and left == right


@pytest.mark.parametrize(("text", "value"), CASES)
def test_plain_scalar(text: str, value: object) -> None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    assert same(plain_value(text), value)
    assert same(value_of(text), value)


@pytest.mark.parametrize("text", STRINGS)
def test_plain_scalar_that_stays_text(text: str) -> None:
    assert plain_value(text) == text


def test_nothing_is_null() -> None:
    assert plain_value("") is None
    assert value_of("") is None


@pytest.mark.parametrize("text", [text for text, _ in CASES] + [".inf", "=", "<<"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotes_make_text(text: str, quote: str) -> None:
    assert value_of(f"{quote}{text}{quote}") == text


@pytest.mark.parametrize("text", [".inf", ".Inf", ".INF", "+.inf", "-.INF", ".nan", ".NaN", ".NAN"])
def test_infinity_has_no_json_form(text: str) -> None:
    with pytest.raises(NotJson):
        plain_value(text)
    with pytest.raises(TreeError):
        value_of(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("!!str 80", "80"),
        ('!!int "80"', 80),
        ("!!float 80", 80),
        ('!!bool "yes"', True),
        ("!!binary d2Vi", "web"),
        ("!!timestamp 2020-01-01", "2020-01-01"),
        ("!!int 8_0", 80),
        ('!!null "null"', None),
        ("!!null ''", None),
        ("!custom 80", "80"),
        ("! 80", "80"),
        ("<<", "<<"),
        ("a#b", "a#b"),
        ("a #b", "a"),
        ("/{id}", "/{id}"),
        ("{id}", {"id": None}),
        ("{number:80}", {"number:80": None}),
        ("[a,b]", ["a", "b"]),
        ("a\tb", "a\tb"),
        ("\ta", "a"),
        ("a\t", "a"),
        ('"\\x41\\u0042"', "AB"),
        ('"\\a"', "\a"),
        (r'"it\'s"', "it's"),
        (r'{a:b, c: "\\\'d"}', {"a:b": None, "c": r"\'d"}),
    ],
)
def test_tags_flow_comments_tabs_and_escapes(text: str, value: object) -> None:
    assert same(value_of(text), value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "!!null x",
            "!!int x",
            '!!bool "maybe"',
            "!!binary '*'",
            "!!binary 'd2 Vi'",
            "!!timestamp x",
            "!!timestamp 80",
        ),
        *("!!int 80.0", "!!int 8e1", "!!int 080"),
    ],
)
def test_tag_that_does_not_fit(text: str) -> None:
    with pytest.raises(TreeError):
        value_of(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("|\n  a\n", "a\n"),
        ("|-\n  a\n", "a"),
        (">\n  a\n  b\n", "a b\n"),
        (">-\n  80\n", "80"),
        ("|+\n  a\n\n", "a\n\n"),
    ],
)
def test_block_scalar_is_text_and_keeps_its_line_break(text: str, value: str) -> None:
    root, _ = parse(f"k: {text}")
    assert root is not None
    assert plain(root) == {"k": value}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        *[("8080", "8080"), ("yes", "true"), ("1.50", "1.5"), ("1e3", "1000"), ("'80'", "80"), ("off", "false")],
        *[("1000000", "1000000"), ("1e6", "1e+06"), ("1500000.0", "1.5e+06"), ("20_240_101", "20240101")],
    ],
)
def test_key_becomes_text(key: str, name: str) -> None:
    root, _ = parse(f"{key}: x\n")
    assert root is not None
    assert plain(root) == {name: "x"}


@pytest.mark.parametrize("text", ["~: x\n", "null: x\n", ": x\n", "[a]: x\n", "{a: b}: x\n", "? [a]\n: x\n"])
def test_key_that_json_cannot_have(text: str) -> None:
    with pytest.raises(TreeError):
        parse(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: &a {x: 1}\nb: {<<: *a, z: 2}\n", {"x": 1, "z": 2}),
        ("a: &a {x: 1}\nb: {x: 0, <<: *a}\n", {"x": 1}),  # against the specification of YAML
        ("a: &a {x: 1}\nb: {<<: *a, x: 0}\n", {"x": 0}),
        ("a: &a {x: 1}\nc: &c {x: 2, z: 2}\nb: {<<: [*a, *c]}\n", {"x": 1, "z": 2}),
        ("a: &a [1]\nb: *a\n", [1]),
        ("a: &a x\nb: *a\n", "x"),
        ("b: {'<<': x}\n", {"<<": "x"}),
    ],
)
def test_merge_keys_and_aliases(text: str, value: object) -> None:
    root, _ = parse(text)
    assert root is not None
    found = plain(root)
    assert isinstance(found, dict)
    assert found["b"] == value


@pytest.mark.parametrize("text", ["<<: x\n", "a: &a [1]\nb: {<<: *a}\n", "a: *b\n", "a: &a {b: *a}\n"])
def test_merge_key_and_alias_that_lead_nowhere(text: str) -> None:
    with pytest.raises(TreeError):
        root, _ = parse(text)
        assert root is not None
        plain(root)


@pytest.mark.parametrize(
    "text",
    [
        "\ta: b\n",
        "a:\n\tb: c\n",
        "a: *.example.com\n",
        "a: %b\n",
        "a: @b\n",
        "a: `b`\n",
        "a: b: c\n",
        'a: "\\/"\n',
        'a: "\\d"\n',
        "a: \a\n",
    ],
)
def test_text_that_is_refused(text: str) -> None:
    with pytest.raises(TreeError):
        parse(text)


def test_alias_bomb_is_refused_and_honest_aliases_are_not() -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{key}: &{key} [{', '.join(['*' + before] * 10)}]\n" for before, key in zip("abcd", "bcde", strict=True)
    )
    with pytest.raises(TreeError):
        parse(bomb)
    honest = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(f"k{i}: *a\n" for i in range(50))
    assert parse(honest)[0] is not None


def test_nesting_without_end_is_refused() -> None:
    for text in ("[" * 20_000, "a: " + "{b: " * 20_000, '{"a":' * 20_000):
        with pytest.raises(TreeError):
            parse(text)
