"""`new-rule`: the skeleton of a rule file."""

from __future__ import annotations

import re
from pathlib import Path

import click

from ingress_lint.cli.failure import Failure
from ingress_lint.packs import registry

_NAME = re.compile(r"(?P<group>[a-z][a-z0-9]*)/(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)*)")
_MANIFEST = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com{mark}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
"""
_SKELETON = '''\
"""TODO: what a good manifest does, in one sentence.

TODO: why it matters, and what happens at run time.

```yaml
{bad}```

```yaml
{good}```

Source: TODO: the project and file this follows from.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Severity, Workspace, rule


@rule(Severity.WARNING)
def {function}(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for item in ingress.rules:
        if "TODO" in item.host:
            place = Place(ingress.document, (*item.at, "host"), "TODO: what is here")
            yield Finding((place,), f"TODO: what is wrong with host `{{item.host}}`, and what is allowed")
'''


@click.command("new-rule")
@click.argument("name", metavar="GROUP/NAME")
@click.option("--directory", default="rules", type=click.Path(path_type=Path), help="Where rules are. Default: rules.")
def command(name: str, directory: Path) -> None:
    """Write the skeleton of a rule: its page with examples, and its check."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise Failure(f"`{name}` is not GROUP/NAME in lower case with hyphens, such as `tls/secret-missing`")
    file = directory / found["group"] / f"{found['name'].replace('-', '_')}.py"
    if file.exists():
        raise Failure(f"`{file}` exists")
    _refuse_known(found["name"], directory)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(skeleton(found["name"]), encoding="utf-8")
    except OSError as error:
        raise Failure(f"`{file}` cannot be written: {error.strerror}") from error
    click.echo(_next_steps(file, directory, found["name"]))


def _refuse_known(name: str, directory: Path) -> None:
    """Rules have one name among all packs, whatever their group: a clash would show only when they are run."""
    card = registry().cards.get(name)
    beside = next(directory.glob(f"*/{name.replace('-', '_')}.py"), None)
    if card is not None or beside is not None:
        where = f"ingress-lint has one, `{card.group}/{name}`" if card else f"`{beside}`"
        raise Failure(f"there is a rule `{name}` already ({where}): choose another name")


def skeleton(name: str) -> str:
    """The text of a rule file whose bad example is marked and whose good one is not."""
    bad = _MANIFEST.format(mark=f"  # expect: {name}")
    return _SKELETON.format(bad=bad, good=_MANIFEST.format(mark=""), function=name.replace("-", "_"))


def _next_steps(file: Path, directory: Path, name: str) -> str:
    return (
        f"wrote {file}\n"
        "next:\n"
        "  1. replace every TODO; a line that must be reported ends with `# expect: ...`, a manifest without one is silent\n"
        f"  2. try it: ingress-lint check --rules {directory} --select {name} FILE\n"
        f"  3. read it: ingress-lint explain --rules {directory} {name}\n"
        f"  4. if {directory} has an index.tsv, renew it: ingress-lint index {directory}"
    )
