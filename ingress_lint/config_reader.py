"""A file to a configuration, or to everything that is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from ingress_lint import tree
from ingress_lint.config import Config, Override, Section, Tuning
from ingress_lint.config_file import child, entries, read
from ingress_lint.config_schema import mistakes, structure
from ingress_lint.config_values import listed, value_mistakes
from ingress_lint.globs import compiled
from ingress_lint.releases import minor_of
from ingress_lint.source import Source, relative


def load(file: str) -> Config:
    """The configuration of a file; raises `OSError`, and `ConfigError` if it cannot be read at all.

    With `mistakes` it holds nothing else but its plugins: what is wrong with the names of rules and
    controllers is to be shown beside, and only they tell which there are.
    """
    source, root = read(file)
    found = (*mistakes(root, structure(), text=source.text), *value_mistakes(root, source.text))
    value = _record(tree.plain(root))
    if found:
        plugins = tuple(text for _, text in listed(root, "plugins"))
        return Config(file=file, plugins=plugins, source=source, root=root, mistakes=found)
    directory = os.path.dirname(os.path.abspath(file))
    if os.path.basename(directory) == ".config":
        directory = os.path.dirname(directory)
    shown = relative(file, os.getcwd())
    return Config(
        file=file,
        directory=directory,
        tuning=_tuning(value),
        overrides=tuple(_overrides(value, root, source, shown)),
        projects=tuple(_sections(value)),
        minor=_minor(value.get("kubernetes-version")),
        default_namespace=value.get("default-namespace", ""),
        fail_on=value.get("fail-on"),
        plugins=tuple(value.get("plugins", ())),
        placeholders=tuple(value.get("placeholders", ())),
        exclude=tuple(value.get("exclude", ())),
        baseline=os.path.join(directory, value["baseline"]) if value.get("baseline") else "",
        controllers=dict(_controllers(value)),
        origins={entry.name: f"{shown}:{source.position(entry.key.start).line}" for entry in entries(root)},
        source=source,
        root=root,
    )


def _record(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _tuning(value: Mapping[str, Any]) -> Tuning:
    select, ignore = value.get("select"), value.get("ignore")
    return Tuning(
        None if select is None else tuple(select),
        None if ignore is None else tuple(ignore),
        value.get("severity", {}),
        value.get("rules", {}),
    )


def _overrides(value: Mapping[str, Any], root: tree.Node, source: Source, shown: str) -> Iterator[Override]:
    listed = child(root, "overrides")
    nodes = listed.items if isinstance(listed, tree.Sequence) else []
    for item, node in zip(value.get("overrides", ()), nodes, strict=True):
        origin = f"{shown}:{source.position(node.start).line}"
        yield Override(compiled(item["files"]), _tuning(item), origin, tuple(item["files"]))


def _sections(value: Mapping[str, Any]) -> Iterator[Section]:
    for number, item in enumerate(value.get("projects", ()), 1):
        files = item["files"]
        yield Section(item.get("name", f"project {number}"), compiled(files), item.get("complete", False), tuple(files))


def _controllers(value: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """By class its controller and settings; a text is the controller alone."""
    for name, given in value.get("controllers", {}).items():
        yield name, given if isinstance(given, dict) else {"controller": given}


def _minor(version: str | None) -> int | None:
    return minor_of(version) if version else None
