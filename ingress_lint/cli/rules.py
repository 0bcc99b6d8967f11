"""`rules`: what there is to select from."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ingress_lint.checks import Rule
from ingress_lint.cli.failure import Failure, hint
from ingress_lint.cli.packs import pack_options, rules_of
from ingress_lint.packs import PackError, Registry


@click.command("rules")
@click.option("--group", metavar="GROUP", help="Only the rules of one group.")
@click.option("--output-format", "form", type=click.Choice(("table", "json")), default="table", help="table or json.")
@pack_options
def command(group: str | None, form: str, directories: tuple[str, ...], plugins: tuple[str, ...]) -> None:
    """List the rules with their group, severity and summary."""
    listed = of_group(rules_of(plugins, directories), group)
    click.echo(as_json(listed) if form == "json" else table(listed))


def of_group(found: Registry, group: str | None) -> list[Rule]:
    """The rules of a group, or all, by group and name; raises `Failure` for an unknown group."""
    groups = sorted({card.group for card in found.cards.values()})
    if group is not None and group not in groups:
        raise Failure(f"unknown group `{group}`{hint(group, groups) or '; there are ' + ', '.join(groups)}")
    cards = (card for card in found.cards.values() if group in (None, card.group))
    try:
        return [found.load(card.id) for card in sorted(cards, key=lambda card: (card.group, card.id))]
    except PackError as error:
        raise Failure(str(error)) from error


def table(listed: Sequence[Rule]) -> str:
    """One line a rule: name, group, severity, whether it is on, summary."""
    head = ("RULE", "GROUP", "SEVERITY", "DEFAULT", "SUMMARY")
    rows = [head, *((r.id, r.group, r.severity.label, "on" if r.default else "off", r.summary) for r in listed)]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    return "\n".join("  ".join((*map(str.ljust, row, widths), row[4])) for row in rows)


def as_json(listed: Sequence[Rule]) -> str:
    """The same as JSON, with the options of each rule and their defaults."""
    import json

    values = [
        {
            "rule": rule.id,
            "group": rule.group,
            "severity": rule.severity.label,
            "default": rule.default,
            "summary": rule.summary,
            "options": rule.options,
        }
        for rule in listed
    ]
    return json.dumps(values, indent=2, default=list)
