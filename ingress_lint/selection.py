"""Which rules run: `--select` and `--ignore` take rules, groups, `default` and `all`."""

from __future__ import annotations

from collections.abc import Iterable

from ingress_lint.packs import Registry


class UnknownRule(ValueError):
    """A name that is neither a rule nor a group; the message suggests the nearest one."""


def selected(registry: Registry, select: Iterable[str] = (), ignore: Iterable[str] = ()) -> frozenset[str]:
    """Names of the rules to run. A group means its default rules, a named rule always runs.

    A rule named in `select` stays even if its group is ignored. Raises `UnknownRule`.
    """
    wanted = list(select) or ["default"]
    chosen = {name for word in wanted for name in _named(registry, word, every=False)}
    refused = {name for word in ignore for name in _named(registry, word, every=True)}
    explicit = {word for word in wanted if word in registry.cards} - set(ignore)
    return frozenset((chosen - refused) | explicit)


def _named(registry: Registry, word: str, *, every: bool) -> list[str]:
    """The rules a word stands for; `every` takes those that are off by default, too."""
    cards = registry.cards
    if word in cards:
        return [word]
    if word == "all":
        return list(cards)
    if word == "default":
        return [name for name, card in cards.items() if card.default]
    members = [card for card in cards.values() if card.group == word]
    if not members:
        raise UnknownRule(_suggest(registry, word))
    return [card.id for card in members if every or card.default]


def _suggest(registry: Registry, word: str) -> str:
    from ingress_lint.similar import nearest

    groups = {card.group for card in registry.cards.values()}
    near = nearest(word, [*registry.cards, *groups, "default", "all"])
    hint = f", did you mean `{near}`?" if near else "; `ingress-lint rules` lists them"
    return f"unknown rule or group `{word}`{hint}"
