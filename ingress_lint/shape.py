"""What a schema takes, for a fast yes to values that are valid; held equal to jsonschema by a property test.

Only the few keywords that our own schemas use are known. Kubernetes decoding has no coercion, and
null is the zero value of every type.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Any

_RFC3339 = r"\d{4}-(\d{2})-(\d{2})T(\d{1,2}):(\d{2}):(\d{2})([.,]\d+)?(Z|[+-](\d{2}):(\d{2}))"

Schema = dict[str, Any]
_TYPES = ("object", "array", "string", "boolean", "integer", "number", "null")


class Shape:
    """A node of a schema; the nodes below it are made when a value asks for them."""

    __slots__ = ("fields", "item", "schema", "takes_text", "types")

    def __init__(self, schema: Schema, root: Schema) -> None:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].removeprefix("#/$defs/")]
        given: str | Iterable[str] = schema.get("type", _TYPES)
        self.schema = schema
        self.types = frozenset((given,) if isinstance(given, str) else given)
        self.takes_text = "string" in self.types and "format" not in schema
        self.fields = _Fields(schema, root)
        self.item = Shape(schema["items"], root) if "items" in schema else None

    def accepts(self, value: object) -> bool:
        """Whether jsonschema finds no error in a value as JSON has them."""
        if value is None:
            return "null" in self.types
        if type(value) is dict:
            return "object" in self.types and self._accepts_fields(value)
        if type(value) is list:
            return "array" in self.types and (self.item is None or all(map(self.item.accepts, value)))
        return self._accepts_scalar(value)

    def _accepts_fields(self, value: dict[str, object]) -> bool:
        fields = self.fields
        for key, item in value.items():
            inner = fields[key]
            if inner is None:
                return False
            # Most fields are texts, and most texts may be any.
            if not (inner.takes_text and type(item) is str) and not inner.accepts(item):
                return False
        return True

    def _accepts_scalar(self, value: object) -> bool:
        if isinstance(value, str):
            return "string" in self.types and ("format" not in self.schema or is_rfc3339(value))
        if isinstance(value, bool):
            return "boolean" in self.types
        if isinstance(value, float):
            if not value.is_integer():
                return "number" in self.types
            value = int(value)
        assert isinstance(value, int)
        least, most = self.schema.get("minimum", value), self.schema.get("maximum", value)
        return "integer" in self.types and bool(least <= value <= most)


class _Fields(dict[str, Shape | None]):
    """The shapes of fields by name; None for one that may not be there."""

    def __init__(self, schema: Schema, root: Schema) -> None:
        super().__init__()
        self.schema = schema
        self.root = root

    @cached_property
    def others(self) -> Shape | None:
        """The shape of fields that the schema does not name."""
        given = self.schema.get("additionalProperties", True)
        return None if given is False else Shape({} if given is True else given, self.root)

    def __missing__(self, key: str) -> Shape | None:
        known = self.schema.get("properties", {})
        if key in known:
            made = self[key] = Shape(known[key], self.root)
            return made
        return self.others


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
        and zone_minute <= 60
    )
