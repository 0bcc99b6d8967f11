"""Backends that are no Services: which objects they name, and what became of one that is not there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from ingress_lint.apiserver.names import path_segment, subdomain
from ingress_lint.model import Ingress, Resource, ResourceRef, Unknown
from ingress_lint.records import Record
from ingress_lint.references import is_known
from ingress_lint.similar import Spellings
from ingress_lint.workspace import Workspace


class Use(Record):
    """One backend of an Ingress that names an object of any kind."""

    ingress: Ingress
    resource: ResourceRef


class Missing(Record):
    """An object that is not where a backend looks for it.

    `elsewhere` are the ones of that name in other namespaces, `similar` those of the kind whose name
    differs by a slip, `groups` other API groups that have one of the same kind and name.
    """

    elsewhere: tuple[Resource, ...]
    similar: tuple[Resource, ...]
    groups: tuple[str, ...]


def absent(workspace: Workspace) -> tuple[tuple[tuple[Use, ...], Missing], ...]:
    """The backends whose object is not found, those of one object by one Ingress together, and why."""
    return workspace.once(_absent)


def _absent(workspace: Workspace) -> tuple[tuple[tuple[Use, ...], Missing], ...]:
    found: dict[tuple[int, str, str, str], list[Use]] = defaultdict(list)
    for use in _uses(workspace):
        found[id(use.ingress), use.resource.group, use.resource.kind, use.resource.name].append(use)
    reasons = ((tuple(same), _missing(workspace, same[0])) for same in found.values())
    return tuple((same, why) for same, why in reasons if why is not None)


def _uses(workspace: Workspace) -> Iterator[Use]:
    """Every backend that names a resource, and no Service beside it; left out what cannot be known, or is refused."""
    for ingress in workspace.ingresses:
        for backend in ingress.backends:
            if backend.resource is not None and backend.service is None and _is_readable(backend.resource):
                yield Use(ingress, backend.resource)


def _is_readable(reference: ResourceRef) -> bool:
    texts = (reference.name, reference.kind, *filter(None, (reference.group,)))
    if not all(map(is_known, texts)) or isinstance(reference.group, Unknown):
        return False
    return not any(map(path_segment, texts[:2])) and not (reference.group and subdomain(reference.group))


def _missing(workspace: Workspace, use: Use) -> Missing | None:
    sets = (workspace,) if workspace.complete else (workspace, workspace.project)
    if any(_may_be_in(together, use) for together in sets):
        return None
    reference = use.resource
    named = [item for item in workspace.named(Resource, reference.name) if item.document.kind == reference.kind]
    elsewhere = tuple(item for item in named if item.group == reference.group)
    similar = () if elsewhere else tuple(_similar(workspace, use))
    return Missing(elsewhere, similar, tuple(sorted({item.group for item in named} - {reference.group})))


def _may_be_in(together: Workspace, use: Use) -> bool:
    reference = use.resource
    if (reference.group, reference.kind) == ("", "Secret") and reference.name in together.made_secrets:
        return True
    found = together.named(Resource, reference.name)
    return any(_is_of(item, reference) and _may_be_near(together, use.ingress, item) for item in found)


def _is_of(item: Resource, reference: ResourceRef) -> bool:
    return item.document.kind == reference.kind and item.group == reference.group


def _may_be_near(together: Workspace, ingress: Ingress, item: Resource) -> bool:
    """Whether an object may be the one an Ingress can name: one without a namespace may be of a kind that has none."""
    here, there = together.namespace(ingress.document), together.namespace(item.document)
    return not here or not there or not item.document.namespace or here == there


def _similar(workspace: Workspace, use: Use) -> Iterator[Resource]:
    """The objects of the same kind and namespace whose name may be meant."""
    known = workspace.once(_by_kind).get((use.resource.group, use.resource.kind))
    if known is not None:
        spellings, by_name = known
        for name in spellings.similar(use.resource.name):
            yield from (item for item in by_name[name] if _may_be_near(workspace, use.ingress, item))


def _by_kind(workspace: Workspace) -> dict[tuple[str, str], tuple[Spellings, dict[str, list[Resource]]]]:
    """The objects of a set by API group and kind: the spellings of their names, and the objects by name."""
    found: dict[tuple[str, str], dict[str, list[Resource]]] = defaultdict(lambda: defaultdict(list))
    for item in workspace.objects:
        if isinstance(item, Resource) and item.document.name:
            found[item.group, item.document.kind][workspace.name(item.document)].append(item)
    return {key: (Spellings(by_name), by_name) for key, by_name in found.items()}


def unresolved(workspace: Workspace, sources: frozenset[str]) -> list[tuple[str, str]]:
    """Kind and name of what references of the report set lead to and of which nothing at all is known."""
    found = {
        (use.ingress.document, use.resource.kind, use.resource.name)
        for together in workspace.sets
        if not together.complete
        for (use, *_), why in absent(together)
        if use.ingress.document.source.path in sources and not why.elsewhere and not why.similar
    }
    return sorted((kind, name) for _, kind, name in found)
