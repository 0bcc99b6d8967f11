"""`explain`: the page of a rule, or the rules of a group."""

from __future__ import annotations

import click

from ingress_lint.cli.failure import Failure, hint
from ingress_lint.cli.packs import pack_options, rules_of
from ingress_lint.cli.rules import of_group, table
from ingress_lint.packs import PackError
from ingress_lint.pages import readable


@click.command("explain")
@click.argument("rule", metavar="RULE|GROUP")
@pack_options
def command(rule: str, directories: tuple[str, ...], plugins: tuple[str, ...]) -> None:
    """Print the page of RULE: what it is about, why it matters, and examples; or list the rules of GROUP."""
    found = rules_of(plugins, directories)
    groups = {card.group for card in found.cards.values()}
    if rule in groups and rule not in found.cards:
        click.echo(table(of_group(found, rule)))
        return
    if rule not in found.cards:
        near = hint(rule, (*found.cards, *groups))
        raise Failure(
            f"unknown rule `{rule}`{near or '; `ingress-lint rules` lists them, --rules and --plugin add more'}"
        )
    try:
        click.echo(readable(found.load(rule)), nl=False)
    except PackError as error:
        raise Failure(str(error)) from error
