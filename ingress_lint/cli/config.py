"""`config`: what is configured and where that was said, a file to start from, and the schema."""

from __future__ import annotations

import os
from typing import Any

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.cli.options import STDIN, Options, settings_options

STARTER = """\
# Configuration of ingress-lint; `ingress-lint config show` prints what holds, and why.
# Everything is optional. Flags win over this file, and so do variables such as INGRESS_LINT_FAIL_ON.

# Rules, groups, `default` or `all`; `ingress-lint rules` lists them.
select: [default]
# ignore: [tls]

# Severity in place of the rule's own: error, warning or info.
# severity:
#   host-invalid: warning

# Options of single rules.
# rules: {}

# Lowest severity that makes the exit code 1: error, warning, info or never.
fail-on: error

# Kubernetes release to check against, in quotes.
# kubernetes-version: "1.35"

# Namespace of the objects that name none.
# default-namespace: shop

# Files that are never linted, even if named. Patterns as in .gitignore.
# exclude: ["**/testdata/**"]

# Other settings for some of the files.
# overrides:
#   - files: ["deploy/dev/**"]
#     ignore: [tls]

# Sets that are deployed apart, so that they cannot conflict. `complete: true` says that what these
# files do not hold does not exist.
# projects:
#   - {name: dev, files: ["deploy/dev/**"]}
#   - {name: prod, files: ["deploy/prod/**"], complete: true}

# Controller by IngressClass, where the class does not tell.
# controllers:
#   internal: ingress-nginx

# Regular expressions of values that are filled in later.
# placeholders: ["^__.*__$"]

# Findings that are accepted for now; `ingress-lint check --update-baseline` writes the file.
# baseline: .ingress-lint-baseline.json

# Installed Python modules with more rules or output formats.
# plugins: []
"""


@click.group("config")
def command() -> None:
    """Show, start or describe the configuration."""


@command.command("init")
@click.argument("file", default=".ingress-lint.yaml")
def init(file: str) -> None:
    """Write a configuration to start from; FILE is .ingress-lint.yaml, or `-` for standard output."""
    if file == "-":
        click.echo(STARTER, nl=False)
        return
    try:
        with open(file, "x", encoding="utf-8", newline="\n") as out:
            out.write(STARTER)
    except FileExistsError:
        raise Failure(f"`{file}` exists already; it stays as it is") from None
    except OSError as error:
        raise Failure(f"`{file}` cannot be written: {error.strerror}") from error
    click.echo(f"wrote {file}", err=True)


@command.command("schema")
def schema() -> None:
    """Print the JSON Schema of the configuration, with the rules shipped with us."""
    from ingress_lint.cli.packs import rules_of
    from ingress_lint.cli.settled import schema_text

    click.echo(schema_text(rules_of()), nl=False)


@command.command("show", context_settings={"auto_envvar_prefix": "INGRESS_LINT"})
@click.argument("path", required=False)
@settings_options
@click.pass_context
def show(context: click.Context, /, path: str | None, **given: Any) -> None:
    """Print every setting that holds for PATH, or for the project, with where it was said.

    Takes the options of `check` that settings depend on.
    """
    from ingress_lint.cli.configured import configured, origin_in
    from ingress_lint.cli.notes import sibling
    from ingress_lint.cli.run import prepared, root_of
    from ingress_lint.cli.settled import lines

    if path is not None and path != STDIN and not os.path.exists(path):
        raise Failure(f"{path}: no such file or directory{sibling(path)}" if path else "the path is empty")
    asked = Options(**{**dict.fromkeys(Options._fields), **given, "paths": () if path is None else (path,)})
    root = root_of(asked.paths)
    config = configured(asked, root, origin_in(context))
    prepared(asked, config, root)
    for line in lines(config, path or ""):
        click.echo(line)
