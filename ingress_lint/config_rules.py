"""What a configuration says about rules, checked against the rules there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingress_lint import tree
from ingress_lint.config import Config, Mistake
from ingress_lint.config_file import child
from ingress_lint.config_schema import Schema, mistakes, options_schema, suggestion
from ingress_lint.packs import Registry


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
