"""Sources to documents: which objects a file holds, and which of them are ours to judge.

Facts: cli-runtime `pkg/resource`, apimachinery `unstructured/helpers.go` (a List is anything with
an `items` key; items of a typed list without kind and apiVersion inherit both).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from ingress_lint.chunks import Chunk, Look, chunks
from ingress_lint.model import Document, Unknown, Whole, items, record, text
from ingress_lint.parser import parse
from ingress_lint.records import Record
from ingress_lint.source import Source, Span
from ingress_lint.tree import Mapping, Node, Scalar, Sequence, TreeError, plain, resolve

_GROUPS = frozenset({
    "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps",
    "authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io",
    "coordination.k8s.io", "discovery.k8s.io", "events.k8s.io", "extensions", "flowcontrol.apiserver.k8s.io",
    "internal.apiserver.k8s.io", "networking.k8s.io", "node.k8s.io", "policy", "rbac.authorization.k8s.io",
    "resource.k8s.io", "scheduling.k8s.io", "storage.k8s.io", "storagemigration.k8s.io",
})  # fmt: skip
KINDS = ("Ingress", "IngressClass")
_USUAL = frozenset(("service", "secret", "deployment", "certificate", "configmap", "namespace"))
"""Kinds that stand beside an Ingress; they are known at a look, without counting edits."""
_MEANT = r"""(?m)^[ \t]*(?:apiVersion\b|kind[ \t]*:|kind[ \t]+[A-Z])|"(?:apiVersion|kind)"[ \t]*:"""

_NUMBER = r"\s*([0-9]{1,6})(?:[ \t]*[:|]|(?=[ \t\r\n]|$))"
_NUMBERED_KIND = r"""[ \t]*(?:kind|"kind")[ \t]*:[ \t]*["']?Ingress(?:Class)?\b"""


class Manifest(Record):
    """What one source holds: its documents in order, and the chunks that could not be read."""

    source: Source
    documents: tuple[tuple[Document, dict[str, object]], ...]
    broken: tuple[tuple[int, Chunk], ...]


def read(source: Source, wanted: Look | None = None) -> Manifest:
    """Every object of a source, of the `wanted` documents, with its JSON value; never raises for what it holds."""
    documents: list[tuple[Document, dict[str, object]]] = []
    broken: list[tuple[int, Chunk]] = []
    texts: list[tuple[int, Chunk]] = []
    for index, chunk in enumerate(chunks(source.text, wanted, values=True)):
        if at := _numbered(source.text, chunk.span):
            error = TreeError("line numbers stand before the lines", at)
            broken.append((index, chunk._replace(root=None, error=error, value=None)))
            continue
        if chunk.error is not None:
            broken.append((index, chunk))
            continue
        if chunk.hidden is not None:
            broken.append((index, chunk))
        if chunk.value is not None and "items" not in chunk.value:
            documents.append(_plain(source, index, chunk.span, chunk.value))
            continue
        root = chunk.root if chunk.value is None else parse(source.text, *chunk.span)[0]
        if root is None:
            continue
        if isinstance(root, Scalar):
            texts.append((index, chunk))
            continue
        try:
            documents.extend(_objects(source, index, chunk, root))
        except TreeError as error:
            broken.append((index, chunk._replace(error=error)))
    if texts:
        broken += _plain_texts(source, texts, beside=any(document.ours for document, _ in documents))
        broken.sort(key=lambda pair: pair[0])
    return Manifest(source, tuple(documents), tuple(broken))


def _first_line(text: str, start: int, end: int) -> tuple[int, str]:
    """The first line that is neither blank nor a comment: where it begins, and its content without blanks in front."""
    while start < end:
        after = text.find("\n", start, end) + 1 or end
        content = text[start:after].lstrip()
        if content and content[0] != "#":
            return start, content
        start = after
    return end, ""


def _numbered(text: str, span: Span) -> Span | None:
    """The first line number of a manifest of ours copied from a listing; None unless nearly all lines count on."""
    start, content = _first_line(text, *span)
    if not content[:1].isdecimal():  # as good as always, and told without an expression
        return None
    first = re.compile(_NUMBER).match(text, start, span.end)
    if first is None:
        return None
    lines = [line for line in text[slice(*span)].split("\n") if line.strip() and line[0] != "#"]
    found = [match for line in lines if (match := re.match(_NUMBER, line))]
    numbers = [int(match[1]) for match in found]
    counting = all(after == before + 1 for before, after in pairwise(numbers))
    if len(numbers) < 3 or not counting or len(numbers) * 10 < len(lines) * 9:
        return None
    if not any(re.match(_NUMBERED_KIND, match.string[match.end() :]) for match in found):
        return None
    return Span(*first.span(1))


def _plain_texts(source: Source, texts: list[tuple[int, Chunk]], *, beside: bool) -> Iterator[tuple[int, Chunk]]:
    """The chunks that are a single value and were meant as a manifest, or stand `beside` one of ours."""
    for index, chunk in texts:
        root = chunk.root
        assert isinstance(root, Scalar)
        if root.value is not None and (beside or re.search(_MEANT, source.text[slice(*chunk.span)])):
            error = TreeError("the root of a manifest must be a mapping, not a single value", root.span)
            yield index, chunk._replace(root=None, error=error)


def _plain(source: Source, index: int, span: Span, value: dict[str, object]) -> tuple[Document, dict[str, object]]:
    """A single object that was read without its tree."""
    document = Document(source, index, span, None)
    document.plain = True
    return _identified(document, value)


def _objects(source: Source, index: int, chunk: Chunk, root: Node) -> Iterator[tuple[Document, dict[str, object]]]:
    value = plain(root)
    if not isinstance(value, dict):
        if _holds_ours(value):
            raise TreeError("the root of a manifest must be a mapping, not a list", _start(root))
        return
    api_version, kind = text(value.get("apiVersion")), text(value.get("kind"))
    listed = value.get("items", value)
    if listed is None and kind.endswith("List"):
        return
    if not isinstance(listed, list):
        if listed is not value and kind.endswith("List") and (near_kind(kind) or _holds_ours([listed])):
            raise TreeError("the `items` of a List must be a list", _start(root), path=("items",))
        if at := _swallowed(root, kind):
            raise TreeError("a `---` line is missing before this: two objects stand in one document", at)
        yield _identified(Document(source, index, chunk.span, root), value)
        return
    whole = Whole(source, chunk.span)
    held = near_kind(kind) or _holds_ours(listed)
    for i, (item, node) in enumerate(zip(listed, _item_nodes(root), strict=True)):
        if not isinstance(item, dict):
            if held:
                raise TreeError("an item of a List must be an object", _start(node), path=("items", i))
            continue
        if isinstance(item.get("items"), list) and (held or _holds_ours(item["items"])):
            raise TreeError("a List inside a List: kubectl does not open the inner one", _start(node))
        document = Document(source, index, chunk.span, node, i)
        document.whole = whole
        if kind and kind != "List" and not item.get("kind") and not item.get("apiVersion"):
            inherited = {**item, "apiVersion": api_version, "kind": kind.removesuffix("List")}
            yield _identified(document, inherited)
        else:
            yield _identified(document, item)
    if held:
        _check_head(root, kind, api_version)


def _check_head(root: Node, kind: str, api_version: str) -> None:
    """Raise `TreeError` for a List that kubectl does not know by kind and apiVersion, whatever its items are."""
    if not kind:
        raise TreeError("this List has no `kind`: write `kind: List`", _start(root), path=("kind",))
    if not api_version:
        raise TreeError("this List has no `apiVersion`: write `apiVersion: v1`", _start(root), path=("apiVersion",))
    near = near_kind(kind)
    if (
        kind not in (near, f"{near}List")
        if near
        else not kind.endswith("List") and _distance(kind.lower(), "list") <= 1
    ):
        what = f"no List has the kind `{kind}`: write `kind: List` and `apiVersion: v1`"
        raise TreeError(what, _value_span(root, "kind"), path=("kind",))
    group, slash, version = api_version.rpartition("/")
    served = ("v1", "v1beta1") if group == "networking.k8s.io" else (version,) if slash else ("v1",)
    if "/" in group or version not in served or (near and not slash):
        what = f"no `{kind}` has the apiVersion `{api_version}`: write `kind: List` and `apiVersion: v1`"
        raise TreeError(what, _value_span(root, "apiVersion"), path=("apiVersion",))


def _value_span(root: Node, key: str) -> Span:
    mapping = resolve(root)
    assert isinstance(mapping, Mapping)
    found = [entry.value.span for entry in mapping.entries if entry.name == key]
    return found[-1] if found else _start(root)


def _swallowed(root: Node, kind: str) -> Span | None:
    """Where a second object begins in a document whose first one is ours and is lost."""
    mapping = resolve(root)
    if kind in KINDS or not isinstance(mapping, Mapping):
        return None
    kinds = [plain(entry.value) for entry in mapping.entries if entry.name == "kind"]
    versions = [entry for entry in mapping.entries if entry.name == "apiVersion"]
    return versions[1].key.span if len(versions) > 1 and set(kinds[:-1]) & set(KINDS) else None


def _holds_ours(listed: object) -> bool:
    """Whether a list has an object of ours as an item."""
    found = (record(item) for item in items(listed))
    return any(ours(text(item.get("apiVersion")), text(item.get("kind")), item) for item in found)


def _start(root: Node) -> Span:
    return Span(root.start, root.start + 1)


def _item_nodes(root: Node) -> list[Node]:
    mapping = resolve(root)
    assert isinstance(mapping, Mapping)
    value = resolve(next(entry.value for entry in reversed(mapping.entries) if entry.name == "items"))
    assert isinstance(value, Sequence)
    return value.items


def _identified(document: Document, value: dict[str, object]) -> tuple[Document, dict[str, object]]:
    metadata = record(value.get("metadata"))
    document.api_version = _shared(text(value.get("apiVersion")))
    document.kind = _shared(text(value.get("kind")))
    document.name = text(metadata.get("name"))
    document.generate_name = text(metadata.get("generateName"))
    document.namespace = text(metadata.get("namespace"))
    document.ours = ours(document.api_version, document.kind, value)
    if document.source.text.find("$patch", *document.span) >= 0:
        document.fragment = _has_directive(value)
    return document, value


def _has_directive(value: object) -> bool:
    """Whether an object says anywhere how it is to be merged into another one, as only a patch does."""
    if isinstance(value, dict):
        return "$patch" in value or any(_has_directive(item) for item in value.values())
    return isinstance(value, list) and any(_has_directive(item) for item in value)


@lru_cache(1_000, typed=True)  # an `Unknown` equals the text it stands for
def _shared(word: str) -> str:
    """One text for all that are equal: documents have few kinds and versions."""
    return word


def ours(api_version: str, kind: str, value: dict[str, object]) -> str:
    """The kind this document is judged as: `Ingress`, `IngressClass`, or empty if it is not ours."""
    if kind in KINDS and api_version.startswith("networking.k8s.io/"):
        return kind
    group = api_version.partition("/")[0] if "/" in api_version else ""
    if kind and not isinstance(kind, Unknown):
        return near_kind(kind) if api_version.count("/") > 1 or _built_in(group.lower(), kind) else ""
    miskeyed = _miskeyed(value, "kind")
    if not api_version and miskeyed and ("metadata" in value or "spec" in value):
        group = _miskeyed(value, "apiversion").rpartition("/")[0]
        return near_kind(miskeyed) if _built_in(group.lower(), miskeyed) else ""
    group = group or ("" if api_version else _implied_group(value))
    if group.lower() not in ("networking.k8s.io", "extensions"):
        return ""
    guess = near_kind(miskeyed) if miskeyed else "Ingress"
    return "IngressClass" if guess == "Ingress" and "controller" in record(value.get("spec")) else guess


def _miskeyed(value: dict[str, object], folded: str) -> str:
    """The text under a key in other letters, such as `Kind`; empty if there is none."""
    return next((item for key, item in value.items() if key.lower() == folded and isinstance(item, str)), "")


def _implied_group(value: dict[str, object]) -> str:
    """The group of an object that has a name and HTTP rules as only an Ingress has them, and lost its first lines."""
    rules = items(record(value.get("spec")).get("rules"))
    named = "name" in record(value.get("metadata")) and "kind" not in value
    return "networking.k8s.io" if named and any("paths" in record(record(rule).get("http")) for rule in rules) else ""


def _built_in(group: str, kind: str) -> bool:
    """Whether a group is Kubernetes' own, or meant to be: a custom one has a dot, and is not two typos away.

    `k8s.io` is Kubernetes' own domain, in which nothing else is called Ingress.
    """
    if group in _GROUPS or "." not in group or _distance(group, "networking.k8s.io") <= 2:
        return True
    return kind in KINDS and (group.endswith(".k8s.io") or group.startswith("networking.k8s"))


def near_kind(kind: str) -> str:
    """The kind that is meant by one in another case, in the plural, or with up to two typos."""
    folded = kind.strip().lower()
    if folded[:1] == "e" or folded in _USUAL:  # an Egress is no misspelt Ingress
        return ""
    folded = folded.removesuffix("list")
    for known in KINDS:
        if folded == known.lower() or _distance(folded, known.lower()) <= 2:
            return known
    return ""


def _distance(left: str, right: str) -> int:
    """Edits between two short words; 3 stands for anything larger."""
    if abs(len(left) - len(right)) > 2:
        return 3
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        previous, row[0] = row[0], i
        for j, b in enumerate(right, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (a != b))
    return row[-1]
