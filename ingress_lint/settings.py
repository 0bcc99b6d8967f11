"""Configuration and rules to what the engine runs: names and options of rules are checked here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ingress_lint.config import Config, ConfigError, Tuning
from ingress_lint.engine import Local, Settings
from ingress_lint.finding import Severity
from ingress_lint.packs import Registry
from ingress_lint.selection import selected


def settle(config: Config, rules: Registry) -> Settings:
    """The settings of a run.

    Raises `ConfigError` for everything that is wrong with the file, `UnknownRule` if such a name came
    from elsewhere, and `PackError` for a rule with options that cannot be loaded.
    """
    if config.source is not None:
        from ingress_lint.config_rules import all_mistakes

        if found := all_mistakes(config, rules):
            raise ConfigError(config.source, found)
    tuning = config.tuning
    return Settings(
        selected(rules, tuning.select or (), tuning.ignore or ()),
        _severity(tuning),
        _options(tuning, rules),
        tuple(_local(override.files, override.tuning, rules) for override in config.overrides),
        config.directory,
    )


def _local(files: Any, tuning: Tuning, rules: Registry) -> Local:
    chosen = None if tuning.select is None else selected(rules, tuning.select)
    refused = frozenset(name for word in tuning.ignore or () for name in members(rules, word))
    return Local(files, chosen, refused, _severity(tuning), _options(tuning, rules))


def members(rules: Registry, word: str) -> Iterator[str]:
    """The rules a word stands for: one rule, all rules of a group, or `all`."""
    if word in rules.cards:
        yield word
    else:
        yield from (card.id for card in rules.cards.values() if word in (card.group, "all"))


def _severity(tuning: Tuning) -> dict[str, Severity]:
    return {name: Severity[level.upper()] for name, level in tuning.severity.items()}


def _options(tuning: Tuning, rules: Registry) -> dict[str, dict[str, Any]]:
    return {name: _arguments(given, rules.load(name).options) for name, given in tuning.rules.items()}


def _arguments(given: Mapping[str, Any], defaults: Mapping[str, Any]) -> dict[str, Any]:
    """Options as keyword arguments, lists in the type of the default."""
    named = {key.replace("-", "_"): value for key, value in given.items()}
    return {key: type(defaults[key])(value) if isinstance(value, list) else value for key, value in named.items()}
