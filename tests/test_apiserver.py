"""What the rules on values say: the offending value, the part that breaks it, what is allowed, and where."""

from __future__ import annotations

import pytest

from ingress_lint.apiserver.names import (
    is_ip,
    label,
    label_1035,
    label_value,
    path_segment,
    port_name,
    qualified_name,
    subdomain,
    wildcard_subdomain,
)
from ingress_lint.finding import Diagnostic, Severity
from ingress_lint.model import Unknown
from tests.cases import findings, registry

BACKEND = "{service: {name: web, port: {number: 80}}}"
LONG = "a" * 254


def ingress(*, metadata: str = "{name: a}", spec: str = f"{{defaultBackend: {BACKEND}}}") -> str:
    return f"apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {metadata}\nspec: {spec}\n"


def ingress_class(spec: str) -> str:
    return f"apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {{name: a}}\nspec: {spec}\n"


def host(value: str) -> str:
    return ingress(spec=f"{{rules: [{{host: {value}}}]}}")


def port(value: str) -> str:
    return ingress(spec=f"{{defaultBackend: {{service: {{name: web, port: {value}}}}}}}")


def pointed_at(diagnostic: Diagnostic) -> list[str]:
    return [place.source.text[place.span.start : place.span.end] for place in diagnostic.locations]


MESSAGES = [
    ("host-invalid", host("Shop_1"), ["`Shop_1`", "upper-case `S`"], ["Shop_1"]),
    ("host-invalid", host('"shop "'), ["`shop `", "a blank"], ['"shop "']),
    ("host-invalid", host(LONG), ["254 bytes", "253"], [LONG]),
    ("host-invalid", host('"*"'), ["`*`", "whole first label"], ['"*"']),
    ("host-is-ip", host("10.0.0.1"), ["`10.0.0.1`", "IP address"], ["10.0.0.1"]),
    (
        "service-name-invalid",
        ingress(spec="{defaultBackend: {service: {name: a.b, port: {number: 80}}}}"),
        ["`a.b`", "character `.`"],
        ["a.b"],
    ),
    (
        "service-name-invalid",
        ingress(spec="{defaultBackend: {service: {name: 1a, port: {number: 80}}}}"),
        ["`1a`", "digit `1`"],
        ["1a"],
    ),
    ("port-missing", port("{}"), ["Service `web`", "`number`", "`name`"], ["port"]),
    ("port-ambiguous", port("{name: http, number: 80}"), ["`http`", "`80`"], ["http", "80"]),
    ("port-invalid", port("{number: 70000}"), ["`70000`", "1 to 65535"], ["70000"]),
    ("port-invalid", port('{name: "80"}'), ["`80`", "no lower-case letter"], ['"80"']),
    ("tls-host-invalid", ingress(spec=f'{{defaultBackend: {BACKEND}, tls: [{{hosts: [""]}}]}}'), ["empty"], ['""']),
    (
        "tls-secret-name-invalid",
        ingress(spec=f"{{defaultBackend: {BACKEND}, tls: [{{secretName: a/b}}]}}"),
        ["`a/b`", "character `/`"],
        ["a/b"],
    ),
    (
        "ingress-class-name-invalid",
        ingress(spec=f'{{defaultBackend: {BACKEND}, ingressClassName: ""}}'),
        ["empty"],
        ['""'],
    ),
    (
        "class-annotation-deprecated",
        ingress(metadata="{name: a, annotations: {kubernetes.io/ingress.class: nginx}}"),
        ["deprecated", "`ingressClassName: nginx`"],
        ["kubernetes.io/ingress.class"],
    ),
    (
        "class-annotation-deprecated",
        ingress(metadata="{name: a, annotations: {kubernetes.io/ingress.class: azure/gateway}}"),
        ["deprecated", "`ingressClassName`"],
        ["kubernetes.io/ingress.class"],
    ),
    (
        "class-annotation-conflict",
        ingress(
            metadata="{name: a, annotations: {kubernetes.io/ingress.class: b}}",
            spec=f"{{ingressClassName: c, defaultBackend: {BACKEND}}}",
        ),
        ["`b`", "`c`", "equal"],
        ["b", "c"],
    ),
    ("metadata-name-invalid", ingress(metadata="{name: the_shop}"), ["`the_shop`", "character `_`"], ["the_shop"]),
    ("metadata-name-invalid", ingress(metadata="{generateName: A-}"), ["`A-`", "generated"], ["A-"]),
    ("generate-name-invalid", ingress(metadata="{generateName: A.-}"), ["`A.-`", "upper-case `A`"], ["A.-"]),
    ("namespace-invalid", ingress(metadata="{name: a, namespace: a.b}"), ["`a.b`", "character `.`"], ["a.b"]),
    ("label-invalid", ingress(metadata="{name: a, labels: {A/b: c}}"), ["`A/b`", "key", "upper-case `A`"], ["A/b"]),
    ("label-invalid", ingress(metadata="{name: a, labels: {b: c d}}"), ["`c d`", "label `b`", "a blank"], ["c d"]),
    (
        "annotation-key-invalid",
        ingress(metadata="{name: a, annotations: {a/b/c: d}}"),
        ["`a/b/c`", "more than one `/`"],
        ["a/b/c"],
    ),
    (
        "annotations-too-long",
        ingress(metadata=f"{{name: a, annotations: {{a: {'b' * 262_144}}}}}"),
        ["262145 bytes", "262144"],
        ["annotations"],
    ),
    ("finalizer-invalid", ingress(metadata="{name: a, finalizers: [clean]}"), ["`clean`", "`domain/`"], ["clean"]),
    (
        "owner-reference-invalid",
        ingress(metadata="{name: a, ownerReferences: [{apiVersion: v1, kind: Pod, name: a, uid: ''}]}"),
        ["`uid` is empty"],
        ["''"],
    ),
    (
        "owner-reference-duplicate",
        ingress(metadata="{name: a, ownerReferences: [&o {apiVersion: v1, kind: Pod, name: a, uid: b}, *o]}"),
        ["twice", "leave out"],
        ["*o"],
    ),
    (
        "object-reference-invalid",
        ingress(spec="{defaultBackend: {resource: {kind: A, name: a%b}}}"),
        ["`a%b`", "character `%`"],
        ["a%b"],
    ),
    ("ingress-class-controller-invalid", ingress_class("{controller: nginx}"), ["`nginx`", "`domain/path`"], ["nginx"]),
    (
        "ingress-class-parameters-invalid",
        ingress_class("{controller: a/b, parameters: {kind: A, name: a, scope: all}}"),
        ["`all`", "`Cluster` or `Namespace`"],
        ["all"],
    ),
]


@pytest.mark.parametrize(
    ("rule", "text", "words", "places"), MESSAGES, ids=[f"{m[0]}-{i}" for i, m in enumerate(MESSAGES)]
)
def test_message_names_value_and_fault_at_the_right_place(
    rule: str, text: str, words: list[str], places: list[str]
) -> None:
    (found,) = findings(text, ["api"])
    assert found.rule == rule
    assert all(word in found.message for word in words), found.message
    assert pointed_at(found) == places
    assert all(len(place.label) <= 40 for place in found.locations)


def test_a_line_break_in_a_value_keeps_the_message_on_one_line() -> None:
    (found,) = findings(host('"a\\n"'), ["api"])
    assert "`a␊`" in found.message


def test_release_1_36_marks_the_relaxed_name_as_unverified() -> None:
    text = ingress(spec="{defaultBackend: {service: {name: 1a, port: {number: 80}}}}")
    (before,) = findings(text, ["api"], minor=35)
    assert any("unverified" in note for note in before.notes)
    assert not findings(text, ["api"], minor=36)


def test_equal_class_before_1_27_says_why() -> None:
    text = ingress(
        metadata="{name: a, annotations: {kubernetes.io/ingress.class: b}}",
        spec=f"{{ingressClassName: b, defaultBackend: {BACKEND}}}",
    )
    (found,) = findings(text, ["api"], minor=26)
    assert "1.27" in found.message


@pytest.mark.parametrize(
    "check",
    [label, label_1035, subdomain, wildcard_subdomain, label_value, path_segment, qualified_name, port_name, is_ip],
)
def test_nothing_is_concluded_from_a_value_that_is_not_known(check) -> None:
    assert not check(Unknown("/ %*..A"))
    assert not check(Unknown("1.2.3.4"))


def test_a_wrong_type_is_no_value() -> None:
    text = ingress(
        metadata="{name: [a], namespace: {}, generateName: 1, labels: {a: [b/]}, finalizers: [1], ownerReferences: [1]}",
        spec="{ingressClassName: 1.5, rules: [{host: 1.2, http: {paths: [{pathType: [], path: 1, backend: {service: {name: 1, port: {name: 1}}}}]}}]}",
    )
    assert {found.rule for found in findings(text, ["api"])} == {"wrong-type"}


NAMES = [
    (label, "it is 64 bytes long, 63 are allowed", "a" * 64),
    (label, "it starts with `-`", "-a"),
    (label, "it ends with `-`", "a-"),
    (label, "it is empty", ""),
    (label_1035, "it starts with the digit `1`", "1a"),
    (label_1035, "it has the character `.`", "a.b"),
    (subdomain, "it has two dots in a row", "a..b"),
    (subdomain, "a part between two dots starts or ends with `-`", "a.-b"),
    (subdomain, "it has the character `é`", "é"),
    (subdomain, "it has a line break", "a\nb"),
    (subdomain, "it ends with a line break, as all text behind a `|` or `>` does", "a\n"),
    (subdomain, "it has a tab", "a\tb"),
    (subdomain, "it is 254 bytes long, 253 are allowed", "a" * 254),
    (wildcard_subdomain, "nothing follows the `*.`", "*."),
    (wildcard_subdomain, "only the first label can be a `*`", "*.*.a"),
    (wildcard_subdomain, "it is 254 bytes long, 253 are allowed", "*." + "a" * 252),
    (label_value, "it ends with `_`", "a_"),
    (path_segment, "it is `..`", ".."),
]


@pytest.mark.parametrize(("check", "problem", "value"), NAMES, ids=[f"{n[0].__name__}-{n[2][:8]!a}" for n in NAMES])
def test_the_part_that_breaks_a_name(check, problem: str, value: str) -> None:
    assert check(value) == problem


@pytest.mark.parametrize(
    ("value", "problems"),
    [
        ("a.b/c_D", []),
        ("/a", ["the part before the `/` is empty"]),
        ("A/", ["in the part before the `/`: it has an upper-case `A`", "the name part is empty"]),
        ("a/" + "b" * 63 + "-", ["it is 64 bytes long, 63 are allowed", "it ends with `-`"]),
    ],
)
def test_every_broken_part_of_a_qualified_name(value: str, problems: list[str]) -> None:
    assert qualified_name(value) == tuple(problems)


@pytest.mark.parametrize(
    "value",
    ["0.0.0.0", "255.255.255.255", "000000000000010.0.0.1", "::", "1::", "0000001::A", "::1.02.3.4", "1:2:3:4:5:6:7::"],
)
def test_an_address_to_the_servers_parser(value: str) -> None:
    assert is_ip(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "1.2.3",
        "1.2.3.256",
        "1.2.3.4.",
        "+1.2.3.4",
        "٣.1.1.1",
        "0x1.2.3.4",
        ":::",
        "1::2::3",
        "12345::",
        "::1/64",
        "::1%lo",
        "1:2:3:4:5:6:7:8::",
    ],
)
def test_no_address_to_the_servers_parser(value: str) -> None:
    assert not is_ip(value)


@pytest.mark.parametrize("value", ["<host>", "shop.<your domain>", "<도메인 이름>", '"${HOST}"'])
def test_a_placeholder_keeps_its_finding_and_is_named(value: str) -> None:
    (found,) = findings(host(value), ["api"])
    assert found.rule == "host-invalid"
    assert "looks like a placeholder" in found.notes[-1]


def test_what_is_accepted_with_a_warning() -> None:
    api = (card for card in registry().cards.values() if card.group == "api")
    warnings = [card.id for card in api if card.severity != Severity.ERROR]
    assert warnings == ["class-annotation-deprecated", "owner-reference-duplicate"]
