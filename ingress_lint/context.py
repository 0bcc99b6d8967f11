"""Which files hold what Ingresses refer to, judged by their bytes: the rest is never parsed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from ingress_lint.chunks import Look
from ingress_lint.directory import names_services
from ingress_lint.discovery import File, Unreadable
from ingress_lint.glance import ELSEWHERE, REFERRED, names_in
from ingress_lint.model import (
    FRONTEND_ANNOTATION,
    ISSUER_ANNOTATIONS,
    Ingress,
    Object,
    ResourceRef,
    Service,
    Unknown,
    Workload,
)
from ingress_lint.similar import Spellings, is_slip

_RUNNING = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController", "Pod", "Job", "Rollout"]
_WORKLOADS = frozenset(f"{kind}{ending}".encode() for kind in _RUNNING for ending in ("", "List"))
"""Kinds of objects that run what Services select."""

Affixes = AbstractSet[tuple[str, str]]
"""Prefixes and suffixes that kustomizations add to names."""

_KIND = re.compile(r"""kind["']?\s*:\s*(?:[&!]\S*\s+)*["']?(\w+|[*>|#])""")
_WORD = re.compile(rb"[A-Za-z0-9][-A-Za-z0-9_.]*")


def may_be_referred(text: str) -> bool:
    """Whether the text of a document may hold an Ingress, or what one names."""
    lowered = text.lower()
    return "ingres" in lowered or "networking.k8s.io" in lowered or _holds(text, REFERRED)


def may_be_workload(text: str) -> bool:
    """Whether the text of a document may hold a workload, and nothing that an Ingress names."""
    return _holds(text, _WORKLOADS) and not may_be_referred(text)


def _holds(text: str, kinds: frozenset[bytes]) -> bool:
    found = {kind.encode("utf-8", "replace") for kind in _KIND.findall(text)}
    return not found.isdisjoint(kinds | ELSEWHERE)


def referred(waiting: Mapping[File, tuple[bytes, ...]], objects: Iterable[Object], affixes: Affixes) -> Iterator[File]:
    """The files that may hold what the Ingresses among the objects name, or something named almost so.

    `waiting` says which names there are in a file.
    """
    wanted = _wanted(objects, affixes) if waiting else ()
    return _naming(waiting, wanted) if wanted else iter(())


def _naming(files: Mapping[File, tuple[bytes, ...]], wanted: AbstractSet[str], *, own: bool = False) -> Iterator[File]:
    """The files that have one of these names, or almost so.

    If they are the `own` files of the Ingresses, too, a name may be there only because an Ingress says it.
    """
    encoded = {name.encode("utf-8", "replace") for name in wanted}
    known = {name for names in files.values() for name in names} - ELSEWHERE
    encoded |= ELSEWHERE
    if not files:
        return
    spellings = Spellings(name.decode() for name in known)
    for name in tuple(encoded) if own else encoded - known:
        encoded.update(other.encode() for other in spellings.similar(name.decode("utf-8", "replace"), is_slip))
    for file, names in files.items():
        if not encoded.isdisjoint(names):
            yield file


def _wanted(objects: Iterable[Object], affixes: Affixes) -> set[str]:
    """Names of the objects that Ingresses refer to, also as they were before a kustomization changed them."""
    return _unaffixed(set(_names(objects)), affixes)


def _unaffixed(wanted: set[str], affixes: Affixes) -> set[str]:
    for prefix, suffix in affixes:
        wanted.update([name.removeprefix(prefix).removesuffix(suffix) for name in wanted])
    return wanted


def _names(objects: Iterable[Object]) -> Iterator[str]:
    for item in objects:
        if not isinstance(item, Ingress):
            continue
        for backend in item.backends:
            if backend.service is not None:
                yield backend.service.name
            elif backend.resource is not None and backend.resource.kind == "Secret":
                yield backend.resource.name  # of something that makes the Secret
        for tls in item.tls:
            yield tls.secret_name
        yield from (item.annotations.get(key, "") for key in (*ISSUER_ANNOTATIONS, FRONTEND_ANNOTATION))
        for key in filter(names_services, item.annotations):
            from ingress_lint.service_annotations import names

            yield from names(key, item.annotations[key])


def resources(files: Iterable[File], named: Iterable[ResourceRef], affixes: Affixes) -> tuple[list[File], Look]:
    """The files that may hold what resource backends name, or something named almost so, and which documents."""
    listed = [r for r in named if not isinstance(r.kind, Unknown) and not isinstance(r.name, Unknown)]
    kinds = frozenset(f"{r.kind}{ending}".encode("utf-8", "replace") for r in listed for ending in ("", "List"))
    wanted = _unaffixed({r.name for r in listed}, affixes)
    there = {file: names for file in files if (names := _names_in(file, kinds))}
    return list(_naming(there, wanted, own=True)), lambda text: _holds(text, kinds)


def _names_in(file: File, kinds: frozenset[bytes]) -> tuple[bytes, ...]:
    content = file.content()
    return () if isinstance(content, Unreadable) else names_in(content, kinds)


def workloads(
    files: Sequence[File], objects: Sequence[Object], affixes: Affixes, asked: AbstractSet[str]
) -> Iterator[File]:
    """Those of some files with workloads that may hold the ones behind the Services that can appear in the report.

    Those are the Services in `asked` (the paths of the report set), the ones that an Ingress there
    names, and the ones that select a workload there.
    """
    if not any(isinstance(item, Service) for item in objects):
        return
    named = _wanted((o for o in objects if o.document.source.path in asked), affixes)
    near: set[bytes] = set()
    beyond: list[set[bytes]] = []
    for item in objects:
        if isinstance(item, Service):
            wanted = {value.encode("utf-8", "replace") for value in item.selector.values()}
            if item.document.source.path in asked or item.document.name in named:
                near |= wanted
            else:
                beyond.append(wanted)
    words = _asked_words(files, objects, asked) if beyond else set()
    values = near.union(*(wanted for wanted in beyond if not wanted.isdisjoint(words)))
    for file in files if values else ():
        if not values.isdisjoint(_words(file)):
            yield file


def _asked_words(files: Sequence[File], objects: Sequence[Object], asked: AbstractSet[str]) -> set[bytes]:
    """Every word that a selector may be looking for in what was asked about."""
    words = {word for file in files if file.reported for word in _words(file)}
    for item in objects:
        if isinstance(item, Workload) and item.document.source.path in asked:
            words.update(value.encode("utf-8", "replace") for value in item.labels.values())
    return words


def _words(file: File) -> list[bytes]:
    content = file.content()
    return [] if isinstance(content, Unreadable) else _WORD.findall(content)
