"""The tree: spans, aliases, merge keys, and one error type for everything that cannot be read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingress_lint.chunks import chunks
from ingress_lint.json_tree import parse_json
from ingress_lint.parser import parse
from ingress_lint.source import Source
from ingress_lint.tree import Alias, Mapping, Node, Scalar, Sequence, TreeError, plain, resolve

YAML_PIECES = st.sampled_from(
    [
        *"abcé漢 :-#&*!|>'\"%@`{}[],?~\t\\/0123",
        "\n",
        "\n  ",
        "\n- ",
        ": ",
        "&x ",
        "*x",
        "<<: ",
        "---\n",
        "...\n",
        "\r\n",
    ]
)
TEXTS = st.lists(YAML_PIECES, max_size=40).map("".join)
PRINTABLE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Zl", "Zp")), max_size=12)
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**31), 2**31), PRINTABLE, st.sampled_from(["on", "0o17", "a: b"])
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(PRINTABLE, inner, max_size=4),
    max_leaves=12,
)


def nodes(node: Node) -> list[Node]:
    """Every node below and with this one, aliases not followed."""
    if isinstance(node, Mapping):
        inner = [part for entry in node.entries for part in (entry.key, entry.value)]
    else:
        inner = node.items if isinstance(node, Sequence) else []
    return [node, *(below for child in inner for below in nodes(child))]


def check_spans(text: str, root: Node) -> None:
    for node in nodes(root):
        assert 0 <= node.start <= node.end <= len(text)
        written = text[node.start : node.end]
        if isinstance(node, Alias):
            assert written == f"*{node.name}"
        elif isinstance(node, Scalar) and node.style == "" and isinstance(node.value, str) and "\n" not in written:
            assert written == node.value
        elif isinstance(node, Scalar) and node.style in ("'", '"', "|", ">") and node.style:
            assert written[0] == node.style
        if isinstance(node, Mapping):
            for entry in node.entries:
                assert node.start <= entry.span.start <= entry.span.end
                assert resolve(entry.value) is not None


@given(TEXTS)
@settings(max_examples=600, deadline=None)
def test_any_text_gives_nodes_or_the_one_error(text: str) -> None:
    for chunk in chunks(text):
        assert 0 <= chunk.span.start <= chunk.span.end <= len(text)
        if chunk.root is not None:
            check_spans(text, chunk.root)
        if chunk.error is not None:
            assert 0 <= chunk.error.span.start <= chunk.error.span.end <= len(text)
            assert chunk.error.message


@given(VALUES, st.sampled_from([None, 1, 2, "\t"]))
@settings(max_examples=200, deadline=None)
def test_json_is_read_as_json(value: object, indent: int | str | None) -> None:
    text = json.dumps({"key": value}, indent=indent)
    (chunk,) = chunks(text)
    assert chunk.root is not None
    assert plain(chunk.root) == {"key": value}
    check_spans(text, chunk.root)


@given(VALUES)
@settings(max_examples=200, deadline=None)
def test_quoted_yaml_keeps_values_and_spans(value: object) -> None:
    text = f"# é\nkey: {json.dumps(value, ensure_ascii=False)}\nlast: 漢\n"
    root, _ = parse(text)
    assert root is not None
    assert plain(root) == {"key": value, "last": "漢"}
    check_spans(text, root)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_marks_shift_nothing_but_offsets(newline: str, mark: str) -> None:
    text = newline.join(["metadata:", "  name: 'é'", "  labels:", "  - x", ""])
    source = Source.from_bytes("a.yaml", (mark + text).encode())
    root, _ = parse(source.text)
    assert isinstance(root, Mapping)
    name = next(node for node in nodes(root) if isinstance(node, Scalar) and node.value == "é")
    assert source.position(name.start) == (2, 9)
    assert source.to_bytes(source.text) == (mark + text).encode()


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_encodings_survive(encoding: str) -> None:
    mark = b"\xff\xfe" if encoding.endswith("le") else b"\xfe\xff"
    data = mark + "a: é\n".encode(encoding)
    source = Source.from_bytes("a.yaml", data)
    assert source.text == "a: é\n"
    assert source.to_bytes(source.text) == data


def test_bad_bytes_are_replaced_and_remembered() -> None:
    source = Source.from_bytes("a.yaml", b"a: \xff\n")
    assert source.text == "a: \ufffd\n"
    assert not source.exact


def test_an_alias_has_its_own_place_and_its_targets_value() -> None:
    text = "a: &x\n  b: 1\nc: *x\n"
    root, _ = parse(text)
    assert isinstance(root, Mapping)
    alias = root.entries[1].value
    assert isinstance(alias, Alias)
    assert text[slice(*alias.span)] == "*x"
    assert plain(alias) == {"b": 1}


def test_properties_are_no_part_of_a_scalar() -> None:
    text = "a: &x !!str # why\n  80\n"
    root, _ = parse(text)
    assert isinstance(root, Mapping)
    scalar = root.entries[0].value
    assert isinstance(scalar, Scalar)
    assert (text[slice(*scalar.span)], scalar.value, scalar.anchor) == ("80", "80", "x")


def test_merging_happens_in_place() -> None:
    root, _ = parse("base: &b {p: 1, q: 1}\nafter:\n  p: 2\n  <<: *b\nbefore:\n  <<: *b\n  p: 2\n")
    assert root is not None
    assert plain(root) == {"base": {"p": 1, "q": 1}, "after": {"p": 1, "q": 1}, "before": {"p": 2, "q": 1}}


def test_the_first_of_several_merged_mappings_wins() -> None:
    root, _ = parse("a: &a {k: 1}\nb: &b {k: 2, l: 2}\nc: {<<: [*a, *b]}\n")
    assert root is not None
    assert plain(root)["c"] == {"k": 1, "l": 2}  # type: ignore[index]


@pytest.mark.parametrize("tag", ["!!merge ", "! "])
@pytest.mark.parametrize("key", ["<<", '"<<"'])
def test_a_tag_makes_a_merge_key_even_of_quoted_text(tag: str, key: str) -> None:
    root, _ = parse(f"a: {{{tag}{key}: {{k: 1}}, l: 2}}\n")
    assert root is not None
    assert plain(root) == {"a": {"k": 1, "l": 2}}


def test_a_block_collection_ends_at_its_last_child() -> None:
    text = "a:\n  b: 1\n\n# comment\nc: 2\n"
    root, _ = parse(text)
    assert isinstance(root, Mapping)
    assert text[slice(*root.entries[0].span)] == "a:\n  b: 1"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: *nobody\n", "*nobody"),
        ("a: &x [*x]\n", "*x"),
        ("<<: 1\n", "1"),
        ("a: &x [{b: 1}]\n<<: *x\n", "*x"),
        ("18446744073709551615: 1\n", "18446744073709551615"),
        ("a: .inf\n", ".inf"),
        ("? [a]\n: 1\n", "[a]"),
        ("~: 1\n", "~"),
        ('a: "\\/"\n', "\\/"),
        ("a: !!int x\n", "x"),
        ("a: !!null x\n", "x"),
    ],
)
def test_what_kubectl_refuses_is_refused_at_its_place(text: str, at: str) -> None:
    with pytest.raises(TreeError) as caught:
        root, _ = parse(text)
        assert root is not None
        plain(root)
    assert text[slice(*caught.value.span)] == at


def test_an_alias_bomb_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 12)]
    with pytest.raises(TreeError, match="aliases"):
        parse("\n".join(lines))


def test_ordinary_aliases_are_no_bomb() -> None:
    text = "base: &b [1, 2, 3]\nuses:\n" + "- *b\n" * 500
    root, _ = parse(text)
    assert root is not None
    assert len(plain(root)["uses"]) == 500  # type: ignore[index]


@pytest.mark.parametrize("text", ["[" * 5000, "- " * 5000 + "x", "{a: " * 5000, '{"a":' * 5000 + "1" + "}" * 5000])
def test_deep_nesting_is_refused(text: str) -> None:
    assert any(chunk.error is not None for chunk in chunks(text))


def test_colons_in_flow_collections_read_as_kubectl_reads_them() -> None:
    root, _ = parse("a: {x: y:z, http://h:80/p, q: [k:v]}\n")
    assert root is not None
    assert plain(root) == {"a": {"x": "y:z", "http://h:80/p": None, "q": ["k:v"]}}


def test_json_tree_refuses_what_json_refuses() -> None:
    for text in ("{,}", '{"a": NaN}', '{"a"', "{'a': 1}", '{"a": 1,}'):
        with pytest.raises(TreeError):
            parse_json(text, 0)
