"""What an unknown field was meant to be: misspelt, at the wrong level, of another version."""

from __future__ import annotations

import pytest

from ingress_lint import schema
from ingress_lint.tree import Path
from ingress_lint.unknown_fields import guess
from tests.cases import findings

RULE: Path = ("spec", "rules", 0)
ENTRY: Path = (*RULE, "http", "paths", 0)
SERVICE: Path = (*ENTRY, "backend", "service")
NAMES = ["ingress-v1", "ingressclass-v1", "ingress-v1beta1", "ingress-extensions-v1beta1", "ingressclass-v1beta1"]
FIELDS = [(name, path) for name in NAMES for path in schema.field_paths(name)]


def nested(path: Path, value: object) -> object:
    """The smallest object that holds a value at a path."""
    for key in reversed(path):
        value = {key: value} if isinstance(key, str) else [value]
    return value


def example(name: str, path: Path) -> object:
    """A value of the shape a field has."""
    kinds = schema.types(name, schema.known_fields(name, path[:-1])[str(path[-1])])
    return {} if "object" in kinds else [] if "array" in kinds else "x"


@pytest.mark.parametrize(
    ("name", "path"), FIELDS, ids=lambda value: ".".join(map(str, value)) if isinstance(value, tuple) else value
)
def test_every_field_is_recognised_in_another_spelling(name: str, path: Path) -> None:
    known = schema.known_fields(name, path[:-1])
    given = example(name, path)
    for wrong in (str(path[-1]).upper(), str(path[-1]).title(), f"{path[-1]}_"):
        if wrong not in known:
            place = (*path[:-1], wrong)
            found = guess(name, nested(place, given), place)
            assert (found.reason, found.homes) == ("misspelt", (path,))


@pytest.mark.parametrize(
    ("wrong", "value", "home"),
    [
        (("spec", "service"), {}, ("spec", "defaultBackend", "service")),
        (("spec", "resource"), {}, ("spec", "defaultBackend", "resource")),
        (("spec", "http"), {}, (*RULE, "http")),
        (("spec", "host"), "a", (*RULE, "host")),
        (("spec", "secretName"), "a", ("spec", "tls", 0, "secretName")),
        (("spec", "hosts"), [], ("spec", "tls", 0, "hosts")),
        (("spec", "paths"), [], (*RULE, "http", "paths")),
        (("spec", "annotations"), {}, ("metadata", "annotations")),
        (("annotations",), {}, ("metadata", "annotations")),
        (("name",), "a", ("metadata", "name")),
        (("namespace",), "a", ("metadata", "namespace")),
        (("rules",), [], ("spec", "rules")),
        (("tls",), [], ("spec", "tls")),
        (("defaultBackend",), {}, ("spec", "defaultBackend")),
        (("ingressClassName",), "a", ("spec", "ingressClassName")),
        (("metadata", "ingressClassName"), "a", ("spec", "ingressClassName")),
        (("metadata", "spec"), {}, ("spec",)),
        (("spec", "metadata"), {}, ("metadata",)),
        ((*RULE, "paths"), [], (*RULE, "http", "paths")),
        ((*RULE, "backend"), {}, (*ENTRY, "backend")),
        ((*RULE, "http", "host"), "a", (*RULE, "host")),
        ((*RULE, "http", "pathType"), "Prefix", (*ENTRY, "pathType")),
        ((*RULE, "http", "path"), "/", (*ENTRY, "path")),
        ((*ENTRY, "service"), {}, SERVICE),
        ((*ENTRY, "backend", "pathType"), "Prefix", (*ENTRY, "pathType")),
        ((*ENTRY, "backend", "name"), "a", (*SERVICE, "name")),
        ((*ENTRY, "backend", "port"), {}, (*SERVICE, "port")),
        ((*SERVICE, "number"), 80, (*SERVICE, "port", "number")),
        (("spec", "name"), "a", ("metadata", "name")),
        (
            ("spec", "rules", 3, "http", "paths", 2, "port"),
            {},
            ("spec", "rules", 3, "http", "paths", 2, *SERVICE[-2:], "port"),
        ),
    ],
)
def test_known_field_at_the_wrong_level(wrong: Path, value: object, home: Path) -> None:
    found = guess("ingress-v1", nested_sparse(wrong, value), wrong)
    assert found.reason == "misplaced"
    assert found.homes[0] == home
    assert home in found.missing


def nested_sparse(path: Path, value: object) -> object:
    """As `nested`, with empty entries before an index."""
    for key in reversed(path):
        value = {key: value} if isinstance(key, str) else [*({} for _ in range(key)), value]
    return value


@pytest.mark.parametrize("key", ["rewrite", "weight", "timeout", "regex"])
def test_field_that_nothing_explains(key: str) -> None:
    place = (*ENTRY, key)
    assert guess("ingress-v1", nested(place, "x"), place).reason == ""


def test_misplaced_field_names_every_entry_that_lacks_it() -> None:
    value = {"spec": {"rules": [{"http": {"pathType": "Exact", "paths": [{"path": "/"}, {"pathType": "Prefix"}, {}]}}]}}
    found = guess("ingress-v1", value, (*RULE, "http", "pathType"))
    assert found.missing == ((*ENTRY, "pathType"), (*RULE, "http", "paths", 2, "pathType"))


@pytest.mark.parametrize(
    ("name", "path", "value", "home"),
    [
        ("ingress-v1", (*RULE, "hosts"), ["a", "b"], (*RULE, "host")),
        (
            "ingress-v1",
            (*ENTRY, "backend", "resource", "apiVersion"),
            "a/v1",
            (*ENTRY, "backend", "resource", "apiGroup"),
        ),
        ("ingressclass-v1", ("spec", "parameters", "apiVersion"), "a/v1", ("spec", "parameters", "apiGroup")),
    ],
)
def test_similar_field_whose_value_does_not_fit(name: str, path: Path, value: object, home: Path) -> None:
    found = guess(name, nested(path, value), path)
    assert (found.reason, found.homes) == ("similar", (home,))


def test_newer_field_in_an_old_object() -> None:
    place = (*ENTRY, "backend", "service")
    assert guess("ingress-v1beta1", nested(place, {}), place).reason == "newer"


HEAD = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec:\n"
BACKEND = "  defaultBackend: {service: {name: web, port: {number: 80}}}\n"


@pytest.mark.parametrize(
    ("spec", "message"),
    [
        (f"{BACKEND}  ingressClas: nginx\n", "unknown field `ingressClas`, did you mean `ingressClassName`?"),
        ("  service: {name: web}\n", "`service` is no field of `spec`: it belongs under `spec.defaultBackend`"),
        (
            "  rules:\n  - host: a.example.com\n    paths: []\n",
            "`paths` is no field of an entry of `rules`: it belongs under `http`",
        ),
        (
            f"{BACKEND}  secretName: a\n",
            "`secretName` is no field of `spec`: it belongs in an entry of `spec.tls`",
        ),
        (
            BACKEND.replace("name: web", "name: web, namespace: b"),
            "a backend has no `namespace`: it cannot leave the namespace of its Ingress",
        ),
        (f"{BACKEND}  weight: 1\n", "unknown field `weight` in `spec`"),
    ],
)
def test_message(spec: str, message: str) -> None:
    (found,) = findings(HEAD + spec, ["unknown-field"])
    assert found.message == message


@pytest.mark.parametrize(
    ("backend", "note"),
    [
        ("web", "write `service:` below `defaultBackend:`, and below that `name:` and `port:`"),
        ("web:80", "write `service:` below `defaultBackend:`, and below that `name:` and `port:`"),
        ("service:web", "a blank is missing after the colon: write `service: web`"),
        ('""', "fields go on lines of their own below it"),
    ],
)
def test_a_text_in_the_place_of_a_backend(backend: str, note: str) -> None:
    (found,) = findings(f"{HEAD}  defaultBackend: {backend}\n", ["wrong-type"])
    assert found.notes == (note,)


def test_a_host_beside_a_secret_is_one_of_a_list() -> None:
    (found,) = findings(f"{HEAD}{BACKEND}  tls:\n  - host: a.example.com\n    secretName: a\n", ["unknown-field"])
    assert found.message == "unknown field `host`, did you mean `hosts`?"
    assert found.notes == ("`hosts` is a list: write each host on a line of its own below `hosts:`, behind `- `",)


def metadata(*lines: str) -> str:
    return HEAD.replace(" {name: a}", "".join(f"\n  {line}" for line in ("name: a", *lines))) + BACKEND


CLASS, REWRITE = "kubernetes.io/ingress.class", "nginx.ingress.kubernetes.io/rewrite-target"


@pytest.mark.parametrize(
    ("lines", "message", "title", "safe"),
    [
        (
            [f"{CLASS}: nginx"],
            f"`{CLASS}` is no field of `metadata`: it belongs under `metadata.annotations`",
            f"move `{CLASS}` into `annotations`",
            True,
        ),
        (
            ["annotations:", "  a.example.com/b: c", f"{CLASS}: nginx"],
            f"`{CLASS}` is no field of `metadata`: it belongs under `metadata.annotations`",
            f"move {CLASS} to metadata.annotations.{CLASS}",
            False,
        ),
        (
            ["app.kubernetes.io/name: shop"],
            "`app.kubernetes.io/name` is no field of `metadata`: it belongs under `metadata.labels`",
            "move `app.kubernetes.io/name` into `labels`",
            True,
        ),
    ],
)
def test_an_annotation_that_stands_in_metadata(lines: list[str], message: str, title: str, safe: bool) -> None:
    (found,) = findings(metadata(*lines), ["api"])
    assert found.message == message
    assert [(fix.title, fix.safe) for fix in found.fixes] == [(title, safe)]


@pytest.mark.parametrize("above", ["annotations", "labels"])
def test_keys_below_an_empty_field_lost_their_indentation(above: str) -> None:
    (found,) = findings(metadata(f"{above}:", f"{CLASS}: nginx", f"{REWRITE}: /"), ["api"])
    assert found.message == f"`{above}` is empty: `{CLASS}` and `{REWRITE}` must be indented below it"


def test_an_annotation_at_another_level() -> None:
    (found,) = findings(f"{metadata()}  {CLASS}: nginx\n", ["api"])
    assert found.message == f"`{CLASS}` is no field of `spec`: it belongs under `metadata.annotations`"
    (found,) = findings(f"{metadata()}{CLASS}: nginx\n", ["api"])
    assert found.message == f"`{CLASS}` is no field of an Ingress: it belongs under `metadata.annotations`"
