"""What is read without a tree is what the tree says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingress_lint import lines, packs
from ingress_lint.parser import events, parse
from ingress_lint.quick import _value, value_of
from ingress_lint.tree import Mapping, Node, TreeError, plain
from tests import strategies
from tests.strategies import Style, write
from tests.test_tree import TEXTS, VALUES, nodes

KEYS = st.sampled_from(["a", "y", "on", "80", "1.5", "null", "~", "'y'", '"80"', "<<", "'<<'", "é", "a b", "-", ""])
SCALARS = st.sampled_from(["x", "no", "0o17", "017", "1_0", "1e3", ".5", ".inf", "''", '"a\\/b"', "|\n  x", "", "! x"])
LINES = st.lists(st.tuples(KEYS, SCALARS), min_size=1, max_size=5).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


WORDS = st.sampled_from(
    [
        "a",
        "b.c/d",
        "y",
        "80",
        "/x",
        "'q'",
        '"q"',
        '"a: b"',
        "a b",
        "a:b",
        "a:",
        ":",
        "-",
        "a -b",
        "x'y",
        "''",
        "1_0",
        "a,",
        *(
            "{",
            "a{b",
            "a {b}",
            "[]",
            "a[0]",
            "a|b",
            "|",
            ">",
            "<a>",
            "a>b",
            "?",
            "a?b",
            "!x",
            "a!",
            "&a",
            "a&b",
            "*",
            "a*b",
        ),
        *(
            "`",
            "@a",
            "a@b",
            "%a",
            "a%",
            "\\",
            "a\\b",
            '"a\\nb"',
            "'a\\b'",
            "..",
            "../a",
            ".inf",
            ".5",
            "--a",
            "-5",
            "-a",
            "-",
        ),
        *(
            "$a",
            "(/|$)(.*)",
            "~",
            "~a",
            "+1",
            "=",
            ";",
            "^a",
            "...",
            "---",
            "'a': b",
            '"a": b',
            '"a:": b',
            "<<",
            "''",
            '""',
        ),
    ]
)
PLAIN_LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "    ", "   ", "      "]),
        st.sampled_from(["", "", "- ", "-   ", "-", "- - "]),
        st.one_of(st.just(""), WORDS.map("{}:".format), WORDS.map("{}: ".format)),
        st.one_of(st.just(""), WORDS),
        st.sampled_from(["", "", "", " ", " # c", "# 'c'", ' # é\t"', "#", " #\r", " # a: b", "\t# c"]),
    ).map("".join),
    max_size=8,
).map("\n".join)


def agree(text: str) -> bool:
    """Whether the text was read without a tree; asserts that the tree would say the same."""
    quick = value_of(text)
    if quick is None:
        return False
    root, end = parse(text)
    assert root is not None
    assert repr(quick[0]) == repr(plain(root))  # which also tells `1` from `True`, and the order of keys
    assert quick[1] == end or not text[end : quick[1]].strip()
    assert all(is_plain(node) for node in nodes(root))
    if lines.value_of(text) is not None:
        assert _value(events(text))[0] == quick[0]
    return True


def is_plain(node: Node) -> bool:
    names = [entry.name for entry in node.entries] if isinstance(node, Mapping) else []
    return node.anchor is None and len(set(names)) == len(names) and "<<" not in names


@given(TEXTS)
@settings(max_examples=400)
def test_any_text(text: str) -> None:
    agree(text)


@given(LINES)
@settings(max_examples=400)
def test_any_key_and_value(text: str) -> None:
    agree(text)


@given(PLAIN_LINES)
@settings(max_examples=2_000)
def test_any_plain_lines(text: str) -> None:
    agree(f"a: 1\nb:\n{text}")
    agree(text)


@given(st.dictionaries(st.text("abc", min_size=1), VALUES, min_size=1), strategies.styles)
def test_any_value_in_any_style(value: dict[str, Any], style: Style) -> None:
    agree(write(value, style))


@given(strategies.valid_ingresses)
def test_a_usual_manifest_needs_no_tree(value: dict[str, Any]) -> None:
    assert agree(write(value, Style("block", "plain", False)))


def test_the_manifests_of_the_pages_are_read_line_by_line() -> None:
    pages = [rule.page for rule in map(packs.registry().load, ("host-invalid", "service-not-found"))]
    manifests = [fence.partition("```")[0] for page in pages for fence in page.split("```yaml\n")[1:]]
    uncommented = ["".join(line.partition("  #")[0] for line in text.splitlines(keepends=True)) for text in manifests]
    assert any(lines.value_of(text) for text in uncommented)


@pytest.mark.parametrize(
    "text",
    [
        *("a: &x 1\n", "a: *x\n", "a: !!str 1\n", "a: {<<: {b: 1}}\n", "a: 1\na: 2\n", "a: .inf\n", '"a\\/b": 1\n'),
        *("- 1\n", "text\n", "", "# nothing\n", "? [a]\n: 1\n", "a: {b:c}\n", "a: [\n", "&x a: 1\n", "!!map {a: 1}\n"),
        *("80: 1\n", "null: 1\n", f"a: {'[' * 200}{']' * 200}\n"),
    ],
)
def test_what_needs_the_tree_is_left_to_it(text: str) -> None:
    assert value_of(text) is None


DEEP = {
    "mappings": "\n".join(f"{' ' * column}a:" for column in range(120)),
    "lists": "\n".join(f"{'  ' * column}- a:" for column in range(60)).replace("- a:", "a:", 1),
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_is_too_deep_is_refused_and_not_read_line_by_line(text: str) -> None:
    with pytest.raises(TreeError, match="nested more than 100 levels deep"):
        parse(text)
    assert value_of(text) is None
