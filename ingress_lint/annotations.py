"""The annotations of an Ingress against the catalogues: what each key means, who reads it, what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from ingress_lint.catalogue import Annotation, Catalogue, load
from ingress_lint.controllers import Profile
from ingress_lint.directory import directory, is_catalogued, owner
from ingress_lint.finding import Place, Severity
from ingress_lint.formats import duration
from ingress_lint.grammar import Fault, fault, repair, stall, with_provider
from ingress_lint.model import Ingress, Unknown
from ingress_lint.nginx import annotation_path
from ingress_lint.records import Record
from ingress_lint.workspace import Workspace

SHARED_PREFIX = "ingress.kubernetes.io/"
__all__ = [
    "Annotation",
    "consequence",
    "duration",
    "fault",
    "foreign",
    "has_issuer",
    "is_catalogued",
    "is_on",
    "json_value",
    "load",
    "missing",
    "nearest",
    "owner",
    "place",
    "read",
    "repair",
    "stall",
    "title",
    "unmet",
    "uses",
    "with_provider",
]


class Use(Record):
    """An annotation that an Ingress carries, with what the catalogue of its prefix knows (None: nothing)."""

    key: str
    value: str
    catalogue: Catalogue
    annotation: Annotation | None


def uses(ingress: Ingress, profile: Profile) -> Iterator[Use]:
    """The annotations that belong to a catalogue: by their prefix, the shared one by the controller."""
    for key, value in ingress.annotations.items():
        name = owner(key)
        if not name and key.startswith(SHARED_PREFIX) and is_catalogued(profile.controller):
            catalogue = load(profile.controller)
            found = catalogue.find(key)
            if found is not None:
                yield Use(key, value, catalogue, found)
        elif name:
            catalogue = load(name)
            yield Use(key, value, catalogue, catalogue.find(key))


def read(ingress: Ingress, workspace: Workspace) -> tuple[tuple[Annotation, str], ...]:
    """The known annotations that the controller of this Ingress reads, with their values."""
    if workspace.recent is None or workspace.recent[0] is not ingress:
        workspace.recent = (ingress, tuple(_read(ingress, workspace.profile(ingress))))
    return workspace.recent[1]


def _read(ingress: Ingress, profile: Profile) -> Iterator[tuple[Annotation, str]]:
    for use in uses(ingress, profile):
        found = use.annotation
        borrowed = profile.controller == "traefik" and use.catalogue.controller == "ingress-nginx"
        if found is None or borrowed or foreign(use.catalogue, profile) or isinstance(use.value, Unknown):
            continue
        yield found, use.value


def foreign(catalogue: Catalogue, profile: Profile) -> bool:
    """Whether a class selects another controller than the one this catalogue is about."""
    name = catalogue.controller
    if name in directory().companions or not profile.certain or profile.controller == name:
        return False
    return not (profile.controller == "traefik" and name == "ingress-nginx")  # Traefik 3 reads many of its keys


def place(ingress: Ingress, key: str, label: str = "", part: Literal["key", "value"] = "value") -> Place:
    """The place of an annotation by its whole key."""
    return Place(ingress.document, annotation_path(key), label, part)


def consequence(annotation: Annotation, fault: Fault) -> tuple[str, Severity]:
    """What the controller does with a value it does not take, and how bad that is."""
    title = annotation.catalogue.title
    told = {
        "refused": f"{title} refuses the whole Ingress",
        "unavailable": "its paths answer 503",
        "forbidden": "every path of the host answers 403",
        "unprotected": annotation.protection,
        "replaced": f"{title} silently uses {_fallback(annotation)} instead",
        "ignored": f"{title} silently ignores the annotation",
        "item-dropped": f"{title} silently leaves that item out",
        "stops": "the load balancer is no longer brought up to date",
        "router-error": f"{title} does not create the router",
        "unissued": "no certificate is issued",
        "off": f"{title} switches the feature off",
    }
    if fault.outcome == "skipped":  # often on purpose
        return f"{title} skips the whole object", Severity.WARNING
    if fault.outcome in told:
        return told[fault.outcome], Severity.ERROR
    return f"{title} reads nothing from it", Severity.WARNING


def _fallback(annotation: Annotation) -> str:
    given = annotation.fallback or annotation.default
    return f"`{given}`" if given and " " not in given else given or "its default"


def missing(annotation: Annotation, annotations: Mapping[str, str], profile: Profile) -> tuple[str, ...]:
    """Keys of which one at least must be there (and on) for this annotation to do anything; empty if fine.

    Where the controller may be told the same for the whole cluster, `Annotation.elsewhere` says so.
    """
    if annotation.group == "ExternalAuth" and profile.setting("global-auth-url"):
        return ()
    if annotation.idle and annotations.get(annotation.key) in annotation.idle:
        return ()
    catalogue = annotation.catalogue
    for name in annotation.needs:
        if not _acts(name, annotations, catalogue):
            return (catalogue.key(name),)
    if any(_acts(name, annotations, catalogue) for name in annotation.needs_one):
        return ()
    return tuple(map(catalogue.key, annotation.needs_one))


def unmet(annotation: Annotation, annotations: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Companions that have another value than this annotation needs, with the values that would do."""
    if annotation.idle and annotations.get(annotation.key) in annotation.idle:
        return
    for name, wanted in annotation.needs_value.items():
        values = [wanted] if isinstance(wanted, str) else wanted
        companion = annotation.catalogue.find(annotation.catalogue.key(name))
        given = annotations.get(companion.key, companion.default) if companion else values[0]
        if not isinstance(given, Unknown) and given.strip().lower() not in [value.lower() for value in values]:
            yield name, values


def _acts(name: str, annotations: Mapping[str, str], catalogue: Catalogue) -> bool:
    """Whether a companion is there and does something."""
    value = _given(catalogue, catalogue.key(name), annotations)
    known = catalogue.find(catalogue.key(name))
    if known is None or value is None or isinstance(value, Unknown):
        return is_on(value)
    counts = known.type == "int" and value.strip() == "0"  # a number like others, unless it is said to be idle
    return (counts or is_on(value)) and value.strip() not in known.idle


def _given(catalogue: Catalogue, key: str, annotations: Mapping[str, str]) -> str | None:
    """The value of a companion: as it is written, whatever its prefix, else the default of a boolean."""
    if key in annotations:
        return annotations[key]
    name, known = catalogue.name(key), catalogue.find(key)
    found = next(
        (value for other, value in annotations.items() if "/" in other and catalogue.name(other) == name), None
    )
    return found if found is not None or known is None or known.type != "bool" else known.default or None


def is_on(value: str | None) -> bool:
    """Whether a companion is there and is not switched off; what cannot be known counts as on."""
    return value is not None and (isinstance(value, Unknown) or value.strip().lower() not in ("", "false", "f", "0"))


def title(controller: str) -> str:
    """What people call a controller."""
    return load(controller).title if is_catalogued(controller) else controller.capitalize()


def json_value(value: str) -> object:
    """The content of an annotation that holds JSON; None if it holds none."""
    import json

    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None


_ISSUERS = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer", "kubernetes.io/tls-acme")


def has_issuer(ingress: Ingress) -> str:
    """The annotation that makes cert-manager look at an Ingress, or an empty string."""
    return next((key for key in _ISSUERS if is_on(ingress.annotations.get(key))), "")


def nearest(name: str, names: Iterator[str]) -> str:
    """The name that is most likely meant, or an empty string."""
    from difflib import get_close_matches

    found = get_close_matches(name, list(names), 1, 0.8)
    return found[0] if found else ""
