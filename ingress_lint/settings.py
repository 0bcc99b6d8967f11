"""Configuration and rules to what the engine runs: names and options of rules are checked here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ingress_lint import tree
from ingress_lint.config import Config, Tuning, child
from ingress_lint.config_file import ConfigError
from ingress_lint.config_schema import Mistake, Schema, mistakes, options_schema, suggestion
from ingress_lint.engine import Local, Settings
from ingress_lint.finding import Severity
from ingress_lint.packs import Registry
from ingress_lint.selection import selected


def settle(config: Config, rules: Registry) -> Settings:
    """The settings of a run.

    Raises `ConfigError` for names and options that no rule has, `UnknownRule` if such a name came
    from elsewhere, and `PackError` for a rule with options that cannot be loaded.
    """
    found = sorted(rule_mistakes(config, rules), key=lambda mistake: mistake.span)
    if found and config.source is not None:
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


def rule_mistakes(config: Config, rules: Registry) -> Iterator[Mistake]:
    """Names of rules and options in the file that no rule of this run has."""
    if config.root is None:
        return
    yield from _in_part(config.root, rules)
    listed = child(config.root, "overrides")
    for item in listed.items if isinstance(listed, tree.Sequence) else ():
        yield from _in_part(item, rules)


def _in_part(node: tree.Node, rules: Registry) -> Iterator[Mistake]:
    groups = {card.group for card in rules.cards.values()}
    for key, more in (("select", ("default", "all")), ("ignore", ("all",))):
        listed = child(node, key)
        for item in listed.items if isinstance(listed, tree.Sequence) else ():
            known = [*rules.cards, *groups, *more]
            yield from _unknown("rule or group", str(tree.plain(item)), item, known)
    for entry in _pairs(child(node, "severity")):
        yield from _unknown("rule", entry.name, entry.key, rules.cards)
    for entry in _pairs(child(node, "rules")):
        if entry.name in rules.cards:
            yield from mistakes(entry.value, schema_of(rules, entry.name), f"the options of `{entry.name}`")
        else:
            yield from _unknown("rule", entry.name, entry.key, rules.cards)


def _pairs(node: tree.Node | None) -> list[tree.Entry]:
    return node.entries if isinstance(node, tree.Mapping) else []


def _unknown(what: str, word: str, node: tree.Node, known: Iterable[str]) -> Iterator[Mistake]:
    words = list(known)
    if word not in words:
        hint = suggestion(word, words) or "`ingress-lint rules` lists them"
        yield Mistake(f"unknown {what} `{word}`", node.span, hint)


def schema_of(rules: Registry, name: str) -> Schema:
    """The schema of the options of a rule; raises `PackError` if it cannot be loaded."""
    rule = rules.load(name)
    return options_schema(rule.options, rule.check.__annotations__, rule.summary)
