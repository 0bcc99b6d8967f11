"""JSON Schemas: whether a value fits, and if not, which facts jsonschema finds.

jsonschema is the validator of record. Its import costs more than the rest of a short run, so a
`Shape` decides on *valid* values first.
"""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from ingress_lint.bundled import bundled
from ingress_lint.records import Record
from ingress_lint.shape import Schema, Shape, is_rfc3339
from ingress_lint.tree import Path

SCHEMAS = {
    ("networking.k8s.io/v1", "Ingress"): "ingress-v1",
    ("networking.k8s.io/v1beta1", "Ingress"): "ingress-v1beta1",
    ("extensions/v1beta1", "Ingress"): "ingress-extensions-v1beta1",
    ("networking.k8s.io/v1", "IngressClass"): "ingressclass-v1",
    ("networking.k8s.io/v1beta1", "IngressClass"): "ingressclass-v1beta1",
}


class SchemaError(Record):
    """One thing a value does not fit: the path of the value, the keyword, and what was expected."""

    path: Path
    keyword: str
    value: object
    expected: Any


def load(name: str) -> Schema:
    """A schema of `schemas/kubernetes` by the name of its file."""
    return _load(name)


@cache
def _load(name: str) -> Schema:
    with open(bundled("schemas", "kubernetes", f"{name}.json"), encoding="utf-8") as file:
        schema: Schema = json.load(file)
    return schema


def accepts(name: str, value: object) -> bool:
    """Whether jsonschema finds no error."""
    return _shape(name).accepts(value)


@cache
def _shape(name: str) -> Shape:
    return Shape(load(name), load(name))


def errors(name: str, value: object) -> Iterator[SchemaError]:
    """What jsonschema finds, each unknown field as an error of its own; nothing for a valid value."""
    if accepts(name, value):
        return
    for error in _validator(name).iter_errors(value):
        path: Path = tuple(error.absolute_path)
        if error.validator == "additionalProperties":
            known = error.schema["properties"]
            for key in error.instance:
                if key not in known:
                    yield SchemaError((*path, key), "unknown", error.instance[key], tuple(known))
        else:
            yield SchemaError(path, str(error.validator), error.instance, error.validator_value)


@cache
def _validator(name: str) -> Any:
    import jsonschema

    checker = jsonschema.FormatChecker(formats=())
    checker.checks("date-time")(is_rfc3339)
    return jsonschema.Draft202012Validator(load(name), format_checker=checker)


def known_fields(name: str, path: Path) -> Schema:
    """The properties a schema knows at a path, `{}` where the path leaves the schema."""
    root = load(name)
    node = root
    for key in path:
        node = root["$defs"][node["$ref"][8:]] if "$ref" in node else node
        node = node.get("items", {}) if isinstance(key, int) else node.get("properties", {}).get(key, {})
    node = root["$defs"][node["$ref"][8:]] if "$ref" in node else node
    properties: Schema = node.get("properties", {})
    return properties


def types(name: str, node: Schema) -> frozenset[str]:
    """The JSON types a node of a schema takes, empty where it takes any."""
    node = load(name)["$defs"][node["$ref"][8:]] if "$ref" in node else node
    given = node.get("type", ())
    return frozenset((given,) if isinstance(given, str) else given)


def field_paths(name: str) -> Iterator[Path]:
    """Every field a schema knows, as a path in which a list is the index 0."""

    def walk(node: Schema, path: Path) -> Iterator[Path]:
        node = root["$defs"][node["$ref"][8:]] if "$ref" in node else node
        for key, inner in node.get("properties", {}).items():
            yield (*path, key)
            yield from walk(inner, (*path, key))
        if "items" in node:
            yield from walk(node["items"], (*path, 0))

    root = load(name)
    return walk(root, ())


def below(outer: str, inner: str) -> str:
    """How some schema knows the field `inner` below `outer`: as a `field` of it, as one of an `entry` of it; or empty."""
    return _below().get((outer, inner), "")


@cache
def _below() -> dict[tuple[str, str], str]:
    found = {}
    for name in sorted(set(SCHEMAS.values())):
        for path in field_paths(name):
            if len(path) > 1:
                listed = isinstance(path[-2], int)
                found[str(path[-3] if listed else path[-2]), str(path[-1])] = "entry" if listed else "field"
    return found
