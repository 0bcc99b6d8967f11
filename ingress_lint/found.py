"""From all that rules found to what counts: each fault once, consequences left out, led by its place in the report set."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from ingress_lint.finding import Finding, Location
from ingress_lint.packs import Card
from ingress_lint.records import Record


class Spot(Record):
    """A place that was looked up; `structure` is its path with list items named by what they are about."""

    locations: tuple[Location, ...]
    structure: str


class Found(Record):
    """What a rule found, with a spot for each of its places."""

    card: Card
    finding: Finding
    spots: tuple[Spot, ...]


def sift(found: Sequence[Found], sources: AbstractSet[str]) -> list[Found]:
    """The findings that are no consequence of another one.

    One about several objects is led by its first place in `sources`, and left out without any.
    """
    led = (_led_by(one, sources) if one.card.on == "Workspace" else one for one in _without_covered(_once(found)))
    return [one for one in led if one is not None]


def _led_by(found: Found, sources: AbstractSet[str]) -> Found | None:
    """The finding with its first place in the report set as the primary one; None if none is."""
    places, spots = found.finding.places, found.spots
    for i, place in enumerate(places):
        if place.document.source.path in sources:
            led = (place, *places[:i], *places[i + 1 :])
            return Found(found.card, found.finding._replace(places=led), (spots[i], *spots[:i], *spots[i + 1 :]))
    return None


def _once(found: Sequence[Found]) -> list[Found]:
    """Findings without those that a rule made again in another set; the worst of them stays.

    In another set the same fault may be put differently: with another namespace, say.
    """
    unique: dict[object, Found] = {}
    for one in found:
        card, finding = one.card, one.finding
        places = tuple((id(place.document), place.path, place.part, place.span) for place in finding.places)
        key = (card.id, places, finding.field, "" if card.on == "Workspace" else finding.message)
        known = unique.setdefault(key, one).finding
        if (finding.severity or card.severity) > (known.severity or card.severity):
            unique[key] = one
    return list(unique.values())


def _without_covered(found: Sequence[Found]) -> Sequence[Found]:
    covered: dict[int, set[tuple[str, tuple[str | int, ...]]]] = defaultdict(set)
    for one in found:
        for cover in one.finding.covers:
            covered[id(one.finding.places[0].document)].add((cover.rule, cover.path))
    if not covered:
        return found
    return [one for one in found if not _is_covered(one, covered)]


def _is_covered(found: Found, covered: Mapping[int, set[tuple[str, tuple[str | int, ...]]]]) -> bool:
    place = found.finding.places[0]
    covers = covered.get(id(place.document))
    if not covers:
        return False
    if (found.card.id, place.path) in covers:
        return True
    own = {cover.path for cover in found.finding.covers if cover.rule == "*"}
    prefixes = (place.path[:i] for i in range(len(place.path) + 1))
    return any(("*", prefix) in covers and prefix not in own for prefix in prefixes)
