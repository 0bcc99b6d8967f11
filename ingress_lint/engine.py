"""The pure middle: a workspace, rules and settings in, diagnostics out."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol, Self, TypeVar

from ingress_lint.chunks import Chunk
from ingress_lint.facts import Fact
from ingress_lint.finding import Diagnostic, Finding, Severity, shortened
from ingress_lint.found import Found, Spot, sift
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


Subject = tuple[Object, tuple[Fact, ...]]
"""An object of ours, and what is known to be wrong with it."""

_FEW = 10
"""Objects that one job judges."""


class Report(Record):
    """What to report on: each object with what is known to be wrong with it, and what could not be read.

    Fingerprints name paths relative to `root`, so that the working directory does not matter.
    """

    subjects: tuple[Subject, ...]
    broken: tuple[tuple[Document, Chunk], ...]
    sources: frozenset[str]
    root: str = ""


Done = TypeVar("Done")
Job = Callable[[], None]


class Spread(Protocol):
    """`[function(job) for job in jobs]`, where it likes in other processes, to which `known` objects need not be sent."""

    def __call__(
        self, function: Callable[[Job], Done], items: Sequence[Job], *, known: Sequence[object]
    ) -> list[Done]: ...


def one_by_one(function: Callable[[Job], Done], items: Sequence[Job], *, known: Sequence[object]) -> list[Done]:
    """Everything in this process."""
    del known  # everything is
    return [function(job) for job in items]


def lint(
    workspace: Workspace, report: Report, rules: Registry, settings: Settings, *, spread: Spread = one_by_one
) -> Result:
    """Every finding of the selected rules about the report set, consequences left out.

    Rules meet objects in the sets that are deployed together (`Workspace.sets`). Cross-object findings count if any of their places lies in a source of the report set.
    """
    run = _Run(workspace, rules, settings)
    jobs: list[Job] = [partial(run.broken, document, chunk) for document, chunk in report.broken]
    few = range(0, len(report.subjects), _FEW)
    jobs += [partial(run.subjects, report.subjects[start : start + _FEW]) for start in few]
    jobs += [partial(run.whole_set, together) for together in workspace.sets if together.touches(report.sources)]
    answers = spread(run.judged, jobs, known=_known(workspace, report, rules))
    return run.result([found for one, _ in answers for found in one], [c for _, many in answers for c in many], report)


def speak(workspace: Workspace, report: Report, facts: Iterable[Fact], rules: Registry, settings: Settings) -> Result:
    """What the selected rules say about facts that became known after `lint`."""
    run = _Run(workspace, rules, settings)
    return run.result(*run.judged(partial(run.speak, facts)), report)


def _known(workspace: Workspace, report: Report, rules: Registry) -> list[object]:
    """What findings name and is there before any rule has run."""
    documents = [item.document for item in workspace.objects] + [document for document, _ in report.broken]
    return [*documents, *(document.source for document in documents), *rules.cards.values()]


class _Run:
    """One run, in jobs that know nothing of each other; their findings are cleared of consequences and sorted."""

    def __init__(self, workspace: Workspace, rules: Registry, settings: Settings) -> None:
        self.workspace = workspace
        self.rules = rules
        self.settings = settings
        self.found: list[Found] = []
        self.crashes: list[Crash] = []
        self.by_subject: dict[str, list[Card]] = defaultdict(list)
        self.by_traits: dict[frozenset[str], list[Card]] = {}
        self.by_path: dict[str, Settings] = {}
        traits = frozenset[str]().union(*(together.traits for together in workspace.sets))
        for name in sorted(settings.anywhere):  # else crashes come in another order in every run
            card = rules.cards[name]
            if not card.needs or not traits.isdisjoint(card.needs):
                self.by_subject[card.on].append(card)

    def judged(self, job: Job) -> tuple[list[Found], list[Crash]]:
        """What the rules of one job found, and which of them crashed."""
        self.found, self.crashes = [], []
        job()
        return self.found, self.crashes

    def broken(self, document: Document, chunk: Chunk) -> None:
        """What is known of a chunk that holds no readable document."""
        self.speak(broken_facts(document, chunk))

    def subjects(self, some: Iterable[Subject]) -> None:
        """Objects of ours, one by one."""
        for item, facts in some:
            before = len(self.found)
            self._subject(item, facts)
            if len(self.found) == before:  # else rules on the set may find something there as well
                item.document.drop_tree()

    def _subject(self, item: Object, facts: Iterable[Fact]) -> None:
        """Facts of one object, then the rules on its kind in each set that holds it."""
        document = item.document
        self.speak(facts)
        for together in () if document.fragment else self.workspace.homes(document):
            for card in self._cards_on(item, together):
                self.check(card, item, document, together)

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
            self.found.extend(_looked_up(card, finding) for finding in rule.check(subject, together, **options))
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
        self.crashes.append(Crash(card.id, where, error))

    def result(self, found: list[Found], crashes: list[Crash], report: Report) -> Result:
        """The findings that are no consequence of another one, placed and in order; each crash once."""
        once = tuple(dict.fromkeys(crashes))
        if not found:
            return Result((), once)
        from ingress_lint.fingerprints import fingerprints

        kept = sift(self._asked_for(found), report.sources)
        marks = fingerprints(kept, report.root)
        diagnostics = (self._diagnostic(one, mark) for one, mark in zip(kept, marks, strict=True))
        return Result(tuple(sorted(diagnostics, key=order)), once)

    def _asked_for(self, found: list[Found]) -> list[Found]:
        """The findings of rules that run for every file concerned; to leave one side out is enough."""
        if not self.settings.local:
            return found
        return [
            one
            for one in found
            if all(one.card.id in self._at(place.document.source.path).selected for place in one.finding.places)
        ]

    def _diagnostic(self, found: Found, fingerprint: str) -> Diagnostic:
        from ingress_lint.remarks import remarks

        card, finding, spots = found
        primary = finding.places[0]
        field = finding.field
        if field is None and primary.path:
            field = primary.document.field(primary.path)
        located = (location for spot in spots for location in spot.locations)
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


def _looked_up(card: Card, finding: Finding) -> Found:
    from ingress_lint.fingerprints import structural
    from ingress_lint.places import locate

    spots = (Spot(tuple(locate(place)), structural(place)) for place in finding.places)
    return Found(card, finding, tuple(spots))


def order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    """The order of reports: path, place, the worst first."""
    first = diagnostic.locations[0]
    return (first.source.path, first.span.start, -diagnostic.severity, diagnostic.rule, diagnostic.message)
