"""Files to documents as kubectl cuts them: separators, JSON streams, lists, encodings and limits (F1 to F14)."""

from __future__ import annotations

import codecs
import json

import pytest

from ingress_lint.chunks import chunks
from ingress_lint.documents import read
from ingress_lint.source import Source
from ingress_lint.tree import plain
from tests.cases import findings

HEAD = "apiVersion: networking.k8s.io/v1\nkind: Ingress\n"
SPEC = "spec: {defaultBackend: {service: {name: web, port: {number: 80}}}}\n"


def manifest(name: str) -> str:
    return f"{HEAD}metadata: {{name: {name}}}\n{SPEC}"


def values(text: str) -> list[object]:
    """The value of each chunk that holds one; an error is the text `error`."""
    found: list[object] = []
    for chunk in chunks(text):
        if chunk.error is not None:
            found.append("error")
        elif chunk.root is not None:
            found.append(plain(chunk.root))
    return found


def names(text: str) -> list[str]:
    return [document.known_name for document, _ in read(Source("x.yaml", text)).documents]


@pytest.mark.parametrize("line", ["---", "--- ", "---\t", "--- # next", "---\r", "---#next", "---\u00a0"])
def test_f1_separator(line: str) -> None:
    assert values(f"a: 1\n{line}\nb: 2\n") == [{"a": 1}, {"b": 2}]


@pytest.mark.parametrize("line", ["--- {}", "--- !tag", "----", "---foo"])
def test_f1_nothing_but_a_comment_may_follow(line: str) -> None:
    assert values(f"a: 1\n{line}\nb: 2\n") == [{"a": 1}, "error", {"b": 2}]


def test_f2_separator_knows_no_yaml() -> None:
    assert values('a: "x\n---\nb: 1"\n') == ["error", {"b": '1"'}]
    assert values("a: |\n  x\n  ---\n  y\n") == [{"a": "x\n---\ny\n"}]


def test_f3_dots_hide_what_follows() -> None:
    first, second = chunks("a: 1\n...\nb: 2\n---\nc: 3\n")
    assert first.hidden is not None
    assert "a: 1\n...\nb: 2\n"[slice(*first.hidden)] == "b: 2"
    assert plain(second.root) == {"c": 3}  # type: ignore[arg-type]
    assert next(chunks("a: 1\n...\n# only a comment\n")).hidden is None


def test_f4_directive() -> None:
    assert values("%YAML 1.1\n---\na: 1\n") == ["error", {"a": 1}]


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "---\n---\n"])
def test_f5_empty_chunks_are_skipped(text: str) -> None:
    assert values(text) == []
    assert not findings(text, ["api"])


def test_f5_null_is_no_object() -> None:
    assert not findings(f"null\n---\n~\n---\n{manifest('ingress')}", ["api"])


def test_f6_each_document_is_judged() -> None:
    text = f"{manifest('a')}---\n{HEAD}metadata: {{name: B}}\n{SPEC}---\nkind: @x\n---\n{manifest('C')}"
    assert [d.rule for d in findings(text, ["api"])] == [
        "metadata-name-invalid",
        "yaml-syntax",
        "metadata-name-invalid",
    ]


def test_f7_line_ends_and_byte_order_marks() -> None:
    text = manifest("A").replace("\n", "\r\n")
    marked = [codecs.BOM_UTF8 + text.encode()]
    marked += [codecs.BOM_UTF16_LE + text.encode("utf-16-le"), codecs.BOM_UTF16_BE + text.encode("utf-16-be")]
    for data in (text.encode(), *marked):
        (found,) = findings(data, ["api"])
        assert found.rule == "metadata-name-invalid"
        assert found.source.position(found.span.start) == (3, 18)


def test_f7_bad_bytes_are_replaced() -> None:
    data = manifest("a").encode().replace(b"name: web", b"name: w\xffb")
    (found,) = findings(data, ["api"])
    assert found.rule == "service-name-invalid"
    assert "\ufffd" in found.message


def test_f8_json_stream() -> None:
    assert values('{"a": 1}{"b": 2}\n {"c": 3}') == [{"a": 1}, {"b": 2}, {"c": 3}]
    assert values('\n\t{"a": "\\/"}') == [{"a": "/"}]


def test_f8_what_is_no_json_is_read_as_yaml() -> None:
    assert values("{a: 1, }") == [{"a": 1}]
    assert values('{\n// x\n"a": 1}') == ["error"]
    assert values('{"a": 1}\n---\nb: 2\n')[-1] == {"b": 2}
    assert values('{"a": 1}{"b": 2}{c: 3}') == [{"a": 1}, {"b": 2}, "error"]


def test_f9_a_list_is_what_has_items() -> None:
    item = {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": {"name": "a"}}
    assert names(json.dumps({"kind": "Anything", "items": [item, item]})) == ["a", "a"]
    assert names(json.dumps({"kind": "List", "apiVersion": "v1", "items": []})) == []


def test_f10_items_of_a_typed_list_inherit_both_or_nothing() -> None:
    both = {"metadata": {"name": "a"}}
    one = {"kind": "Ingress", "metadata": {"name": "b"}}
    text = json.dumps({"apiVersion": "networking.k8s.io/v1", "kind": "IngressList", "items": [both, one]})
    documents = [document for document, _ in read(Source("x.json", text)).documents]
    assert [(d.api_version, d.kind) for d in documents] == [("networking.k8s.io/v1", "Ingress"), ("", "Ingress")]
    plain_list = json.dumps({"apiVersion": "v1", "kind": "List", "items": [both]})
    assert [d.kind for d, _ in read(Source("x.json", plain_list)).documents] == [""]


def test_f10_findings_of_an_item_bear_its_index() -> None:
    text = "apiVersion: networking.k8s.io/v1\nkind: IngressList\nitems:\n- metadata: {name: a}\n- metadata: {name: B}\n"
    fields = {(d.rule, d.field) for d in findings(text, ["api"])}
    assert fields == {
        ("spec-empty", "items[0].spec"),
        ("spec-empty", "items[1].spec"),
        ("metadata-name-invalid", "items[1].metadata.name"),
    }


def test_f13_the_root_is_a_mapping() -> None:
    assert [d.rule for d in findings("- {apiVersion: networking.k8s.io/v1, kind: Ingress}\n", ["api"])] == [
        "yaml-syntax"
    ]
    assert not findings("just a text about ingress\n", ["api"])


def large(size: int) -> str:
    """A manifest with an annotation-free object of about `size` bytes."""
    host = "a" * 200
    rules = "".join(f"  - host: {host}{i:06}.example.com\n" for i in range(size // 229))
    return f"{HEAD}metadata: {{name: a}}\nspec:\n  rules:\n{rules}"


def test_f14_an_object_over_the_limit() -> None:
    (found,) = findings(large(3_300_000), ["object-too-large"])
    assert found.rule == "object-too-large"
    assert "3 MiB" in found.message
    (found,) = findings(large(2_900_000), ["object-too-large"])
    assert "1.5 MiB" in found.message
    assert not findings(large(1_600_000), ["object-too-large"])  # a good part of that is punctuation


def test_f11_a_list_inside_a_list_is_refused() -> None:
    text = "apiVersion: v1\nkind: List\nitems:\n- kind: List\n  items: [{apiVersion: networking.k8s.io/v1, kind: Ingress}]\n"
    (found,) = findings(text, ["api"])
    assert found.rule == "yaml-syntax"
    assert "inside a List" in found.message


def test_f9_f12_items_that_are_no_list() -> None:
    head = "apiVersion: networking.k8s.io/v1\nkind: IngressList\n"
    assert not findings(f"{head}items: null\n", ["api"])
    assert [found.rule for found in findings(f"{head}items: {{}}\n", ["api"])] == ["yaml-syntax"]


def item_of(*heads: str) -> str:
    """A List with the given first lines that holds one good Ingress."""
    head = "".join(f"{line}\n" for line in heads)
    return f"{head}items:\n- {manifest('a').replace(chr(10), chr(10) + '  ').rstrip()}\n"


@pytest.mark.parametrize(
    "heads",
    [
        ("apiVersion: v1", "kind: List"),
        ("apiVersion: networking.k8s.io/v1", "kind: List"),
        ("apiVersion: networking.k8s.io/v1", "kind: IngressList"),
        ("apiVersion: config.kubernetes.io/v1", "kind: ResourceList"),
    ],
)
def test_k10_lists_that_kubectl_knows(heads: tuple[str, ...]) -> None:
    assert not findings(item_of(*heads), ["api"])


@pytest.mark.parametrize(
    ("heads", "field", "at"),
    [
        (("apiVersion: v1",), "kind", "a"),
        (("kind: List",), "apiVersion", "k"),
        (("kind: List", "apiVersion: ''"), "apiVersion", "k"),
        (("apiVersion: v1", "kind: Lst"), "kind", "Lst"),
        (("apiVersion: v1", "kind: list"), "kind", "list"),
        (("apiVersion: networking.k8s.io/v1", "kind: ingressList"), "kind", "ingressList"),
        (("apiVersion: v2", "kind: List"), "apiVersion", "v2"),
        (("apiVersion: v1", "kind: IngressList"), "apiVersion", "v1"),
        (("apiVersion: a/b/c", "kind: List"), "apiVersion", "a/b/c"),
    ],
)
def test_k10_lists_that_kubectl_does_not_know(heads: tuple[str, ...], field: str, at: str) -> None:
    text = item_of(*heads)
    (found,) = findings(text, ["api"])
    assert (found.rule, found.field) == ("yaml-syntax", field)
    assert text[slice(*found.span)] == at
    assert "List" in found.message


@pytest.mark.parametrize("item", ["a", "[]", "null"])
def test_f12_items_that_are_no_objects(item: str) -> None:
    text = item_of("apiVersion: v1", "kind: List") + f"- {item}\n"
    (found,) = findings(text, ["api"])
    assert (found.rule, found.field) == ("yaml-syntax", "items[1]")


def test_f12_an_object_in_the_place_of_the_items() -> None:
    text = "apiVersion: v1\nkind: List\nitems: {apiVersion: networking.k8s.io/v1, kind: Ingress}\n"
    (found,) = findings(text, ["api"])
    assert (found.rule, found.field) == ("yaml-syntax", "items")
