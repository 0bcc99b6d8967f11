"""What a configuration may say under `controllers`: names of controllers, and settings of those we know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingress_lint import tree
from ingress_lint.bundled import bundled
from ingress_lint.config import Mistake
from ingress_lint.config_file import child
from ingress_lint.config_schema import Schema, closed, mistakes, suggestion
from ingress_lint.directory import controller_names, directory, folders, read

_SWITCH: Schema = {"type": "boolean"}
_LEVEL: Schema = {
    "type": "string",
    "pattern": "^([Ll]ow|[Mm]edium|[Hh]igh|[Cc]ritical)$",
    "examples": ["Low", "Medium", "High", "Critical"],
}
_CONTROLLER = "controller"


def _text(what: str) -> Schema:
    return {"type": "string", "$comment": what}


SETTINGS: Mapping[str, Mapping[str, Schema]] = {
    "ingress-nginx": {
        "annotations-risk-level": _LEVEL,
        "allow-snippet-annotations": _SWITCH,
        "allow-cross-namespace-resources": _SWITCH,
        "strict-validate-path-type": _SWITCH,
        "enable-ssl-passthrough": _SWITCH,
        "global-auth-url": _text("a URL"),
        "annotation-value-word-blocklist": _text("words, separated by commas"),
        "default-backend-service": _text("a Service, as `namespace/name`"),
        "global-allowed-response-headers": _text("names of headers, separated by commas"),
        "otlp-collector-host": _text("a host name"),
    },
    "f5-nginx": {"edition": {"type": "string", "enum": ["open-source", "plus"]}},
}
"""The settings that decide a verdict, by controller; a controller of ours that is not here has none."""


def controllers_schema() -> dict[str, Any]:
    """The schema of a value under `controllers`, with the controllers that we know."""
    known = directory()
    named = {name: known.spec_controllers.get(name, name) for name in (*controller_names(), *known.spec_controllers)}
    one = {"enum": sorted(named)}
    by_settings: dict[tuple[str, ...], list[str]] = {}
    for name, meant in sorted(named.items()):
        by_settings.setdefault((_CONTROLLER, *SETTINGS.get(meant, ())), []).append(name)
    rules = [
        {"if": {"required": [_CONTROLLER], "properties": {_CONTROLLER: {"enum": names}}}, "then": _only(keys)}
        for keys, names in by_settings.items()
    ]
    return {"anyOf": [one, {**closed({_CONTROLLER: one, **_all_settings()}), "allOf": rules}]}


def _only(keys: Iterable[str]) -> dict[str, Any]:
    return {"propertyNames": {"enum": list(keys)}}


def _all_settings() -> dict[str, Schema]:
    return {name: schema for settings in SETTINGS.values() for name, schema in settings.items()}


def controller_mistakes(root: tree.Node, text: str) -> Iterator[Mistake]:
    """Names under `controllers` that no controller has, and settings that the one that is named does not have.

    To be asked when plugins are loaded, because they bring controllers.
    """
    listed = child(root, "controllers")
    for entry in _merged(listed).entries if isinstance(listed, tree.Mapping) else ():
        node = tree.resolve(entry.value)
        if isinstance(node, tree.Mapping):
            yield from _in_settings(_merged(node), f"the settings of `{entry.name}`", text)
        elif isinstance(tree.plain(node), str):
            yield from _in_name(node)
        else:
            shown = node.span if isinstance(node, tree.Scalar) and node.end > node.start else entry.key.span
            yield Mistake(f"`{entry.name}` must be the name of a controller, or a mapping with its settings", shown)


def _merged(mapping: tree.Mapping) -> tree.Mapping:
    """A mapping with what its merge keys bring, because classes may share settings; each key once."""
    whole = tree.Mapping(mapping.start, mapping.end, flow=mapping.flow, anchor=None)
    whole.entries.extend({entry.name: entry for entry, _ in tree.effective(mapping)}.values())
    return whole


def _in_settings(node: tree.Mapping, name: str, text: str) -> Iterator[Mistake]:
    named = child(node, _CONTROLLER)
    said = tree.plain(named) if named is not None else None
    if named is not None and isinstance(said, str):
        yield from _in_name(named)
    keys = [entry.name for entry in node.entries]
    yield from mistakes(node, _schema_of(said if isinstance(said, str) else "", keys), name, text=text)


def _schema_of(controller: str, keys: list[str]) -> Schema:
    """What may be said of a controller: its settings, or all that we know if it is not named.

    Then a plugin may know more of the `keys`, but hardly one that is nearly the same as one of ours.
    """
    from ingress_lint.similar import nearest

    meant = directory().spec_controllers.get(controller, controller)
    if meant in _ours():
        return closed({_CONTROLLER: {"type": "string"}, **SETTINGS.get(meant, {})})
    if meant in directory().classes.values() or meant in directory().spec_controllers.values():
        return {"type": "object"}
    every = {_CONTROLLER: {"type": "string"}, **_all_settings()}
    others = [key for key in keys if folders() and not controller and not nearest(key, every, 0.8)]
    return closed({**{key: {} for key in others}, **every})


def _ours() -> set[str]:
    """The controllers that we know whatever plugins there are."""
    known = read(bundled("schemas", "controllers.json"))
    return {*known["classes"].values(), *known["spec_controllers"].values()}


def _in_name(node: tree.Node) -> Iterator[Mistake]:
    name, names = str(tree.plain(node)), controller_names()
    if name in names or name in directory().spec_controllers:
        return
    yield Mistake(f"`{name}` is no controller; known are {', '.join(names)}", node.span, _meant(name, names))


def _meant(name: str, names: list[str]) -> str:
    """The controller that is probably meant: by its name, or by the class it is installed with, `nginx` say."""
    from ingress_lint.similar import nearest

    classes = directory().classes
    near = nearest(name, (*names, *classes, *directory().spec_controllers))
    return f"did you mean `{classes.get(near, near)}`?" if near else suggestion(name, names)
