"""What the bytes of a file tell before any YAML is parsed: whether it may hold an Ingress, or what one leads to."""

import codecs
import re

from ingress_lint.records import Record

MAX_FILE = 32 * 1024 * 1024
"""Bytes of a file; a larger one that might hold an Ingress is named and not linted."""

REFERRED = frozenset(
    (b"Service", b"Secret", b"Certificate", b"Issuer", b"ClusterIssuer", b"ExternalSecret", b"SealedSecret")
)
"""Kinds of objects that Ingresses name."""

WORKLOADS = frozenset(
    (b"Deployment", b"StatefulSet", b"DaemonSet", b"ReplicaSet", b"ReplicationController", b"Pod", b"Job", b"Rollout")
)
"""Kinds of objects that run what Services select."""

_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_CONTEXT_WORDS = (b"Service", b"Secret", b"Certificate", b"Issuer", b"containers")
_KIND = rb"""kind["']?[ \t]*:[ \t]*["']?(\w+)"""
_NAME = rb"""[nN]ame["']?[ \t]*:[ \t]*["']?([A-Za-z0-9][-A-Za-z0-9_.]*)"""


class Glance(Record):
    """What a file may hold: something of `ours`, a `workload`, or something with one of the names that Ingresses lead to.

    `refused` says why it is not read although it may be ours.
    """

    ours: bool
    refused: str
    names: frozenset[bytes]
    workload: bool


def glance(data: bytes) -> Glance | None:
    """What bytes tell; None if they cannot mean anything to an Ingress."""
    ours, narrow = may_be_ours(data), narrowed(data)
    kinds = frozenset(re.findall(_KIND, narrow)) if may_be_context(data) else frozenset()
    if not ours and not kinds:
        return None
    names = frozenset() if REFERRED.isdisjoint(kinds) else frozenset(re.findall(_NAME, narrow))
    return Glance(ours, _refused(data) if ours else "", names, not WORKLOADS.isdisjoint(kinds))


def may_be_ours(data: bytes) -> bool:
    """Whether bytes can hold an Ingress or IngressClass at all."""
    lowered = narrowed(data).lower()
    return b"ingres" in lowered or b"networking.k8s.io" in lowered


def may_be_context(data: bytes) -> bool:
    """Whether bytes can hold anything that an Ingress leads to: a kind of it has one of these words."""
    narrow = narrowed(data)
    return any(word in narrow for word in _CONTEXT_WORDS)


def narrowed(data: bytes) -> bytes:
    """Bytes without the zeros of a wide encoding, whether a byte order mark tells it or not."""
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
