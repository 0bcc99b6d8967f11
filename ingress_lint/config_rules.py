"""What a configuration says about rules, checked against the rules there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ingress_lint import tree
from ingress_lint.config import Config, Mistake
from ingress_lint.config_controllers import controller_mistakes
from ingress_lint.config_file import child
from ingress_lint.config_schema import Schema, mistakes, options_schema, suggestion
from ingress_lint.config_values import listed
from ingress_lint.packs import Registry


def all_mistakes(config: Config, rules: Registry | None) -> list[Mistake]:
    """Everything that is wrong with the file; names of rules and options only if it is known which there are."""
    if config.root is None or config.source is None:
        return []
    text = config.source.text
    found = [*config.mistakes, *controller_mistakes(config.root, text)]
    if rules is not None:
        found += rule_mistakes(config.root, rules, text)
    # A key that stands twice is found with the structure, and again with what it is the key of.
    first = {(mistake.span, mistake.message.partition(" in ")[0]): mistake for mistake in reversed(found)}
    return sorted(first.values(), key=lambda mistake: mistake.span)


def rule_mistakes(root: tree.Node, rules: Registry, text: str) -> Iterator[Mistake]:
    """Names of rules and options in the file that no rule of this run has."""
    yield from _in_part(root, rules, text)
    overrides = child(root, "overrides")
    for item in overrides.items if isinstance(overrides, tree.Sequence) else ():
        yield from _in_part(item, rules, text)


def _in_part(node: tree.Node, rules: Registry, text: str) -> Iterator[Mistake]:
    groups = {card.group for card in rules.cards.values()}
    for key, more in (("select", ("default", "all")), ("ignore", ("all",))):
        for item, word in listed(node, key):
            yield from _unknown("rule or group", word, item, [*rules.cards, *groups, *more])
    for entry in _pairs(child(node, "severity")):
        yield from _unknown("rule", entry.name, entry.key, rules.cards)
    for entry in _pairs(child(node, "rules")):
        if entry.name not in rules.cards:
            yield from _unknown("rule", entry.name, entry.key, rules.cards)
        elif isinstance(tree.resolve(entry.value), tree.Mapping):
            yield from mistakes(entry.value, schema_of(rules, entry.name), f"the options of `{entry.name}`", text=text)


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
