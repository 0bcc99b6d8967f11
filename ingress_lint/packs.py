"""Packs: directories of rule files. Ours is a pack like those of plugins and of `--rules`.

A pack may carry an index, `index.tsv`: one line a rule with what must be known before its file is
run. It is generated (`ingress-lint index DIR`) and tested; a pack without one is loaded whole.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from importlib.machinery import SourceFileLoader
from types import ModuleType

from ingress_lint.bundled import bundled
from ingress_lint.checks import Rule
from ingress_lint.finding import Severity
from ingress_lint.records import Record

INDEX = "index.tsv"


class PackError(Exception):
    """A pack or a plugin cannot be loaded; the message names it and says why."""


class Pack(Record):
    """A directory of rule files, `<group>/<rule>.py`, under the module name `package`."""

    directory: str | os.PathLike[str]
    package: str


class Card(Record):
    """What is known of a rule before its file is run."""

    id: str
    group: str
    severity: Severity
    on: str
    default: bool
    needs: tuple[str, ...]
    pack: Pack

    @property
    def stem(self) -> str:
        """The name of its file, without `.py`, and of its function."""
        return self.id.replace("-", "_")

    @property
    def file(self) -> str:
        """The path of its file."""
        return os.path.join(self.pack.directory, self.group, f"{self.stem}.py")

    @property
    def module(self) -> str:
        """The name that its file has as a module."""
        return ".".join(part for part in (self.pack.package, self.group, self.stem) if part)


class Registry:
    """The rules of a run by name; a rule is loaded when it is first asked for."""

    def __init__(self, cards: Iterable[Card]) -> None:
        self.cards: dict[str, Card] = {}
        self._rules: dict[str, Rule] = {}
        for card in cards:
            if card.id in self.cards:
                raise PackError(f"rule `{card.id}` is defined in {self.cards[card.id].file} and in {card.file}")
            self.cards[card.id] = card

    def load(self, name: str) -> Rule:
        """The rule of a name; raises `PackError` if its file cannot be run, KeyError if there is none."""
        if name not in self._rules:
            card = self.cards[name]
            self._rules[name] = load_file(card.file, card.module)
        return self._rules[name]


def ours() -> Pack:
    """The pack that we bring along."""
    return Pack(bundled("rules"), "ingress_lint.rules")


def packs_in(directories: Iterable[str | os.PathLike[str]]) -> Iterator[Pack]:
    """Directories of rules as packs; raises `PackError` for a path that is no directory."""
    for number, directory in enumerate(directories):
        if not os.path.isdir(directory):
            raise PackError(f"`{directory}` is not a directory of rules")
        yield Pack(directory, f"ingress_lint_rules_{number}")


def registry(others: Iterable[Pack] = ()) -> Registry:
    """Every rule of our own pack and of other ones; raises `PackError` for a pack without rules."""
    return Registry(card for pack in (ours(), *others) for card in _cards(pack))


def _cards(pack: Pack) -> Iterator[Card]:
    index = os.path.join(pack.directory, INDEX)
    empty = True
    for line in _read_lines(index) if os.path.isfile(index) else index_lines(pack):
        empty = False
        yield _card(pack, line)
    if empty:
        raise PackError(f"no rules in {pack.directory}")


def _read_lines(file: str) -> list[str]:
    with open(file, encoding="utf-8") as handle:
        return handle.read().splitlines()


def _card(pack: Pack, line: str) -> Card:
    try:
        group, stem, severity, on, default, needs = line.split("\t")
        level = Severity[severity]
    except (KeyError, ValueError) as error:
        raise PackError(f"the index of {pack.directory} is damaged; `ingress-lint index` writes it anew") from error
    return Card(
        stem.replace("_", "-"),
        group,
        level,
        on,
        default == "default",
        tuple(needs.split(",")) if needs else (),
        pack,
    )


def index_lines(pack: Pack) -> Iterator[str]:
    """The lines of an index, made by loading every rule file of the pack."""
    from pathlib import Path

    directory = Path(pack.directory)
    for file in sorted(directory.rglob("*.py")):
        if file.name.startswith("_"):
            continue
        group = file.parent.name if file.parent != directory else ""
        rule = load_file(str(file), ".".join(part for part in (pack.package, group, file.stem) if part))
        default = "default" if rule.default else "named"
        yield "\t".join((group, file.stem, rule.severity.name, rule.on, default, ",".join(rule.needs)))


def load_file(file: str, name: str) -> Rule:
    """The one rule a file defines, named as the file; raises `PackError` otherwise."""
    module = ModuleType(name)
    module.__file__ = file
    sys.modules[name] = module
    try:
        SourceFileLoader(name, file).exec_module(module)
    except Exception as error:
        raise PackError(f"{file} cannot be loaded: {type(error).__name__}: {error}") from error
    stem = os.path.basename(file).removesuffix(".py")
    rule = getattr(module, stem, None)
    if not isinstance(rule, Rule):
        raise PackError(f"{file} defines no rule named `{stem}`")
    return rule
