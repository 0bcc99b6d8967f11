"""`rules`: what there is to select from."""

from __future__ import annotations

import click

from ingress_lint.cli.failure import Failure, hint
from ingress_lint.packs import Card, PackError, Registry, manager, registry


@click.command("rules", context_settings={"auto_envvar_prefix": "INGRESS_LINT"})
@click.option("--group", metavar="GROUP", help="Only the rules of one group.")
@click.option("--output-format", "form", type=click.Choice(("table", "json")), default="table", help="table or json.")
@click.option("--rules", "directories", multiple=True, metavar="DIR", help="Directory with rules of your own.")
@click.option("--plugin", "plugins", multiple=True, metavar="MODULE", help="Installed module to load.")
def command(group: str | None, form: str, directories: tuple[str, ...], plugins: tuple[str, ...]) -> None:
    """List the rules with their group, severity and summary."""
    found = load(plugins, directories)
    cards = of_group(found, group)
    click.echo(as_json(found, cards) if form == "json" else table(found, cards))


def load(plugins: tuple[str, ...], directories: tuple[str, ...]) -> Registry:
    """The rules of all packs; raises `Failure`."""
    from pathlib import Path

    try:
        return registry(manager(plugins, map(Path, directories)))
    except PackError as error:
        raise Failure(str(error)) from error


def of_group(found: Registry, group: str | None) -> list[Card]:
    """The cards of a group, or all, by group and name; raises `Failure` for an unknown group."""
    groups = sorted({card.group for card in found.cards.values()})
    if group is not None and group not in groups:
        raise Failure(f"unknown group `{group}`{hint(group, groups) or '; there are ' + ', '.join(groups)}")
    cards = (card for card in found.cards.values() if group in (None, card.group))
    return sorted(cards, key=lambda card: (card.group, card.id))


def table(found: Registry, cards: list[Card]) -> str:
    """One line a rule: name, group, severity, whether it is on, summary."""
    rows = [("RULE", "GROUP", "SEVERITY", "DEFAULT", "SUMMARY")]
    rows += [
        (card.id, card.group, card.severity.label, "on" if card.default else "off", found.load(card.id).summary)
        for card in cards
    ]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return "\n".join("  ".join((*map(str.ljust, row, widths), row[4])) for row in rows)


def as_json(found: Registry, cards: list[Card]) -> str:
    """The same as JSON, with the options of each rule."""
    import json

    listed = [
        {
            "rule": card.id,
            "group": card.group,
            "severity": card.severity.label,
            "default": card.default,
            "summary": found.load(card.id).summary,
            "options": found.load(card.id).options,
        }
        for card in cards
    ]
    return json.dumps(listed, indent=2, ensure_ascii=False)
