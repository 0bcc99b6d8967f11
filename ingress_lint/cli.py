"""The command line: the only module that prints and decides exit codes."""

from __future__ import annotations

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="ingress-lint")
def main() -> None:
    """Lint and validate Kubernetes Ingress manifests."""


@main.command()
@click.argument("paths", nargs=-1)
@click.option("--select", multiple=True)
@click.option("--ignore", multiple=True)
@click.option("--kubernetes-version", default="1.35")
@click.pass_context
def check(context: click.Context, paths: tuple[str, ...], select: tuple[str, ...], ignore: tuple[str, ...], kubernetes_version: str) -> None:
    """Lint files and directories."""
    import sys

    from ingress_lint import packs
    from ingress_lint.discovery import expand
    from ingress_lint.engine import Settings, lint
    from ingress_lint.project import Loader
    from ingress_lint.reporters import Run, concise
    from ingress_lint.selection import selected

    registry = packs.registry(packs.manager())
    minor = int(kubernetes_version.split(".")[1])
    project = Loader(minor).load(expand(paths or (".",)))
    names = selected(registry, [s for x in select for s in x.split(",")], [s for x in ignore for s in x.split(",")])
    result = lint(project.workspace, project.report, registry, Settings(names))
    concise.report(Run(result, project, registry, "", False), sys.stdout)
    for crash in result.crashes:
        click.echo(crash, err=True)
    for item in project.unreadable:
        click.echo(f"{item.path}: {item.reason}", err=True)
    context.exit(2 if result.crashes else 1 if any(d.severity == 3 for d in result.diagnostics) else 0)
