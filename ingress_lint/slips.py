"""What a value that cannot be a name was probably meant to be, in a few words for a note."""

from __future__ import annotations

import re

from ingress_lint.apiserver.names import is_host
from ingress_lint.placeholders import is_placeholder

__all__ = [
    "bare_prefix",
    "host_meant",
    "host_slip",
    "invisible",
    "is_host",
    "service_slip",
    "url_path",
    "without_query",
]

_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*://"
_URL = rf"{_SCHEME}([^/:\s]*)\S*"
_PORT = r"([^:/\s]+):\d+/?"
_PATH = r"([^:/\s]+)(/\S*)"
_PLAIN_PATH = r"(?:/[A-Za-z0-9._-]+)*"


def host_slip(host: str, each: str) -> str:
    """What to leave out of a host, or how to write several (`each` says where one belongs); empty if nothing is clear."""
    if (found := re.fullmatch(_URL, host)) and found[1]:
        return f"leave out the scheme and all that follows the name: `{found[1]}`"
    if found := re.fullmatch(_PORT, host):
        return f"leave out the port: `{found[1]}`"
    if found := re.fullmatch(_PATH, host):
        bare = found[2] == "/"
        return f"leave out the {'slash' if bare else 'path, which goes into `path`'}: `{found[1]}`"
    if host.endswith("\n") and host[:-1].isprintable() and " " not in host:
        return f"write it on one line: `{host[:-1]}`"
    parts = re.split(r"[,;\s]+", host.strip(" ,;"))
    if is_placeholder(host):
        return ""  # the blanks may be those of `<your host>`
    return f"if these are several hosts, write {each}" if len(parts) > 1 else ""


def host_meant(host: str) -> tuple[str, bool]:
    """The host that one that is refused stands for, and whether that is certain; empty if nobody can tell.

    DNS names have no case, and no blanks. One word in capitals is rather a place to fill in.
    """
    bare = host.strip(" \t").lower()
    if is_placeholder(host) or (host.isupper() and "." not in host):
        return "", False
    if is_host(bare):
        return bare, True
    found = re.fullmatch(rf"{_SCHEME}([^:/\s]*)/?", bare)
    return (found[1], False) if found and is_host(found[1]) else ("", False)


def service_slip(name: str) -> str:
    """What to write for a Service that is named like a host; empty if it is not."""
    first, dot, _ = name.partition(".")
    return f"a backend stays in its namespace, so the name of the Service is enough: `{first}`" if first and dot else ""


def invisible(text: str) -> str:
    """That a text holds a character nobody can see, such as a zero-width space; empty if it does not."""
    bad = next((character for character in text if not character.isprintable()), "")
    return f"it has the invisible character U+{ord(bad):04X}: delete the text and retype it" if bad else ""


def bare_prefix(path: str) -> str:
    """The prefix that is meant by a path with `/*` at its end; empty where that is not certain."""
    found = re.fullmatch(rf"({_PLAIN_PATH})/+\*", path)
    return (found[1] or "/") if found else ""


def without_query(path: str) -> str:
    """The path before the query of a URL, as in `/search?q=shoes`; empty if that is not what the `?` begins."""
    found = re.fullmatch(rf"({_PLAIN_PATH}/?)\?[\w.%&=+-]+", path)
    return (found[1] or "/") if found else ""


def url_path(path: str) -> str:
    """The path of a whole URL, without its query; empty if it is no URL."""
    found = re.fullmatch(rf"{_SCHEME}[^/?#\s]+([^?#\s]*)\S*", path)
    return (found[1] or "/") if found else ""
