"""`explain`: the page of a rule."""

from __future__ import annotations

import click

from ingress_lint.cli.failure import Failure, hint
from ingress_lint.cli.packs import load, pack_options
from ingress_lint.packs import PackError
from ingress_lint.pages import readable


@click.command("explain")
@click.argument("rule")
@pack_options
def command(rule: str, directories: tuple[str, ...], plugins: tuple[str, ...]) -> None:
    """Print the page of RULE: what it is about, why it matters, and examples."""
    found = load(plugins, directories)
    if rule not in found.cards:
        near = hint(rule, found.cards)
        raise Failure(
            f"unknown rule `{rule}`{near or '; `ingress-lint rules` lists them, --rules and --plugin add more'}"
        )
    try:
        click.echo(readable(found.load(rule)), nl=False)
    except PackError as error:
        raise Failure(str(error)) from error
