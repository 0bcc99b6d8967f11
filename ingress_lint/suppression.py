"""Suppression: a pure pass from diagnostics to diagnostics, and to facts about the suppressions themselves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from ingress_lint.directives import Directive, directives
from ingress_lint.facts import Fact
from ingress_lint.finding import MARK, Diagnostic, Edit, Suppression
from ingress_lint.records import Record
from ingress_lint.source import Source, Span

OWN = ("unused-suppression", "unknown-rule", "malformed-suppression", "suppression-reason-missing")
"""Rules about suppressions; they speak after all others, so nothing is said about suppressing them."""


_BLOCK = 1024
"""Characters of a text that share a list of suppressions."""

FATAL = ("yaml-syntax",)
"""Rules that no comment silences: where a file cannot be read, nothing it says can be taken at its word."""


class Named(Record):
    """A name in a suppression; `edit` takes it away, or is None for an annotation."""

    name: str
    edit: Edit | None
    suggestion: str = ""


class Outcome(Record):
    """The diagnostics, some of them suppressed, and what is to be said about the suppressions."""

    diagnostics: tuple[Diagnostic, ...]
    facts: tuple[Fact, ...]


def suppress(
    diagnostics: Iterable[Diagnostic],
    sources: Iterable[Source],
    groups: Mapping[str, str],
    *,
    judged: Callable[[str], Collection[str]],
) -> Outcome:
    """Apply the suppressions in `sources`.

    `groups` has the group of every rule there is. A name in a suppression is unused only if it met
    nothing and every rule it stands for is among those that `judged` gives for the path: the rules
    that ran there and saw all they have to see.
    """
    by_path = {source.path: list(directives(source)) for source in sources if MARK in source.text}
    given = list(diagnostics)
    if not by_path:
        return Outcome(tuple(given), ())
    used: set[tuple[int, str]] = set()
    blocks = _by_block(by_path)
    marked = [_marked(diagnostic, blocks, groups, used) for diagnostic in given]
    found = (directive for path in by_path for directive in by_path[path])
    facts = (fact for directive in found for fact in _facts(directive, used, groups, judged(directive.source.path)))
    return Outcome(tuple(marked), tuple(facts))


def _by_block(by_path: Mapping[str, list[Directive]]) -> Mapping[tuple[str, int], list[Directive]]:
    """The suppressions that reach into each block of each text, so that few are looked at for a finding."""
    blocks: dict[tuple[str, int], list[Directive]] = defaultdict(list)
    for path, found in by_path.items():
        for directive in found:
            for number in range(directive.scope.start // _BLOCK, directive.scope.end // _BLOCK + 1):
                blocks[path, number].append(directive)
    return blocks


def _marked(
    diagnostic: Diagnostic,
    blocks: Mapping[tuple[str, int], list[Directive]],
    groups: Mapping[str, str],
    used: set[tuple[int, str]],
) -> Diagnostic:
    if diagnostic.rule in FATAL:
        return diagnostic
    words = (diagnostic.rule, groups.get(diagnostic.rule, diagnostic.group))
    for location in diagnostic.locations:
        for directive in blocks.get((location.source.path, location.span.start // _BLOCK), ()):
            if not directive.covers(location.source.path, location.span.start):
                continue
            hit = next((name for name, _ in directive.names if name in words), None)
            if hit is not None:
                used.add((id(directive), hit))
                why = Suppression(directive.kind, directive.reason, directive.source, directive.span)
                diagnostic = diagnostic if diagnostic.suppression else diagnostic._replace(suppression=why)
    return diagnostic


def _facts(
    directive: Directive, used: Collection[tuple[int, str]], groups: Mapping[str, str], judged: Collection[str]
) -> Iterator[Fact]:
    document = directive.document
    if directive.problem:
        yield Fact(document, "malformed-suppression", (), directive.kind, directive.problem, directive.span)
        return
    if not directive.reason:
        yield Fact(document, "suppression-reason-missing", (), directive.kind, span=directive.span)
    for name, span in directive.names:
        meant = [rule for rule, group in groups.items() if name in (rule, group)]
        if not meant:
            named = Named(name, Edit(directive.source, span, ""), _nearest(name, groups))
            yield Fact(document, "unknown-rule", (), named, directive.kind, span)
        elif (id(directive), name) not in used and directive.judged and set(meant) <= set(judged) - set(OWN):
            edit = _removal(directive, name) if directive.kind == "comment" else None
            yield Fact(document, "unused-suppression", (), Named(name, edit), directive.kind, span)


def _nearest(name: str, groups: Mapping[str, str]) -> str:
    from ingress_lint.similar import nearest

    return nearest(name, [*groups, *set(groups.values())])


def _removal(directive: Directive, name: str) -> Edit:
    """The edit that takes a name out of its list; with the last name, the comment goes.

    A comment on a line of its own takes the line with it.
    """
    content = directive.source.text
    start, end = directive.span
    if len(directive.names) > 1:
        return Edit(directive.source, _with_comma(directive, name), "")
    line = content.rfind("\n", 0, start) + 1
    before = content[line:start]
    if before.strip():
        return Edit(directive.source, Span(line + len(before.rstrip()), end), "")
    stop = content.find("\n", end)
    return Edit(directive.source, Span(line, len(content) if stop < 0 else stop + 1), "")


def _with_comma(directive: Directive, name: str) -> Span:
    spans = [span for _, span in directive.names]
    place = next(i for i, (listed, _) in enumerate(directive.names) if listed == name)
    if place + 1 < len(spans):
        return Span(spans[place].start, spans[place + 1].start)
    return Span(spans[place - 1].end, spans[place].end)
