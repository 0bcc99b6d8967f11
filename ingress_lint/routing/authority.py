"""What stands between the scheme and the path of a URL: the host in its ASCII form, and a port that is checked.

Source: the URL Standard, "host parsing".
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

from ingress_lint.routing.words import shortened

_NAMES = {" ": "a space", "%": "a `%`", "@": "an `@`", ":": "a `:`"}
_BAD_HOST = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_DOTS = re.compile(r"[.。]")
_IGNORED = re.compile("[\xad\u200b\u2060\ufeff\ufe00-\ufe0f]")
"""Characters that mean nothing in a host: browsers leave them out."""

_JOINERS = "\u200c\u200d"
"""Some scripts need them inside a name."""

_MAX_PORT, _MAX_LABEL, _MAX_HOST = 65535, 63, 253


class BadAuthority(ValueError):
    """No request can be made of it; the message goes on after `URL has`."""


def host_of(authority: str) -> tuple[str, bool]:
    """The host in lower case without final dot, and whether it was spelt in a way the specification is silent about.

    Raises `BadAuthority`.
    """
    name, port = _divided(authority.rpartition("@")[2])
    if port is not None:
        _check_port(port)
    if not name:
        raise BadAuthority("no host; write it after the slashes, as in `https://shop.example.com/cart`")
    if name.startswith("["):
        return _ipv6(name), port is not None
    decoded = unicodedata.normalize("NFKC", _IGNORED.sub("", unquote(name)))
    host = ".".join(map(_ascii, _DOTS.split(decoded)))
    bare = host.removesuffix(".")
    _check_host(name, bare)
    odd = port is not None or bare != host or decoded != decoded.lower()
    return _ipv4(name, bare), odd


def _divided(address: str) -> tuple[str, str | None]:
    """The name or address, and what follows its colon."""
    if not address.startswith("["):
        name, colon, port = address.partition(":")
        if ":" in port and _address(address):
            raise BadAuthority(f"an IPv6 address without brackets; write `[{address}]`")
        return name, port if colon else None
    inner, bracket, rest = address.partition("]")
    if not bracket:
        raise BadAuthority("an opening bracket `[` that is not closed; an IPv6 address is written as `[2001:db8::1]`")
    if rest and not rest.startswith(":"):
        raise BadAuthority(f"`{shortened(rest)}` after the address in brackets, where only a port may follow")
    return f"{inner}]", rest[1:] if rest else None


def _check_port(port: str) -> None:
    if port and not re.fullmatch("[0-9]+", port):
        raise BadAuthority(f"`{shortened(port)}` where the port belongs, which is no number")
    digits = port.lstrip("0")
    if port and (not digits or len(digits) > 5 or int(digits) > _MAX_PORT):
        raise BadAuthority(f"the port {shortened(port)}; ports go from 1 to {_MAX_PORT}")


def _ipv6(name: str) -> str:
    address = _address(name[1:-1])
    if not address:
        raise BadAuthority(f"`{shortened(name)}` for a host, which is no IPv6 address")
    return f"[{address}]"


def _address(text: str) -> str:
    """An IPv6 address as it is written in short, empty if it is none; with a zone it is none of a URL."""
    from ipaddress import AddressValueError, IPv6Address

    try:
        return "" if "%" in text else IPv6Address(text).compressed
    except AddressValueError:
        return ""


def _check_host(name: str, host: str) -> None:
    found = _BAD_HOST.search(host)
    if found:
        what = _NAMES.get(found.group()) or (f"`{found.group()}`" if found.group() > " " else "a control character")
        raise BadAuthority(f"no valid host: {what} in `{shortened(name)}`")
    if not all(host.split(".")):
        raise BadAuthority(f"no valid host: there is nothing before, after or between dots of `{shortened(name)}`")
    if len(host) > _MAX_HOST:
        raise BadAuthority(f"no valid host: it has more than {_MAX_HOST} characters")


def _ascii(label: str) -> str:
    """A label in lower case, in the ASCII form of internationalised names where it needs one."""
    label = label.lower()
    if not label.isascii():
        _check_letters(label)
        label = "xn--" + label.encode("punycode").decode("ascii")
    elif label.startswith("xn--") and not _is_punycode(label[4:]):
        raise BadAuthority(f"no valid host: `{shortened(label)}` is no valid form of an international name")
    if len(label) > _MAX_LABEL:
        raise BadAuthority(f"a host with a part of more than {_MAX_LABEL} characters")
    return label


def _check_letters(label: str) -> None:
    """Refuse what is no character of any name: controls, separators, unassigned code points, bytes that are no UTF-8."""
    wrong = next(
        (c for c in label if c == "\ufffd" or (c not in _JOINERS and unicodedata.category(c)[0] in "CZ")), None
    )
    if wrong is not None:
        raise BadAuthority(f"no valid host: no name may hold the character U+{ord(wrong):04X}")


def _is_punycode(text: str) -> bool:
    try:
        return not text.encode("ascii").decode("punycode").isascii()
    except (UnicodeError, ValueError, OverflowError):
        return False


def _ipv4(name: str, host: str) -> str:
    """An IPv4 address in four decimal numbers; a host whose last part is a number is one, however it is written."""
    parts = host.split(".")
    if not re.fullmatch(r"[0-9]+|0x[0-9a-f]*", parts[-1]):
        return host
    numbers = [_number(part) for part in parts]
    *first, last = numbers if len(numbers) <= 4 else [-1]
    if last < 0 or last >= 256 ** (4 - len(first)) or any(not 0 <= number < 256 for number in first):
        raise BadAuthority(f"no valid host: `{shortened(name)}` ends in a number, but is no IPv4 address")
    value = sum(number << 8 * (3 - i) for i, number in enumerate(first)) + last
    return ".".join(str(value >> shift & 255) for shift in (24, 16, 8, 0))


def _number(part: str) -> int:
    """A part of an IPv4 address, decimal, octal (`010`) or hexadecimal (`0x8`); -1 for anything else."""
    base = 16 if part.startswith("0x") else 8 if part.startswith("0") and len(part) > 1 else 10
    try:
        return int(part.removeprefix("0x") or "0", base) if re.fullmatch("[0-9a-fx]+", part) else -1
    except ValueError:
        return -1
