"""`index`: what must be known of the rules of a directory before they are run."""

from __future__ import annotations

from pathlib import Path

import click

from ingress_lint.cli.failure import FOUND, Failure
from ingress_lint.packs import INDEX, Pack, PackError, index_lines


@click.command("index")
@click.argument("directory", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--package", default="ingress_lint_rules", metavar="NAME", help="Name the rule modules are loaded under.")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 if the index is out of date.")
@click.pass_context
def command(context: click.Context, /, directory: Path, package: str, *, check: bool) -> None:
    """Write DIRECTORY/index.tsv, from which rules are chosen before their files are run."""
    try:
        text = "".join(f"{line}\n" for line in index_lines(Pack(directory, package)))
    except PackError as error:
        raise Failure(str(error)) from error
    file = directory / INDEX
    if not check:
        file.write_text(text, encoding="utf-8")
    elif not file.is_file() or file.read_text(encoding="utf-8") != text:
        click.echo(f"{file} is out of date; `ingress-lint index {directory}` writes it", err=True)
        context.exit(FOUND)
