"""What `routes` and `resolve` answer for, and the cluster will never hold: documents and objects with errors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ingress_lint.engine import Settings, lint
from ingress_lint.finding import Severity
from ingress_lint.model import Ingress
from ingress_lint.packs import registry
from ingress_lint.project import Project
from ingress_lint.routing.words import shown
from ingress_lint.terminal import plural

_NAMED = 3


def unread(project: Project) -> Iterator[str]:
    """One sentence on the documents that no object could be made of, if there are any."""
    places = []
    for document, chunk in project.report.broken:
        span = chunk.error.span if chunk.error is not None else chunk.hidden or chunk.span
        places.append(f"{document.source.path}:{document.source.position(span.start).line}")
    if places:
        yield f"{plural(len(places), 'document')} could not be read: {_few(places)}; `ingress-lint check` says why"


def refused(project: Project, about: Callable[[Ingress], bool]) -> Iterator[str]:
    """One sentence on the Ingresses that the API server refuses, if there are any among those it is `about`."""
    rules = registry()
    api = frozenset(card.id for card in rules.cards.values() if card.group == "api")
    found = lint(project.workspace, project.report, rules, Settings(api)).diagnostics
    wrong = {id(d.locations[0].document) for d in found if d.severity is Severity.ERROR}
    lost = [i for i, _ in project.report.subjects if isinstance(i, Ingress) and id(i.document) in wrong and about(i)]
    documents = [ingress.document for ingress in lost]
    names = [f"`{shown(it.known_name) or '(no name)'}` ({it.source.path})" for it in documents]
    if names:
        what = "Ingress" if len(names) == 1 else "Ingresses"
        yield f"the API server refuses {what} {_few(names)}; `ingress-lint check` says why"


def _few(words: Iterable[str]) -> str:
    listed = list(words)
    more = f" and {len(listed) - _NAMED} more" if len(listed) > _NAMED else ""
    return ", ".join(listed[:_NAMED]) + more
