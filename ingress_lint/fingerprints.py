"""Fingerprints: the identity of a finding over time, whatever lines it moves to.

Made of the rule, the path of the source, the identity of the object and the structural path in
which list items are named by what they are about (host, path, secret), never by line, index,
order or wording. Equal ones are counted in the order of the text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ingress_lint.finding import Place
from ingress_lint.found import Found, Spot
from ingress_lint.places import node_at
from ingress_lint.source import relative
from ingress_lint.tree import Alias, Mapping, Node, Path, Scalar, TreeError, resolve

_NAMING = ("host", "path", "secretName", "name", "hosts", "kind")


def fingerprints(found: Sequence[Found], root: str = "") -> list[str]:
    """One fingerprint for each finding, 16 hex digits; paths enter relative to `root`."""
    from hashlib import blake2b

    named = {place.document.source.path for one in found for place in one.finding.places}
    paths = {path: relative(path, root) for path in named}
    seen: Counter[str] = Counter()
    marks = []
    for one in found:
        pairs = list(zip(one.finding.places, one.spots, strict=True))
        own = [pair for pair in pairs if pair[0].path or pair[0].span is None] or pairs[:1]
        text = "\0".join((one.card.id, *sorted(_identity(place, spot, paths) for place, spot in own)))
        mark = f"{text}\0{seen[text]}"
        seen[text] += 1
        marks.append(blake2b(mark.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest())
    return marks


def _identity(place: Place, spot: Spot, paths: dict[str, str]) -> str:
    document = place.document
    names = (
        paths[document.source.path],
        document.kind,
        document.namespace,
        document.known_name,
        spot.structure,
    )
    return "\1".join(names)


def structural(place: Place) -> str:
    """The path with list items named by what they are about: `spec.rules[a.example.com].http`."""
    parts = []
    path = place.path
    for i, key in enumerate(path):
        if isinstance(key, int):
            parts.append(f"[{_item_name(place, path[: i + 1])}]")
        else:
            parts.append(f".{key}")
    return "".join(parts)


def _item_name(place: Place, path: Path) -> str:
    try:
        node = node_at(place.document, path)
    except TreeError:
        return ""
    return _name(node) if node is not None else ""


def _name(node: Node) -> str:
    node = resolve(node) if isinstance(node, Alias) else node
    if isinstance(node, Scalar):
        return str(node.value)
    if not isinstance(node, Mapping):
        return ",".join(_name(item) for item in node.items)
    values = {entry.name: entry.value for entry in node.entries}
    key = next((key for key in _NAMING if key in values), None)
    return f"{key}={_name(values[key])}" if key else ""
