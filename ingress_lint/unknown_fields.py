"""Unknown fields: what a field that a schema does not know was meant to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ingress_lint import schema
from ingress_lint.directory import owner
from ingress_lint.facts import Fact
from ingress_lint.model import Document
from ingress_lint.records import Record
from ingress_lint.shape import Schema
from ingress_lint.tree import Path

_BACKENDS = ("backend", "defaultBackend")
_LEGACY = ("serviceName", "servicePort")
_AROUND_METADATA: tuple[Path, ...] = ((), ("metadata",), ("spec",))
_LABELS = ("app.kubernetes.io/", "helm.sh/chart")
_NEARNESS = 0.65
_PORTS = ("portnumber", "portname", "targetport", "containerport", "nodeport")
_UNLIKELY = ("status", "ownerReferences", "managedFields")


class Guess(Record):
    """Why a field is unknown, and its `homes`: where it belongs, most likely place first.

    `reason` is `misspelt`, `similar` (also the value must change), `misplaced`, `blank` (no-break spaces around it), `legacy` (v1beta1 in a v1
    object), `newer` (v1 in a v1beta1 object), `namespace` (in a backend), `port` (of a Service or container), `glued` (`number:80` as a key) or empty. `missing` are the homes where nothing stands.
    """

    reason: str
    homes: tuple[Path, ...] = ()
    missing: tuple[Path, ...] = ()


def unknown_facts(document: Document, name: str, value: object, errors: Iterable[schema.SchemaError]) -> Iterator[Fact]:
    """Unknown fields as facts; those that only lost their indentation below an empty field are one.

    The `value` of such a fact are the names of the fields, else those of the fields known there.
    """
    outdented: dict[Path, list[Fact]] = defaultdict(list)
    for error in errors:
        fact = _fact(document, name, value, error)
        above = _empty_field_above(fact, value)
        if above:
            outdented[above].append(fact)
        else:
            yield fact
    for facts in outdented.values():
        names = tuple(fact.path[-1] for fact in facts)
        missing = (path for fact in facts for path in fact.missing)
        others = (fact.path for fact in facts[1:])
        yield facts[0]._replace(detail="outdented", value=names, missing=(*missing, *others))


def _fact(document: Document, name: str, value: object, error: schema.SchemaError) -> Fact:
    path = error.path
    old_default = path == ("spec", "backend")
    old_part = path[-1] in _LEGACY and path[-2:-1] and path[-2] in _BACKENDS
    if name == "ingress-v1" and (old_default or old_part):
        return Fact(document, "v1beta1-field", path, error.value)
    found = guess(name, value, path)
    known = tuple(error.expected)
    return Fact(document, "unknown-field", path, known, found.reason, related=found.homes, missing=found.missing)


def _empty_field_above(fact: Fact, value: object) -> Path:
    """The field beside this one that is null and would hold it, if only it were indented."""
    if fact.detail != "misplaced":
        return ()
    count = len(fact.path)
    above, beside = fact.related[0][:count], _at(value, fact.path[:-1])
    inside = above[:-1] == fact.path[:-1] and len(fact.related[0]) > count
    empty = isinstance(beside, dict) and above[-1] in beside and beside[above[-1]] is None
    return above if inside and empty else ()


def guess(name: str, value: object, path: Path) -> Guess:
    """What the field at `path` of an object was meant to be, by the schema `name`."""
    here, key = path[:-1], str(path[-1])
    if key == "namespace" and here[-1:] and here[-1] in (*_BACKENDS, "service", "resource"):
        return Guess("namespace")
    if key in _LEGACY and name == "ingress-v1":
        return _legacy(value, path)
    if name.endswith("v1beta1") and key in schema.known_fields("ingress-v1", here):
        return Guess("newer", (path,))
    if here in _AROUND_METADATA and (home := metadata_map(value, key)):
        return _guess("misplaced", [("metadata", home, key)], value)
    given = _at(value, path)
    if path == ("spec", "name"):  # rather the name of the object than that of a Service further below
        return _guess("misplaced", [("metadata", "name")], value)
    if "service" in here[-2:] and key.lower().replace("_", "").replace("-", "") in _PORTS:
        return _port(value, path)
    glued = key.partition(":")[0]
    if glued != key and given is None and glued in schema.known_fields(name, here):
        return _guess("glued", [(*here, glued)], value)
    if key != key.strip():
        places = _places(name, (*here, key.strip()), given)
        return _guess("blank", [home for place in places[:1] for home in _concrete(place, path, value)], value)
    near = [k for k in _near(key, schema.known_fields(name, here)) if k != key]
    fitting = [k for k in near if _fits(name, (*here, k), given)]
    if fitting:
        # The value of an apiVersion names a version, which an apiGroup has not.
        reason = "similar" if (key.lower(), fitting[0]) == ("apiversion", "apiGroup") else "misspelt"
        return _guess(reason, [(*here, fitting[0])], value)
    places = _places(name, path, given)
    below = [place for place in places if _common(place, here) == len(here)]
    if below or not near:
        found = below or places
        return _guess("misplaced", list(_concrete(found[0], path, value)), value) if found else Guess("")
    return _guess("similar", [(*here, near[0])], value)


def _guess(reason: str, homes: list[Path], value: object) -> Guess:
    return Guess(reason, tuple(homes), tuple(home for home in homes if _at(value, home) is None))


def metadata_map(value: object, key: str) -> str:
    """`annotations` or `labels` for a key of the form they have, empty for any other one."""
    if "/" not in key and not owner(key):
        return ""
    metadata = _at(value, ("metadata",))
    empty = [
        name for name in ("annotations", "labels") if isinstance(metadata, dict) and metadata.get(name, "") is None
    ]
    if len(empty) == 1:
        return empty[0]
    return "labels" if key.startswith(_LABELS) else "annotations"


def _legacy(value: object, path: Path) -> Guess:
    """`serviceName` and `servicePort`: `service.name` and `service.port` of the backend they stand in."""
    here = path[:-1]
    if here[-1:] == ("service",):
        service = here
    elif here[-1:] and here[-1] in _BACKENDS:
        service = (*here, "service")
    elif here[-2:-1] == ("paths",):
        service = (*here, "backend", "service")
    elif here == ("spec",):
        service = (*here, "defaultBackend", "service")
    else:
        return Guess("")
    if path[-1] == "serviceName":
        return _guess("legacy", [(*service, "name")], value)
    port = "name" if isinstance(_at(value, path), str) else "number"
    return _guess("legacy", [(*service, "port", port)], value)


def _port(value: object, path: Path) -> Guess:
    """`portNumber` and the like beside or in the `port` of a Service: its number, or its name."""
    port = path[:-1] if path[-2] == "port" else (*path[:-1], "port")
    given = _at(value, path)
    return _guess("port", [(*port, "name" if isinstance(given, str) else "number")], value)


def _at(value: object, path: Path) -> object:
    """The value at a path, None where there is none."""
    for key in path:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key] if key < len(value) else None
        else:
            return None
    return value


def _near(key: str, known: Schema) -> list[str]:
    """Known fields that `key` may be a misspelling of, the best one first."""
    folded = {field.lower(): field for field in known}
    bare = key.strip().lower().replace("_", "").replace("-", "")
    if bare in folded:
        return [folded[bare]]
    if bare == "apiversion" and "apigroup" in folded:
        return ["apiGroup"]
    from difflib import get_close_matches

    return [folded[match] for match in get_close_matches(bare, folded, 3, _NEARNESS)]


def _fits(name: str, place: Path, given: object) -> bool:
    """Whether a value has the shape (object, list or single value) of a field."""
    known = schema.known_fields(name, place[:-1]).get(str(place[-1]), {})
    types = schema.types(name, known)
    if given is None or not types:
        return True
    if isinstance(given, dict | list):
        return ("object" if isinstance(given, dict) else "array") in types
    return not types <= {"object", "array", "null"}


def _places(name: str, path: Path, given: object) -> list[Path]:
    """Every field of this name elsewhere in the schema, the nearest and best fitting one first."""
    here = path[:-1]

    def distance(place: Path) -> tuple[bool, int]:
        common = _common(place, here)
        return not _fits(name, place, given), len(here) - common + len(place) - 1 - common

    found = [
        place
        for place in schema.field_paths(name)
        if place[-1] == path[-1] and place not in (("kind",), ("apiVersion",)) and not set(_UNLIKELY) & set(place)
    ]
    return sorted(found, key=distance)


def _common(place: Path, here: Path) -> int:
    """How many steps from the root two paths share, whatever the index in a list."""
    for count, (left, right) in enumerate(zip(place[:-1], here, strict=False)):
        if left != right and not (isinstance(left, int) and isinstance(right, int)):
            return count
    return min(len(place) - 1, len(here))


def _concrete(place: Path, path: Path, value: object) -> Iterator[Path]:
    """A path of the schema as paths of this object: a list beside the field means each of its items."""
    shared = _common(place, path[:-1])

    def walk(count: int, done: Path, node: object) -> Iterator[Path]:
        if count == len(place):
            yield done
        elif isinstance(place[count], str):
            yield from walk(count + 1, (*done, place[count]), _at(node, (place[count],)))
        else:
            here = [path[count]] if count < shared else range(len(node) if isinstance(node, list) else 0) or [0]
            for i in here:
                yield from walk(count + 1, (*done, i), _at(node, (i,)))

    return walk(0, (), value)
