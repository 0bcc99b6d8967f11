"""What the bytes of a file tell before any YAML is parsed: whether it may hold an Ingress, or what one leads to."""

import codecs
import re

from ingress_lint.records import Record

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file; a larger one that might hold an Ingress is named and not linted."""

_KINDS = [
    "Service",
    "Secret",
    "Certificate",
    "Issuer",
    "ClusterIssuer",
    "ExternalSecret",
    "SealedSecret",
    "FrontendConfig",
]
REFERRED = frozenset(f"{kind}{ending}".encode() for kind in _KINDS for ending in ("", "List"))
"""Kinds of objects that Ingresses name, and of lists of them."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_KIND = rb"""kind["']?\s*:\s*(?:[&!]\S*\s+)*["']?(\w+|[*>|#])"""
_NAME = rb"""[nN]ame["']?\s*:\s*(?:[&!]\S*\s+)*["']?([A-Za-z0-9][-A-Za-z0-9_.]*|[*>|#])"""
ELSEWHERE = frozenset((b"*", b">", b"|", b"#"))
"""What follows the key of a kind or a name that is written in another place: an alias, a block of text, a comment."""


class Glance(Record):
    """What a file may hold: something of `ours`, a `workload`, or what Ingresses lead to, with one of the `names`.

    `refused` says why it is not read although it may be ours.
    """

    ours: bool
    refused: str
    names: tuple[bytes, ...]
    workload: bool


WORKLOAD = Glance(False, "", (), True)
"""By far the most frequent answer."""


def glance(data: bytes) -> Glance | None:
    """What bytes tell; None if they cannot mean anything to an Ingress."""
    narrow = narrowed(data)
    lowered = narrow.lower()
    ours = b"ingres" in lowered or b"networking.k8s.io" in lowered
    workload = b"containers" in narrow
    names = names_in(narrow, REFERRED) if _may_be_referred(narrow) else ()
    if ours or names:
        return Glance(ours, _refused(data) if ours else "", names, workload)
    return WORKLOAD if workload else None


def names_in(data: bytes, kinds: frozenset[bytes]) -> tuple[bytes, ...]:
    """The names that bytes give to anything, if they can hold an object of one of these kinds."""
    narrow = narrowed(data)
    if kinds.isdisjoint(found := re.findall(_KIND, narrow)) and ELSEWHERE.isdisjoint(found):
        return ()
    return tuple(re.findall(_NAME, narrow))


def may_be_ours(data: bytes) -> bool:
    """Whether bytes can hold an Ingress or IngressClass at all."""
    lowered = narrowed(data).lower()
    return b"ingres" in lowered or b"networking.k8s.io" in lowered


def may_be_context(data: bytes) -> bool:
    """Whether bytes can hold anything that an Ingress leads to."""
    narrow = narrowed(data)
    return b"containers" in narrow or _may_be_referred(narrow)


def _may_be_referred(narrow: bytes) -> bool:
    """Whether there is one of the words that the kinds in `REFERRED` have."""
    return (
        b"Service" in narrow
        or b"Secret" in narrow
        or b"Certificate" in narrow
        or b"Issuer" in narrow
        or b"FrontendConfig" in narrow
    )


def narrowed(data: bytes) -> bytes:
    """Bytes without the zeros of a wide encoding, whether a byte order mark tells it or not."""
    if b"\0" not in data:  # by far the most
        return data
    return data.translate(None, b"\0") if data[:2] in _WIDE_MARKS or b"\0" in data[:4] else data


def _refused(data: bytes) -> str:
    """Why a manifest is not read: it is too large, or in an encoding that kubectl cannot read."""
    if len(data) > MAX_FILE:
        size, limit = len(data) // 1024 // 1024, MAX_FILE // 1024 // 1024
        return f"{size} MiB is more than the {limit} MiB a manifest may have"
    if data[:4] in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE) or data[:3] == b"\0\0\0" or data[1:4] == b"\0\0\0":
        found = "UTF-32"
    elif b"\0" in data[:2]:
        found = "UTF-16 without a byte order mark"
    else:
        return ""
    return f"the text is in {found}, which kubectl does not read; save it as UTF-8"
