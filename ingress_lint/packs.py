"""Packs: directories of rule files, found through pluggy. Ours is a pack like anybody's.

A pack may carry an index, `index.tsv`: one line a rule with what must be known before its file is
run. It is generated (`ingress-lint index DIR`) and tested; a pack without one is loaded whole.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pluggy

from ingress_lint.bundled import bundled
from ingress_lint.finding import Severity
from ingress_lint.checks import Rule

INDEX = "index.tsv"
_spec = pluggy.HookspecMarker("ingress_lint")
hookimpl = pluggy.HookimplMarker("ingress_lint")
"""Marks a hook of a plugin."""


class PackError(Exception):
    """A pack or a plugin cannot be loaded; the message names it and says why."""


class Pack(NamedTuple):
    """A directory of rule files, `<group>/<rule>.py`, under the module name `package`."""

    directory: Path
    package: str


class Hooks:
    """What a plugin may implement."""

    @_spec
    def ingress_lint_packs(self) -> Sequence[Pack]:  # type: ignore[empty-body]
        """Directories of rules."""

    @_spec
    def ingress_lint_reporters(self) -> dict[str, Callable[..., None]]:  # type: ignore[empty-body]
        """Output formats by name: `report(result, out)`."""


class Bundled:
    """The plugin we are ourselves."""

    @hookimpl
    def ingress_lint_packs(self) -> Sequence[Pack]:
        return [Pack(bundled("rules"), "ingress_lint.rules")]


class Card(NamedTuple):
    """What is known of a rule before its file is run."""

    id: str
    group: str
    severity: Severity
    on: str
    default: bool
    needs: tuple[str, ...]
    file: Path
    package: str


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
            self._rules[name] = load_file(card.file, f"{card.package}.{card.group}.{card.file.stem}")
        return self._rules[name]


def manager(plugins: Iterable[str] = (), directories: Iterable[Path] = ()) -> pluggy.PluginManager:
    """A plugin manager with ourselves, the named modules and the directories of `--rules`.

    Raises `PackError` for a module that cannot be imported and a directory without rules.
    """
    found = pluggy.PluginManager("ingress_lint")
    found.add_hookspecs(Hooks)
    found.register(Bundled())
    for name in plugins:
        found.register(_import(name), name)
    for number, directory in enumerate(directories):
        found.register(_directory_plugin(directory, f"ingress_lint_rules_{number}"))
    return found


def _import(name: str) -> object:
    import importlib

    try:
        return importlib.import_module(name)
    except Exception as error:
        raise PackError(f"plugin `{name}` cannot be loaded: {error}") from error


def _directory_plugin(directory: Path, package: str) -> object:
    if not directory.is_dir():
        raise PackError(f"`{directory}` is not a directory of rules")

    class Directory:
        @hookimpl
        def ingress_lint_packs(self) -> Sequence[Pack]:
            return [Pack(directory, package)]

    return Directory()


def registry(plugins: pluggy.PluginManager) -> Registry:
    """Every rule of every pack; raises `PackError` for a pack without rules."""
    packs = [pack for listed in plugins.hook.ingress_lint_packs() for pack in listed]
    return Registry(card for pack in reversed(packs) for card in _cards(pack))


def _cards(pack: Pack) -> Iterator[Card]:
    index = pack.directory / INDEX
    found = 0
    lines = _index_lines(index) if index.is_file() else index_lines(pack)
    for found, line in enumerate(lines, 1):
        group, stem, severity, on, default, needs = line.split("\t")
        yield Card(
            stem.replace("_", "-"),
            group,
            Severity[severity],
            on,
            default == "default",
            tuple(needs.split(",")) if needs else (),
            pack.directory / group / f"{stem}.py" if group else pack.directory / f"{stem}.py",
            pack.package,
        )
    if not found:
        raise PackError(f"no rules in {pack.directory}")


def _index_lines(index: Path) -> list[str]:
    return index.read_text(encoding="utf-8").splitlines()


def index_lines(pack: Pack) -> Iterator[str]:
    """The lines of an index, made by loading every rule file of the pack."""
    for file in sorted(pack.directory.rglob("*.py")):
        if file.name.startswith("_"):
            continue
        group = file.parent.name if file.parent != pack.directory else ""
        rule = load_file(file, ".".join(part for part in (pack.package, group, file.stem) if part))
        default = "default" if rule.default else "named"
        yield "\t".join((group, file.stem, rule.severity.name, rule.on, default, ",".join(rule.needs)))


def load_file(file: Path, name: str) -> Rule:
    """The one rule a file defines, named as the file; raises `PackError` otherwise."""
    from importlib.util import module_from_spec, spec_from_file_location

    spec = spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise PackError(f"{file} is no Python file")
    module: Any = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise PackError(f"{file} cannot be loaded: {type(error).__name__}: {error}") from error
    rule = getattr(module, file.stem, None)
    if not isinstance(rule, Rule):
        raise PackError(f"{file} defines no rule named `{file.stem}`")
    return rule
