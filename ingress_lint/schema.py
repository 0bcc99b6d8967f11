"""JSON Schemas: whether a value fits, and if not, which facts jsonschema finds.

jsonschema is the validator of record. Its import costs more than the rest of a short run, so
`accepts` decides on *valid* values first, with the few keywords our schemas use; a property test
holds both equal. Kubernetes decoding has no coercion, and null is the zero value of every type.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from ingress_lint.bundled import bundled
from ingress_lint.records import Record
from ingress_lint.tree import Path

SCHEMAS = {
    ("networking.k8s.io/v1", "Ingress"): "ingress-v1",
    ("networking.k8s.io/v1beta1", "Ingress"): "ingress-v1beta1",
    ("extensions/v1beta1", "Ingress"): "ingress-extensions-v1beta1",
    ("networking.k8s.io/v1", "IngressClass"): "ingressclass-v1",
    ("networking.k8s.io/v1beta1", "IngressClass"): "ingressclass-v1beta1",
}
_RFC3339 = r"\d{4}-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})([.,]\d+)?(Z|[+-](\d{2}):(\d{2}))"
Schema = dict[str, Any]


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


def is_rfc3339(value: object) -> bool:
    """Whether Go's `time.Parse(time.RFC3339, value)` takes it; null and other types are not its business."""
    if not isinstance(value, str):
        return True
    found = re.fullmatch(_RFC3339, value, re.ASCII)
    if not found:
        return False
    month, day, hour, minute, second = (int(part) for part in found.groups()[:5])
    zone_hour, zone_minute = int(found[8] or 0), int(found[9] or 0)
    year = int(value[:4])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return (
        1 <= month <= 12
        and 1 <= day <= days[month - 1]
        and hour < 24
        and minute < 60
        and second < 60
        and zone_hour <= 24
        and zone_minute < 60
    )


def accepts(schema: Schema, value: object, root: Schema) -> bool:
    """Whether jsonschema finds no error, for the keywords our own schemas use."""
    reference = schema.get("$ref")
    if reference is not None:
        schema = root["$defs"][reference[8:]]
    if value is None:
        return "null" in schema.get("type", ("null",))
    types = schema.get("type")
    if isinstance(value, dict):
        return (types is None or "object" in types) and _accepts_object(schema, value, root)
    if isinstance(value, list):
        if types is not None and "array" not in types:
            return False
        item = schema.get("items")
        return item is None or all(accepts(item, element, root) for element in value)
    return types is None or _accepts_scalar(schema, types, value)


def _accepts_object(schema: Schema, value: dict[str, object], root: Schema) -> bool:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    for key, item in value.items():
        inner = properties.get(key)
        if type(item) is str and inner is not None and "string" in inner.get("type", ()) and "format" not in inner:
            continue  # by far the most frequent case
        if inner is None:
            if others is True:
                continue
            if others is False:
                return False
            inner = others
        if not accepts(inner, item, root):
            return False
    return True


def _accepts_scalar(schema: Schema, types: list[str], value: object) -> bool:
    if isinstance(value, str):
        return "string" in types and ("format" not in schema or is_rfc3339(value))
    if isinstance(value, bool):
        return "boolean" in types
    if isinstance(value, float):
        value = int(value) if value.is_integer() else value
    if isinstance(value, int):
        return "integer" in types and bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return False


def errors(name: str, value: object) -> Iterator[SchemaError]:
    """What jsonschema finds, each unknown field as an error of its own; nothing for a valid value."""
    schema = load(name)
    if accepts(schema, value, schema):
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
