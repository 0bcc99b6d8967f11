"""Services that annotations name, beside those of the backends: which ones, and where they are not found."""

from __future__ import annotations

from collections.abc import Iterator

from ingress_lint.annotations import fault, json_value, read
from ingress_lint.catalogue import Annotation
from ingress_lint.directory import names_services
from ingress_lint.model import Ingress, items, record
from ingress_lint.records import Record
from ingress_lint.references import Missing, is_known, missing
from ingress_lint.workspace import Workspace


class Use(Record):
    """A Service that an annotation names; `alone` is false where the value leads to other targets as well."""

    ingress: Ingress
    annotation: Annotation
    name: str
    alone: bool


def names(key: str, value: str) -> tuple[str, ...]:
    """The Services that the value of an annotation names."""
    form = names_services(key)
    if form == "name":
        return (value,)
    return tuple(target for target in _targets(value) if target) if form == "forward-action" else ()


def _targets(value: str) -> list[str]:
    """The Services of a forward action of the AWS controller; empty texts are targets of another kind.

    Its parser takes keys in any case: `TargetGroups` as well as `targetGroups`.
    """
    action = _folded(json_value(value))
    if action.get("type") != "forward":
        return []
    targets = items(_folded(action.get("forwardconfig")).get("targetgroups"))
    found = (_folded(target).get("servicename") for target in targets)
    return [name if isinstance(name, str) else "" for name in found]


def _folded(value: object) -> dict[str, object]:
    return {key.lower(): item for key, item in record(value).items()}


def absent(workspace: Workspace) -> tuple[tuple[tuple[Use, Missing], ...], ...]:
    """The Services that annotations name and that are not found, those of one annotation together, and why."""
    return workspace.once(_absent)


def _absent(workspace: Workspace) -> tuple[tuple[tuple[Use, Missing], ...], ...]:
    found: dict[tuple[int, str], list[tuple[Use, Missing]]] = {}
    for ingress in workspace.ingresses:
        for use in _uses(workspace, ingress):
            why = missing(workspace, ingress.document, use.name)
            if why is not None:
                found.setdefault((id(ingress), use.annotation.key), []).append((use, why))
    return tuple(map(tuple, found.values()))


def _uses(workspace: Workspace, ingress: Ingress) -> Iterator[Use]:
    """The Services that annotations name; a backend of the same name is looked for as such."""
    if not any(map(names_services, ingress.annotations)):
        return
    backends = {backend.service for backend in ingress.backends if backend.service is not None}
    served = {service.name for service in backends if service.port_name != "use-annotation"}
    actions = {service.name for service in backends} - served
    for annotation, value in read(ingress, workspace):
        form = names_services(annotation.key)
        dead = form == "forward-action" and annotation.key.partition("actions.")[2] not in actions
        if not form or dead or fault(annotation, value) is not None:
            continue
        for name in dict.fromkeys(names(annotation.key, value)):
            if is_known(name) and name not in served:
                yield Use(ingress, annotation, name, form == "name" or len(_targets(value)) == 1)


def unresolved(workspace: Workspace, sources: frozenset[str]) -> list[str]:
    """The Services that annotations of the report set name and of which nothing at all is known, in order."""
    found = {
        (use.ingress.document, use.name)
        for together in workspace.sets
        if not together.complete
        for same in absent(together)
        for use, why in same
        if use.ingress.document.source.path in sources and why == ((), ())
    }
    return sorted(name for _, name in found)
