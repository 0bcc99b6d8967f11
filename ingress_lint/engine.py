"""The pure middle: a workspace, rules and settings in, diagnostics out."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Self

from ingress_lint.chunks import Chunk
from ingress_lint.facts import Fact
from ingress_lint.finding import Diagnostic, Finding, Severity, shortened
from ingress_lint.inspection import broken_facts
from ingress_lint.model import Document, Ingress, Object
from ingress_lint.packs import Card, PackError, Registry
from ingress_lint.records import Record
from ingress_lint.source import relative
from ingress_lint.workspace import Workspace


class Local(Record):
    """Other settings for some files: `chosen` replaces the selected rules, `refused` is taken away after that."""

    files: re.Pattern[str]
    chosen: frozenset[str] | None = None
    refused: frozenset[str] = frozenset()
    severity: Mapping[str, Severity] = {}
    options: Mapping[str, Mapping[str, Any]] = {}


class Settings(Record):
    """What decides which rules run and how they speak.

    `selected` are names of rules; `severity` and `options` are by rule. `local` holds for the files
    it matches, by their paths relative to `root`; a later one wins.
    """

    selected: frozenset[str]
    severity: Mapping[str, Severity] = {}
    options: Mapping[str, Mapping[str, Any]] = {}
    local: tuple[Local, ...] = ()
    root: str = ""

    @property
    def anywhere(self) -> frozenset[str]:
        """The rules that run for any file at all."""
        return self.selected.union(*(local.chosen for local in self.local if local.chosen is not None))

    def at(self, path: str) -> Self:
        """The settings for one file."""
        found = self
        for local in self.local:
            if local.files.match(relative(path, self.root)):
                chosen = found.selected if local.chosen is None else local.chosen
                found = found._replace(
                    selected=chosen - local.refused,
                    severity={**found.severity, **local.severity},
                    options={**found.options, **local.options},
                )
        return found


class Crash(Record):
    """A rule that raised: which one, where, and what."""

    rule: str
    subject: str
    error: str


class Result(Record):
    """What a run found. Diagnostics are sorted by path, place and rule."""

    diagnostics: tuple[Diagnostic, ...]
    crashes: tuple[Crash, ...]


class Report(Record):
    """What to report on: each object with what is known to be wrong with it, and what could not be read.

    Fingerprints name paths relative to `root`, so that the working directory does not matter.
    """

    subjects: tuple[tuple[Object, tuple[Fact, ...]], ...]
    broken: tuple[tuple[Document, Chunk], ...]
    sources: frozenset[str]
    root: str = ""


def lint(workspace: Workspace, report: Report, rules: Registry, settings: Settings) -> Result:
    """Every finding of the selected rules about the report set, consequences left out.

    Rules meet objects in the sets that are deployed together (`Workspace.sets`). Cross-object findings count if any of their places lies in a source of the report set.
    """
    run = _Run(workspace, rules, settings)
    for document, chunk in report.broken:
        run.speak(broken_facts(document, chunk))
    for item, facts in report.subjects:
        run.subject(item, facts)
    for together in workspace.sets:
        if together.touches(report.sources):
            run.whole_set(together)
    return Result(tuple(run.diagnostics(report)), tuple(run.crashes))


def speak(workspace: Workspace, report: Report, facts: Iterable[Fact], rules: Registry, settings: Settings) -> Result:
    """What the selected rules say about facts that became known after `lint`."""
    run = _Run(workspace, rules, settings)
    run.speak(facts)
    return Result(tuple(run.diagnostics(report)), tuple(run.crashes))


class _Run:
    """One run: findings are gathered per rule, then placed, cleared of consequences and sorted."""

    def __init__(self, workspace: Workspace, rules: Registry, settings: Settings) -> None:
        self.workspace = workspace
        self.rules = rules
        self.settings = settings
        self.found: list[tuple[Card, Finding]] = []
        self.crashes: list[Crash] = []
        self.by_subject: dict[str, list[Card]] = defaultdict(list)
        self.by_traits: dict[frozenset[str], list[Card]] = {}
        self.by_path: dict[str, Settings] = {}
        traits = frozenset[str]().union(*(together.traits for together in workspace.sets))
        for name in settings.anywhere:
            card = rules.cards[name]
            if not card.needs or not traits.isdisjoint(card.needs):
                self.by_subject[card.on].append(card)

    def subject(self, item: Object, facts: Iterable[Fact]) -> None:
        """Facts of one object of ours, then the rules on its kind in each set that holds it."""
        document, before = item.document, len(self.found)
        self.speak(facts)
        for together in () if document.fragment else self.workspace.homes(document):
            for card in self._cards_on(item, together):
                self.check(card, item, document, together)
        if len(self.found) == before:  # else the tree is needed again to place the findings
            document.drop_tree()

    def _cards_on(self, item: Object, together: Workspace) -> list[Card]:
        """The rules on an object: on an Ingress only those that need nothing, or something that this one has."""
        cards = self.by_subject.get(type(item).__name__, [])
        if not isinstance(item, Ingress):
            return cards
        traits = together.traits_of(item)
        if traits not in self.by_traits:
            self.by_traits[traits] = [c for c in cards if not c.needs or not traits.isdisjoint(c.needs)]
        return self.by_traits[traits]

    def speak(self, facts: Iterable[Fact]) -> None:
        """Hand each fact to the rule that speaks about it."""
        for fact in facts:
            for card in self.by_subject.get(fact.name, ()):
                self.check(card, fact, fact.document, self.workspace)

    def whole_set(self, together: Workspace) -> None:
        """Rules about everything that is deployed together."""
        traits = together.traits
        for card in self.by_subject.get("Workspace", ()):
            if not card.needs or not traits.isdisjoint(card.needs):
                self.check(card, together, None, together)

    def check(self, card: Card, subject: object, document: Document | None, together: Workspace) -> None:
        """Run one rule; what it raises is a crash with its name, and the run goes on."""
        settings = self.settings if document is None else self._at(document.source.path)
        if document is not None and card.id not in settings.selected:
            return
        try:
            rule = self.rules.load(card.id)
            options = settings.options.get(card.id, {})
            self.found.extend((card, finding) for finding in rule.check(subject, together, **options))
        except PackError as error:
            self._crash(card, document, str(error))
        except Exception as error:  # a rule is a guest; whatever it does must not end the run
            self._crash(card, document, f"{type(error).__name__}: {error}")

    def _at(self, path: str) -> Settings:
        if not self.settings.local:
            return self.settings
        if path not in self.by_path:
            self.by_path[path] = self.settings.at(path)
        return self.by_path[path]

    def _crash(self, card: Card, document: Document | None, error: str) -> None:
        where = f"{document.source.path} ({document.crumb})" if document else "the workspace"
        crash = Crash(card.id, where, error)
        if crash not in self.crashes:
            self.crashes.append(crash)

    def diagnostics(self, report: Report) -> list[Diagnostic]:
        """The findings that are no consequence of another one, placed and in order.

        One about several objects is led by its first place in the report set, and left out without any.
        """
        kept = []
        for card, finding in _without_covered(_once(self._asked_for())):
            led = _led_by(finding, report.sources) if card.on == "Workspace" else finding
            if led is not None:
                kept.append((card, led))
        if not kept:
            return []
        from ingress_lint.fingerprints import fingerprints

        marks = fingerprints(kept, report.root)
        found = (self._diagnostic(card, finding, mark) for (card, finding), mark in zip(kept, marks, strict=True))
        return sorted(found, key=order)

    def _asked_for(self) -> list[tuple[Card, Finding]]:
        """The findings of rules that run for every file concerned; to leave one side out is enough."""
        if not self.settings.local:
            return self.found
        return [
            (card, finding)
            for card, finding in self.found
            if all(card.id in self._at(place.document.source.path).selected for place in finding.places)
        ]

    def _diagnostic(self, card: Card, finding: Finding, fingerprint: str) -> Diagnostic:
        from ingress_lint.places import locate
        from ingress_lint.remarks import remarks

        primary = finding.places[0]
        field = finding.field
        if field is None and primary.path:
            field = primary.document.field(primary.path)
        located = (location for place in finding.places for location in locate(place))
        locations = tuple(location._replace(label=shortened(location.label)) for location in located)
        return Diagnostic(
            card.id,
            card.group,
            self._at(primary.document.source.path).severity.get(card.id) or finding.severity or card.severity,
            shortened(finding.message).replace("\n", "␊"),  # a message is one line, whatever value it quotes
            locations,
            field,
            (*map(shortened, finding.notes), *remarks(primary, locations[0])),
            tuple(fix._replace(title=shortened(fix.title)) for fix in finding.fixes),
            fingerprint,
            None,
        )


def _led_by(finding: Finding, sources: frozenset[str]) -> Finding | None:
    """The finding with its first place in the report set as the primary one; None if none is."""
    for i, place in enumerate(finding.places):
        if place.document.source.path in sources:
            rest = finding.places[:i] + finding.places[i + 1 :]
            return finding._replace(places=(place, *rest))
    return None


def _once(found: list[tuple[Card, Finding]]) -> list[tuple[Card, Finding]]:
    """Findings without those that a rule made again in another set; the worst of them stays.

    In another set the same fault may be put differently: with another namespace, say.
    """
    unique: dict[object, tuple[Card, Finding]] = {}
    for card, finding in found:
        places = tuple((id(place.document), place.path, place.part, place.span) for place in finding.places)
        key = (card.id, places, finding.field, "" if card.on == "Workspace" else finding.message)
        known = unique.setdefault(key, (card, finding))[1]
        if (finding.severity or card.severity) > (known.severity or card.severity):
            unique[key] = (card, finding)
    return list(unique.values())


def _without_covered(found: list[tuple[Card, Finding]]) -> list[tuple[Card, Finding]]:
    covered: dict[int, set[tuple[str, tuple[str | int, ...]]]] = defaultdict(set)
    for _, finding in found:
        for cover in finding.covers:
            covered[id(finding.places[0].document)].add((cover.rule, cover.path))
    if not covered:
        return found
    return [(card, finding) for card, finding in found if not _is_covered(card, finding, covered)]


def _is_covered(card: Card, finding: Finding, covered: Mapping[int, set[tuple[str, tuple[str | int, ...]]]]) -> bool:
    place = finding.places[0]
    covers = covered.get(id(place.document))
    if not covers:
        return False
    if (card.id, place.path) in covers:
        return True
    own = {cover.path for cover in finding.covers if cover.rule == "*"}
    prefixes = (place.path[:i] for i in range(len(place.path) + 1))
    return any(("*", prefix) in covers and prefix not in own for prefix in prefixes)


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """The order of reports: path, place, the worst first."""
    first = diagnostic.locations[0]
    return (first.source.path, first.span.start, -diagnostic.severity, diagnostic.rule, diagnostic.message)
