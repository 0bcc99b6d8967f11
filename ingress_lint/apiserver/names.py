"""Names as Kubernetes checks them: each function says what breaks a name, or returns an empty string.

Facts: apimachinery `pkg/util/validation/validation.go`, `pkg/api/validate/content/kube.go`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ingress_lint.model import Unknown

_SUBDOMAIN_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.")
_QUALIFIED_CHARACTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ_") | _SUBDOMAIN_CHARACTERS


_remembered = lru_cache(5_000, typed=True)
"""Manifests repeat names; an `Unknown` equals the text it stands for, and is another type."""


def size(value: str) -> int:
    """Length in bytes, as Go counts."""
    return len(value.encode("utf-8", "surrogatepass"))


def together(problems: Iterable[str]) -> str:
    """All that is wrong with one value, in one phrase; the server prints an error of its own for each."""
    return ", and ".join(problems)


def _too_long(value: str, limit: int) -> str:
    if len(value) * 4 <= limit:  # no character has more bytes
        return ""
    length = size(value)
    return f"it is {length} bytes long, {limit} are allowed" if length > limit else ""


def _shape(value: str, allowed: frozenset[str], what: str) -> str:
    """Why a name that its pattern refuses is refused: the first character that breaks it."""
    if not value:
        return f"{what} is empty"
    bad = next((character for character in value if character not in allowed), None)
    if bad == "\n" and value.index(bad) == len(value) - 1:
        return "it ends with a line break, as all text behind a `|` or `>` does"
    if bad is not None:
        return _character(bad, allowed)
    if not value[0].isalnum():
        return f"it starts with `{value[0]}`"
    if not value[-1].isalnum():
        return f"it ends with `{value[-1]}`"
    if ".." in value:
        return "it has two dots in a row"
    return "a part between two dots starts or ends with `-`"


def _character(bad: str, allowed: frozenset[str]) -> str:
    if bad.lower() in allowed and bad.isascii():
        return f"it has an upper-case `{bad}`"
    special = {" ": "a blank", "\t": "a tab", "\n": "a line break", "\r": "a carriage return"}
    if bad not in special and not bad.isprintable():
        return f"it has the invisible character U+{ord(bad):04X} (delete the text and retype it)"
    return f"it has {special.get(bad, f'the character `{bad}`')}"


def _is_label(value: str) -> bool:
    """`[a-z0-9]([-a-z0-9]*[a-z0-9])?`, told without an expression: to compile one costs start-up."""
    core = value.replace("-", "")
    return core.isalnum() and core.isascii() and core.lower() == core and value[0] != "-" != value[-1]


def _is_subdomain(value: str) -> bool:
    return all(map(_is_label, value.split(".")))


def _is_qualified(value: str) -> bool:
    """`[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?`."""
    core = value.replace("-", "").replace("_", "").replace(".", "")
    return core.isalnum() and core.isascii() and value[0].isalnum() and value[-1].isalnum()


@_remembered
def label(value: str) -> str:
    """RFC 1123 label: 1 to 63 of a-z, 0-9 and `-`, alphanumeric at both ends."""
    if isinstance(value, Unknown):
        return ""
    too_long = _too_long(value, 63)
    if _is_label(value):
        return too_long
    return _shape(value, _SUBDOMAIN_CHARACTERS - {"."}, "it") or too_long


@_remembered
def label_1035(value: str) -> str:
    """RFC 1035 label: as RFC 1123, but it starts with a letter."""
    if isinstance(value, Unknown):
        return ""
    if _is_label(value) and value[0].isdigit():
        return f"it starts with the digit `{value[0]}`"
    return label(value)


@_remembered
def subdomain(value: str) -> str:
    """RFC 1123 subdomain: labels joined by dots, 253 bytes in all, no limit for each label."""
    if isinstance(value, Unknown) or _is_subdomain(value):
        return "" if isinstance(value, Unknown) else _too_long(value, 253)
    return _shape(value, _SUBDOMAIN_CHARACTERS, "it")


def wildcard_subdomain(value: str) -> str:
    """`*.` and then a subdomain, 253 bytes in all."""
    if isinstance(value, Unknown):
        return ""
    if not value.startswith("*."):
        return "a `*` stands only for the whole first label, as in `*.example.com`"
    rest = value[2:]
    if "*" in rest:
        return "only the first label can be a `*`"
    if not rest:
        return "nothing follows the `*.`"
    return subdomain(rest) or _too_long(value, 253)


@_remembered
def is_host(value: str) -> bool:
    """Whether a host of a rule or a TLS entry may be called like this."""
    problem = wildcard_subdomain(value) if "*" in value else subdomain(value)
    return value != "" and not problem and not is_ip(value)


@_remembered
def qualified_name(value: str) -> tuple[str, ...]:
    """Optional `prefix/`, then 1 to 63 of letters, digits, `-`, `_`, `.`; every broken part."""
    if isinstance(value, Unknown):
        return ()
    prefix, slash, name = value.rpartition("/")
    problems = []
    if value.count("/") > 1:
        return ("it has more than one `/`",)
    if slash:
        problems.append("the part before the `/` is empty" if not prefix else _in_prefix(subdomain(prefix)))
    if not name:
        problems.append("the name part is empty")
    else:
        problems.append(_too_long(name, 63))
        if not _is_qualified(name):
            problems.append(_shape(name, _QUALIFIED_CHARACTERS, "the name part"))
    return tuple(problem for problem in problems if problem)


def _in_prefix(problem: str) -> str:
    return f"in the part before the `/`: {problem}" if problem else ""


@_remembered
def label_value(value: str) -> str:
    """Empty, or up to 63 of letters, digits, `-`, `_`, `.`, alphanumeric at both ends."""
    if isinstance(value, Unknown) or not value:
        return ""
    if _is_qualified(value):
        return _too_long(value, 63)
    return _shape(value, _QUALIFIED_CHARACTERS, "it") or _too_long(value, 63)


def path_segment(value: str) -> str:
    """Anything but exactly `.` or `..`, without `/` and `%`."""
    if isinstance(value, Unknown):
        return ""
    if value in (".", ".."):
        return f"it is `{value}`"
    bad = next((character for character in value if character in "/%"), None)
    return f"it has the character `{bad}`" if bad else ""


def port_name(value: str) -> list[str]:
    """IANA service name: 1 to 15 of a-z, 0-9, `-`, with a letter; every broken condition (B9)."""
    if isinstance(value, Unknown):
        return []
    problems = [_too_long(value, 15)]
    bad = next((character for character in value if character not in _SUBDOMAIN_CHARACTERS - {"."}), None)
    if bad is not None:
        problems.append(_character(bad, _SUBDOMAIN_CHARACTERS))
    if not re.search("[a-z]", value):
        problems.append("it has no lower-case letter")
    if "--" in value:
        problems.append("it has two hyphens in a row")
    if value and (value[0] == "-" or value[-1] == "-"):
        problems.append("it starts or ends with `-`")
    return [problem for problem in problems if problem]


_IPV4 = r"0*[0-9]{1,3}(?:\.0*[0-9]{1,3}){3}"
_LEADING_ZEROS = r"(?<![0-9A-Fa-f])0+(?=[0-9A-Fa-f])"


def is_ip(value: str) -> bool:
    """Whether the server's lenient IP parser takes it: plain IPv4 or IPv6, any number of leading zeros.

    Facts: k8s.io/utils `net/parse.go` (ParseIPSloppy).
    """
    if isinstance(value, Unknown) or (":" not in value and not (value[:1].isdigit() and re.fullmatch(_IPV4, value))):
        return False
    bare = re.sub(_LEADING_ZEROS, "", value)
    if ":" not in value:
        return all(int(part) <= 255 for part in bare.split("."))
    import ipaddress

    try:
        ipaddress.IPv6Address(bare)
    except ValueError:
        return False
    return "%" not in value
