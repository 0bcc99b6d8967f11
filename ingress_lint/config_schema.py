"""What a configuration may hold: its JSON Schema, and the check of a file against it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingress_lint import releases, tree
from ingress_lint.config import Mistake
from ingress_lint.source import Span

Schema = Mapping[str, Any]

SEVERITIES = ("info", "warning", "error")
_WORD: Schema = {"type": "string"}
_WORDS: Schema = {"type": "array", "items": _WORD}
_NAMES: Schema = {"type": "array", "items": {**_WORD, "$comment": "`ingress-lint rules` lists them"}}
_TYPES = {
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "array": "a list",
    "object": "a mapping",
}


def _described(schema: Schema, description: str, **more: Any) -> dict[str, Any]:
    return {"description": description, **schema, **more}


def _tuning() -> dict[str, Any]:
    """What a whole project and one of its `overrides` can both say; a `$comment` is said of what is refused."""
    off = "to switch a rule off, name it under `ignore`"
    level = {"type": "string", "enum": list(SEVERITIES), "$comment": off}
    severity = {"type": "object", "additionalProperties": level}
    options = {"type": "object", "additionalProperties": {"type": "object"}}
    some_or_none = {"minItems": 1, "$comment": "name at least one, or leave it out"}
    return {
        "select": _described(_NAMES, "Rules, groups, `default` or `all` that run.", **some_or_none),
        "ignore": _described(_NAMES, "Rules and groups that are left out of what is selected."),
        "severity": _described(severity, "Severity by rule, in place of the rule's own."),
        "rules": _described(options, "Options of single rules, by rule."),
    }


def structure() -> dict[str, Any]:
    """The schema as far as it holds whatever rules there are."""
    complete = {"type": "boolean", "description": "What these files do not hold does not exist.", "default": False}
    files = _described(_WORDS, "Path patterns, relative to this file.", minItems=1)
    project = closed(
        {
            "name": _described(_WORD, "What it is called; a number if nothing is said."),
            "files": files,
            "complete": complete,
        },
        "files",
    )
    override = closed({"files": files, **_tuning()}, "files")
    version = {"type": "string", "pattern": f"^{releases.FORM}$", "examples": ["1.35"]}
    fail_on = {"type": "string", "enum": [*SEVERITIES, "never"]}
    keys = {
        **_tuning(),
        "overrides": {"type": "array", "items": override, "description": "Other settings for some of the files."},
        "projects": {
            "type": "array",
            "items": project,
            "description": "Sets of files that are deployed apart, so that they cannot conflict.",
        },
        "kubernetes-version": _described(version, "Kubernetes release to check against, in quotes.", default="1.35"),
        "default-namespace": _described(_WORD, "Namespace of the objects that name none."),
        "fail-on": _described(fail_on, "Lowest severity that makes the exit code 1.", default="error"),
        "plugins": _described(_WORDS, "Installed Python modules with rules or output formats."),
        "placeholders": _described(_WORDS, "Regular expressions of values that are filled in later."),
        "exclude": _described(_WORDS, "Path patterns of files that are never linted, even if named."),
        "baseline": _described(_WORD, "File with the findings that are accepted for now."),
        "controllers": {"type": "object", "description": "Controller by IngressClass, and settings of controllers."},
    }
    return closed(keys)


def closed(properties: Schema, *required: str) -> dict[str, Any]:
    """A mapping of these keys and no other."""
    schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**schema, "required": list(required)} if required else schema


def mistakes(node: tree.Node, schema: Schema, name: str = "the configuration", *, text: str = "") -> Iterator[Mistake]:
    """What a node breaks of the part of JSON Schema that `structure` uses; `name` is what it is the value of.

    `text` is the whole file, from which a value is repeated as it is written.
    """
    node = tree.resolve(node)
    value = tree.plain(node)
    wanted = schema.get("type")
    written = text[node.span.start : node.span.end] or _text_of(value)
    if wanted == "string" and _is_plain(value) and (refused := list(_of_text(written, node.span, schema, name))):
        yield from refused
    elif wanted is not None and not _has_type(value, wanted):
        yield Mistake(f"{name} must be {_TYPES[wanted]}", _short(node), _remedy(value, written, schema))
    elif isinstance(node, tree.Mapping):
        yield from _of_mapping(node, schema, name, text)
    elif isinstance(node, tree.Sequence):
        if len(node.items) < schema.get("minItems", 0):
            yield Mistake(f"{name} is empty", _short(node), schema.get("$comment", "name at least one"))
        for item in node.items:
            yield from mistakes(item, schema.get("items", {}), f"an item of {name}", text=text)
    else:
        yield from _of_text(value, node.span, schema, name)


def _of_mapping(node: tree.Mapping, schema: Schema, name: str, text: str) -> Iterator[Mistake]:
    known: Schema = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    seen: set[str] = set()
    for entry in node.entries:
        if entry.name in seen:
            yield Mistake(f"`{entry.name}` stands twice in {name}", entry.key.span, "keep one of them")
        seen.add(entry.name)
        if entry.name not in known and others is False:
            hint = suggestion(entry.name, known) if known else "there are none"
            yield Mistake(f"unknown key `{entry.name}` in {name}", entry.key.span, hint)
        else:
            yield from mistakes(entry.value, known.get(entry.name, others), f"`{entry.name}`", text=text)
    for key in schema.get("required", ()):
        if key not in seen:
            yield Mistake(f"`{key}` is missing in {name}", _short(node))


def _of_text(value: object, span: Span, schema: Schema, name: str) -> Iterator[Mistake]:
    import re

    wrong = "enum" in schema and value not in schema["enum"]
    if wrong or not re.fullmatch(schema.get("pattern", ".*"), str(value), re.DOTALL):
        yield Mistake(f"`{value}` is no value of {name}", span, _allowed(str(value), schema))


def _allowed(word: str, schema: Schema) -> str:
    """The value that is probably meant, or all that are allowed, or what one looks like."""
    examples = schema.get("enum") or schema.get("examples", [])
    meant = suggestion(word, examples)
    if "did you" in meant:
        return meant
    shown = ", ".join(f"`{example}`" for example in examples)
    more = f"; {schema['$comment']}" if "$comment" in schema else ""
    return f"{'one of' if len(examples) > 1 else 'it looks like'} {shown}{more}"


def _remedy(value: object, written: str, schema: Schema) -> str:
    """What to write in the place of a value of another type; empty if nothing is likely."""
    if schema["type"] == "boolean" and str(value) in ("true", "false"):
        return f"write {value} without quotes"
    if schema["type"] == "string" and _is_plain(value):
        return schema.get("$comment") or f'write "{written}" in quotes'
    return ""


def suggestion(word: str, known: Iterator[str] | Schema | list[str]) -> str:
    """The nearest of the known words as a question, or all of them if none is near and they are few."""
    from ingress_lint.similar import nearest

    words = sorted(known)
    if near := nearest(word, words):
        return f"did you mean `{near}`?"
    return "known are " + ", ".join(f"`{w}`" for w in words) if 0 < len(words) <= 15 else ""


def _has_type(value: object, wanted: str) -> bool:
    if wanted in ("integer", "number"):
        return isinstance(value, int if wanted == "integer" else (int, float)) and not isinstance(value, bool)
    kinds: dict[str, type] = {"string": str, "boolean": bool, "array": list, "object": dict}
    return isinstance(value, kinds[wanted])


def _is_plain(value: object) -> bool:
    return isinstance(value, (bool, int, float))


def _text_of(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _short(node: tree.Node) -> Span:
    """The node if it is one token, else its first character."""
    single = isinstance(node, tree.Scalar | tree.Alias) and node.end > node.start
    return node.span if single else Span(node.start, node.start + 1)


def full(rules: Mapping[str, Schema], groups: list[str], controllers: Schema) -> dict[str, Any]:
    """The published schema: `structure` with names of rules, `rules` being options schemas by rule, and `controllers`.

    Names of other packs' rules are not refused, because plugins bring them.
    """
    schema = structure()
    words = {key: sorted((*rules, *groups, "all", *more)) for key, more in (("select", ("default",)), ("ignore", ()))}
    level = {"enum": list(SEVERITIES)}
    definitions = {
        **{key: {"anyOf": [{"enum": listed}, _WORD]} for key, listed in words.items()},
        "severity": {"properties": dict.fromkeys(rules, level)},
        "rules": {"properties": {name: options for name, options in rules.items() if options["properties"]}},
    }
    for part in (schema, schema["properties"]["overrides"]["items"]):
        properties = part["properties"]
        for key in words:
            properties[key]["items"] = {"$ref": f"#/definitions/{key}"}
        for key in ("severity", "rules"):
            properties[key]["allOf"] = [{"$ref": f"#/definitions/{key}"}]
    schema["properties"]["controllers"]["additionalProperties"] = controllers
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "title": "Configuration of ingress-lint"}
    return {**head, **schema, "definitions": definitions}


def options_schema(defaults: Mapping[str, Any], annotations: Mapping[str, Any], summary: str) -> dict[str, Any]:
    """The schema of the options of one rule, from the keyword-only parameters of its check."""
    properties = {
        name.replace("_", "-"): {**_option(default, annotations.get(name)), "default": _json(default)}
        for name, default in defaults.items()
    }
    return {"description": summary, **closed(properties)}


def _option(default: object, annotation: object) -> dict[str, Any]:
    from typing import Literal, get_args, get_origin

    if get_origin(annotation) is Literal:
        return {"type": "string", "enum": list(get_args(annotation))}
    kinds: list[tuple[type | tuple[type, ...], Schema]] = [
        (bool, {"type": "boolean"}),
        (int, {"type": "integer"}),
        (float, {"type": "number"}),
        (str, _WORD),
        ((tuple, list, set, frozenset), _WORDS),
        (Mapping, {"type": "object"}),
    ]
    return dict(next((schema for kind, schema in kinds if isinstance(default, kind)), {}))


def _json(default: object) -> object:
    return sorted(default) if isinstance(default, (set, frozenset)) else default
