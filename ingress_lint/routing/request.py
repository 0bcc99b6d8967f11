"""URLs as a browser reads them: the host and the path that reach the controller."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote

from ingress_lint.records import Record

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_PORT = re.compile(r":([0-9]*)$")
_BAD_HOST = re.compile(r"[\x00-\x20#%/:<>?@\[\\\]^|\x7f]")
_IPV6 = re.compile(r"\[[0-9A-Fa-f:.]+\]")
_ODD_PATH = re.compile(r"//|/\.\.?(?=/|$)|%", re.IGNORECASE)


class BadUrl(ValueError):
    """The text is no URL that could reach an Ingress; the message says why."""


class Request(Record):
    """What a controller gets to see.

    `host` is in lower case, without port and final dot, and empty where the request names none.
    `path` is percent-encoded as sent, without query and fragment. `topics` are keys of `TOPICS`
    that the URL itself raises.
    """

    url: str
    scheme: str
    host: str
    path: str
    topics: tuple[str, ...] = ()


def read_url(url: str) -> Request:
    """The request that a browser makes of a URL; a missing scheme is left open. Raises `BadUrl`."""
    text = re.sub(r"[\t\r\n]", "", url.strip())
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else ""
    if scheme not in ("", "http", "https", "ws", "wss"):
        raise BadUrl(f"`{url}` has the scheme `{scheme}`; requests to an Ingress are http or https")
    rest = text[found.end() :] if found else text.removeprefix("//")
    before, mark, _ = rest.partition("#")
    before, query, _ = before.partition("?")
    before = before.replace("\\", "/")
    authority, slash, path = before.partition("/")
    if not text or not (authority or slash):
        raise BadUrl(f"`{url}` names neither a host nor a path; write a URL such as `https://shop.example.com/cart`")
    host, odd = _host(url, authority.rpartition("@")[2])
    path = quote(f"/{path}", safe="/!$&'()*+,;=:@%~-._[]|^`{}\"<>")
    topics: tuple[str, ...] = ("host-spelling",) if odd else ()
    topics += ("path-normalisation",) if _ODD_PATH.search(path) else ()
    return Request(url, scheme, host, path, topics + (("query",) if mark or query else ()))


def _host(url: str, authority: str) -> tuple[str, bool]:
    """The host of an authority, and whether it was spelt in a way the specification is silent about."""
    port = _PORT.search(authority)
    name = authority[: port.start()] if port else authority
    if port and port[1] and int(port[1]) > 65535:
        raise BadUrl(f"`{url}` has the port {port[1]}; ports end at 65535")
    if _IPV6.fullmatch(name):
        return name.lower(), bool(port)
    decoded = unicodedata.normalize("NFKC", unquote(name))
    host = ".".join(_ascii(url, label) for label in re.split(r"[.。]", decoded))
    bare = host.removesuffix(".")
    if _BAD_HOST.search(host) or ".." in host or (host and not bare) or host.startswith(".") or len(bare) > 253:
        raise BadUrl(f"`{url}` has no valid host: `{name}`")
    return bare, bool(port) or bare != host or decoded != decoded.lower()


def _ascii(url: str, label: str) -> str:
    """A label in lower case, in the ASCII form of internationalised names where it needs one."""
    label = label.lower()
    if not label.isascii():
        label = "xn--" + label.encode("punycode").decode("ascii")
    if len(label) > 63:
        raise BadUrl(f"`{url}` has a host with a part of more than 63 characters")
    return label
