"""URLs as a browser reads them: the host and the path that reach the controller.

Source: the URL Standard, for what it calls special schemes.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from ingress_lint.records import Record
from ingress_lint.routing.authority import BadAuthority, host_of
from ingress_lint.routing.words import shortened

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_PORT = re.compile(r"[0-9]*(?=[/?#]|$)")
_SCHEMES = ("http", "https", "ws", "wss")
_SAFE = "/!$&'()*+,;=:@%~-._[]|"
"""What stays as it is in a path, beside letters and digits."""

_AROUND = "".join(map(chr, (*range(0x21), 0xFEFF)))
"""What a browser leaves out before and after a URL, and the byte order mark that nobody sees."""

_ODD_PATH = re.compile(r"//|%")
_DOT = re.compile(r"\.|%2e", re.IGNORECASE)


class BadUrl(ValueError):
    """The text is no URL that could reach an Ingress; the message says why."""


class Request(Record):
    """What a controller gets to see.

    `host` is in lower case, without port and final dot, and empty where the request names none.
    `path` is percent-encoded as sent, without dot segments, query and fragment. `topics` are keys of
    `TOPICS` that the URL itself raises.
    """

    url: str
    scheme: str
    host: str
    path: str
    topics: tuple[str, ...] = ()


def read_url(url: str) -> Request:
    """The request that a browser makes of a URL; a missing scheme is left open. Raises `BadUrl`."""
    # A half of a surrogate pair, which stands for a byte that is no UTF-8, can be sent by nobody.
    text = re.sub("[\ud800-\udfff]", "\ufffd", re.sub(r"[\t\r\n]", "", url.strip(_AROUND)))
    before, mark, _ = text.partition("#")
    before, query, _ = before.partition("?")
    before = before.replace("\\", "/")
    scheme, rest = _scheme(url, before)
    # A browser does not count the slashes after a scheme; without one, a single slash begins a path.
    named = bool(scheme) or rest.startswith("//") or not rest.startswith("/")
    authority, _, path = (rest.lstrip("/") if named else rest).partition("/")
    if not before:
        raise BadUrl(
            f"`{shortened(url)}` names neither a host nor a path; write a URL such as `https://shop.example.com/cart`"
        )
    try:
        host, odd = host_of(authority) if named else ("", False)
    except BadAuthority as error:
        raise BadUrl(f"`{shortened(url)}` has {error}") from error
    if not scheme and host in _SCHEMES and path.startswith("/"):
        raise BadUrl(f"`{shortened(url)}` lacks the colon after `{host}`; write `{host}://`")
    path, resolved = _without_dots(quote(f"/{path}", safe=_SAFE))
    topics: tuple[str, ...] = ("host-spelling",) if odd else ()
    topics += ("path-normalisation",) if resolved or _ODD_PATH.search(path) else ()
    return Request(url, scheme, host, path, topics + (("query",) if mark or query else ()))


def _scheme(url: str, text: str) -> tuple[str, str]:
    """The scheme in lower case, and what follows its colon; `shop.example.com:8080` and `localhost:8080` have none."""
    found = _SCHEME.match(text)
    scheme = found[1].lower() if found else ""
    if found is None or scheme in _SCHEMES:
        return scheme, text[found.end() :] if found else text
    rest = text[found.end() :]
    if not rest.startswith("//") and ("." in scheme or scheme == "localhost" or _PORT.match(rest)):
        return "", text
    hint = "" if rest.startswith("//") else f"; if `{found[1]}` is a host or a user, write `https://` before it"
    raise BadUrl(f"`{shortened(url)}` has the scheme `{scheme}`; requests to an Ingress are http or https{hint}")


def _without_dots(path: str) -> tuple[str, bool]:
    """A path without `.` and `..`, which a browser resolves before it sends anything, and whether it had any."""
    segments = path.split("/")[1:]
    kept: list[str] = []
    for i, segment in enumerate(segments):
        # A `%2e` is a dot to browsers here, and only here.
        plain = _DOT.sub(".", segment)
        if plain == "..":
            del kept[-1:]
        if plain not in (".", ".."):
            kept.append(segment)
        elif i == len(segments) - 1:
            kept.append("")
    resolved = "/" + "/".join(kept)
    return resolved, resolved != path
