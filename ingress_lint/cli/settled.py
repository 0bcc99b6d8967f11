"""What `config` prints: each setting with its origin, and the schema of all settings."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from typing import Any

from ingress_lint.config import Config, Tuning
from ingress_lint.config_controllers import controllers_schema
from ingress_lint.config_rules import schema_of
from ingress_lint.config_schema import full
from ingress_lint.packs import Registry
from ingress_lint.source import relative
from ingress_lint.workspace import DEFAULT_MINOR


def schema_text(rules: Registry) -> str:
    """The published schema of the configuration, as JSON."""
    groups = sorted({card.group for card in rules.cards.values()})
    options = {name: schema_of(rules, name) for name in sorted(rules.cards)}
    described = full(options, groups, controllers_schema())
    return json.dumps(described, indent=2, ensure_ascii=False) + "\n"


def lines(config: Config, path: str) -> Iterator[str]:
    """The settings as YAML, each with its origin as a comment."""
    found, origins = settings(config, path)
    shown = {name: f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in found.items()}
    width = max(len(text) for text in shown.values() if len(text) <= 60)
    for name, text in shown.items():
        yield f"{text:<{width}}  # {origins.get(name, 'default')}"


def settings(config: Config, path: str) -> tuple[dict[str, Any], dict[str, str]]:
    """Every setting by its key, and where those were said that are no defaults; overrides of a path applied."""
    origins = dict(config.origins)
    tuning = config.tuning
    for override in config.overrides if path else ():
        if override.files.match(relative(path, config.directory)):
            said = override.tuning
            merged: dict[str, Any] = {
                "select": said.select if said.select is not None else tuning.select,
                "ignore": (*(tuning.ignore or ()), *(said.ignore or ())) if said.ignore else tuning.ignore,
                "severity": {**tuning.severity, **said.severity},
                "rules": {**tuning.rules, **said.rules},
            }
            changed = {key for key, value in merged.items() if value != getattr(tuning, key)}
            origins |= {
                key: f"{origins[key]}, {override.origin}" if key in origins else override.origin for key in changed
            }
            tuning = tuning._replace(**merged)
    return {**_tuning(tuning), **_others(config), **({} if path else _overrides(config))}, origins


def _overrides(config: Config) -> dict[str, Any]:
    """What holds for some files only; for one of them it is a part of its settings."""
    said = (
        {"files": list(override.patterns), **{k: v for k, v in override.tuning._asdict().items() if v}}
        for override in config.overrides
    )
    return {"overrides": list(said)} if config.overrides else {}


def _tuning(tuning: Tuning) -> dict[str, Any]:
    return {
        "select": list(tuning.select or ("default",)),
        "ignore": list(tuning.ignore or ()),
        "severity": _plain(tuning.severity),
        "rules": _plain(tuning.rules),
    }


def _others(config: Config) -> dict[str, Any]:
    return {
        "kubernetes-version": f"1.{config.minor or DEFAULT_MINOR}",
        "default-namespace": config.default_namespace,
        "fail-on": config.fail_on or "error",
        "exclude": list(config.exclude),
        "projects": [
            {"name": section.name, "files": list(section.patterns), "complete": section.complete}
            for section in config.projects
        ],
        "controllers": _plain(config.controllers),
        "placeholders": list(config.placeholders),
        "plugins": list(config.plugins),
        "baseline": relative(config.baseline, os.getcwd()) if config.baseline else "",
    }


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: dict(item) if isinstance(item, Mapping) else item for key, item in value.items()}
