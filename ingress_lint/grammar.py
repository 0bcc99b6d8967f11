"""Grammars of annotation values: whether a controller takes one, and if not, why and what then happens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from ingress_lint.catalogue import Annotation
from ingress_lint.formats import FORMATS, boolean, duration, network
from ingress_lint.records import Record
from ingress_lint.similar import is_similar

_INTEGER = r"(?a)[+-]?[0-9]+"
_NGINX_TIME = r"(?:[0-9]+(?:ms|[smhdwMy])?\s*)+"
_HAPROXY_TIME = r"[0-9]+(?:us|ms|[smhd])?"
_STATUS = r"[0-9]{3}"
_FORM = "not of the form this key takes"
_CACHE_TIME = r"[0-9]+(?:ms|[smhdwMy])"


class Fault(Record):
    """Why a value is not taken (reads after "is"), and what the controller then does."""

    because: str
    outcome: str


def fault(annotation: Annotation, value: str) -> Fault | None:
    """What is wrong with a value, None if the controller takes it."""
    if annotation.type == "snippet":
        return None
    if value == "":
        return _empty(annotation)
    bare = _bare(annotation, value)
    check = _TYPES.get(annotation.type, _text)
    because = check(annotation, bare)
    if because is None:
        # What its validator takes without its blanks, ingress-nginx reads trimmed: nothing is left.
        return _shape(annotation, value) if value.strip(" ") else _empty(annotation)
    if annotation.accepts and re.fullmatch(annotation.accepts, bare):
        return Fault(because, "")
    out_of_range = annotation.beyond and because.startswith(("below", "above"))
    return Fault(because, annotation.beyond if out_of_range else annotation.invalid)


def stall(annotation: Annotation, value: str) -> str:
    """Why nginx refuses a value that ingress-nginx takes, as far as a pattern can tell; empty if it does not."""
    if annotation.format == "cache-times":  # the controller leaves empty items out
        value = ",".join(filter(None, map(str.strip, value.split(","))))
    taken = not annotation.nginx or re.fullmatch(annotation.nginx["pattern"], value)
    return "" if taken else annotation.nginx["because"]


def repair(annotation: Annotation, value: str) -> str:
    """The value that is most likely meant by one that is not taken; empty if nobody can tell."""
    word = value.strip().lower()
    guess = ""
    if annotation.type == "bool":
        guess = {"yes": "true", "on": "true", "enabled": "true", "true": "true"}.get(word, "")
        guess = guess or {"no": "false", "off": "false", "disabled": "false"}.get(word, "")
    elif annotation.type == "enum":
        word = {"true": "on", "false": "off"}.get(word, word) if "on" in annotation.values else word
        guess = next((v for v in annotation.values if v.lower() == word), "") or _slip(word, annotation.values)
    elif annotation.type == "int" and annotation.unit == "s":
        seconds = duration(word)
        guess = str(int(seconds)) if seconds is not None and seconds == int(seconds) else ""
    elif annotation.type == "size":
        found = re.fullmatch(r"([0-9]+) *([kmg])i?b?", word)
        guess = f"{found[1]}{found[2]}" if found else ""
    elif annotation.format == "integers":
        guess = ",".join(filter(None, word.replace(" ", "").split(",")))
    return guess if guess and guess != value and fault(annotation, guess) is None else ""


def with_provider(annotation: Annotation, value: str, namespace: str) -> str:
    """A value for Traefik whose names lack their provider, as those of objects in the namespace; empty for any other."""
    names = [name.strip() for name in value.split(",")]
    if annotation.format != "name@provider" or all("@" in name for name in names):
        return ""
    mended = ",".join(name if "@" in name else _of_namespace(name, namespace) for name in names)
    return mended if fault(annotation, mended.replace("<namespace>", "a")) is None else ""


def _of_namespace(name: str, namespace: str) -> str:
    """How Traefik calls an object, which `namespace/name` and `namespace-name` are meant for as well."""
    complete = "/" in name or name.startswith(f"{namespace}-")
    return f"{name.replace('/', '-', 1) if complete else f'{namespace}-{name}'}@kubernetescrd"


def _slip(word: str, values: Iterable[str]) -> str:
    """The one value that a word is a slip of; empty if there are several, or none."""
    near = [value for value in values if is_similar(word, value.lower())]
    return near[0] if len(near) == 1 else ""


def _empty(annotation: Annotation) -> Fault | None:
    """An empty value: ingress-nginx validates it as little as a missing one, and then fails to read it."""
    if annotation.empty:
        return Fault("empty", annotation.empty)
    if annotation.type == "cidrs":
        return Fault("empty", annotation.invalid)
    if annotation.catalogue.controller == "ingress-nginx":
        return Fault("empty", "unread")
    if annotation.type in ("bool", "int", "duration", "size"):
        return Fault("empty", annotation.invalid)
    return None


def _bare(annotation: Annotation, value: str) -> str:
    """The value as the validator sees it: Go's TrimSpace, or without any blank."""
    if annotation.blanks == "anywhere" and annotation.separator != " ":
        return value.replace(" ", "")
    return value.strip() if annotation.blanks else value


def _bool(annotation: Annotation, value: str) -> str | None:
    style = annotation.catalogue.booleans
    if annotation.values:  # only the word itself switches it on; whatever else means no is harmless
        taken = value == "true" or boolean(value) is False
        return None if taken else "not exactly `true` or `false`"
    if annotation.fold:
        taken = value.lower() in ("true", "false")
    else:
        extra = ("enabled", "disabled", "on", "off") if style == "haproxy" else ()
        taken = boolean(value) is not None or value.lower() in extra
    return None if taken else "no boolean (`true` or `false`)"


def _int(annotation: Annotation, value: str) -> str | None:
    if not re.fullmatch(_INTEGER, value):
        unit = f" of {annotation.unit}" if annotation.unit else ""
        unit = " of seconds, without a unit" if annotation.unit == "s" else unit
        return f"no whole number{unit}"
    number = int(value)
    if not -(2**63) <= number < 2**63:
        return "too large a number"
    if isinstance(annotation.min, int) and number < annotation.min:
        return f"below the smallest value, {annotation.min}"
    if annotation.max is not None and number > annotation.max:
        return f"above the largest value, {annotation.max}"
    return None


def _enum(annotation: Annotation, value: str) -> str | None:
    allowed = {v.lower() for v in annotation.values} if annotation.fold else annotation.values
    if (value.lower() if annotation.fold else value) in allowed:
        return None
    listed = ", ".join(f"`{v}`" for v in annotation.values)
    return f"none of {listed}" if len(annotation.values) > 1 else f"not {listed}"


def _size(annotation: Annotation, value: str) -> str | None:
    pattern = annotation.pattern or "[0-9]+[kKmMgG]?"
    return None if re.fullmatch(pattern, value) else "no size (digits and one letter, as in `10m`)"


def _cidrs(annotation: Annotation, value: str) -> str | None:
    masked = annotation.format == "masked"
    if annotation.format == "pattern-file" and value.startswith("patterns/"):
        return None
    for item in value.split(","):
        bare = item.strip()
        bare = bare.removeprefix("!") if annotation.format == "with-exceptions" else bare
        if not network(bare, masked=masked):
            what = "an empty item" if not item.strip() else f"`{item.strip()}`"
            kind = "no network with a mask" if masked else "no address or network"
            return f"no list of networks: {what} is {kind}"
    return None


def _duration(annotation: Annotation, value: str) -> str | None:
    kind = annotation.format
    if kind == "nginx-time":
        return None if re.fullmatch(_NGINX_TIME, value) else "no time (as `30s` or `1h 30m`)"
    if kind == "haproxy-time":
        return None if re.fullmatch(_HAPROXY_TIME, value) else "no time (as `30s`)"
    if kind == "go-duration-or-infinity" and value in ("infinity", "infinite"):
        return None
    seconds = duration(value)
    if seconds is None:
        return "no duration (as `30s` or `1h30m`)"
    least = duration(str(annotation.min)) if annotation.min is not None else None
    return f"shorter than {annotation.min}" if least is not None and seconds < least else None


def _json(annotation: Annotation, value: str) -> str | None:
    import json

    try:
        found = json.loads(value)
    except (ValueError, RecursionError):
        return "no JSON"
    if annotation.members and isinstance(found, dict) and not found.keys() & set(annotation.members):
        return f"without {' or '.join(f'`{m}`' for m in annotation.members)}"
    return None


def _list(annotation: Annotation, value: str) -> str | None:
    if annotation.pattern:
        return _text(annotation, value)
    if not (annotation.values or annotation.item):
        return _format(annotation, value)
    for part in value.split() if annotation.separator == " " else value.split(","):
        item = part.strip()
        if annotation.values and item and item not in annotation.values:
            return f"no list of {', '.join(f'`{v}`' for v in annotation.values)}: `{item}` is none of them"
        if annotation.item and not re.fullmatch(annotation.item, item):
            return _wrong_item(annotation, item)
    return None


def _wrong_item(annotation: Annotation, item: str) -> str:
    """What the items of a list look like, and which one does not."""
    wrong = f"`{item}` is none" if item else "an item is empty"
    return (
        f"no list of {annotation.form}: {wrong}" if annotation.form else f"no list for this key: {wrong} of its items"
    )


def _regex(annotation: Annotation, value: str) -> str | None:
    from ingress_lint.patterns import go_fault

    because = _text(annotation, value)
    if because is None and annotation.after:
        broken = go_fault(value.removeprefix(annotation.after))
        because = f"no regular expression after `{annotation.after}`: {broken}" if broken else None
    return because


def _text(annotation: Annotation, value: str) -> str | None:
    if annotation.longest is not None and len(value) > annotation.longest:
        return f"longer than {annotation.longest} characters"
    if not annotation.pattern or re.fullmatch(annotation.pattern, value):
        return _format(annotation, value)
    if annotation.after and not value.startswith(annotation.after):
        return f"without `{annotation.after}` in front"
    if annotation.itemwise:
        items = (item.strip() for item in value.split(","))
        wrong = next((item for item in items if not re.fullmatch(annotation.item, item)), "")
        return f"no list of origins (as `https://shop.example.com`): `{wrong}` is none" if wrong else _FORM
    wrong = _wrong_characters(annotation.pattern, value)
    return f"not allowed: it contains {wrong}" if wrong else _FORM


def _wrong_characters(pattern: str, value: str) -> str:
    """The characters that break a value whose pattern is one character class, for the message."""
    found = re.fullmatch(r"\[((?:[^\]\\]|\\.)*)\][*+]", pattern)
    if not found:
        return ""
    wrong = dict.fromkeys(c for c in value if not re.fullmatch(pattern, c))
    names = {" ": "a blank", "\n": "a line break", "\r": "a carriage return", "\t": "a tab", "`": "a backtick"}
    return " and ".join(names.get(c, f"`{c}`") for c in list(wrong)[:3])


def _format(annotation: Annotation, value: str) -> str | None:
    check = FORMATS.get(annotation.format)
    return check(value) if check else None


_TYPES: dict[str, Callable[[Annotation, str], str | None]] = {
    "bool": _bool,
    "int": _int,
    "enum": _enum,
    "size": _size,
    "cidrs": _cidrs,
    "duration": _duration,
    "json": _json,
    "list": _list,
    "regex": _regex,
}


def _shape(annotation: Annotation, value: str) -> Fault | None:
    """What the controller looks at after the validator: the shape of references, URLs and lists."""
    if annotation.catalogue.controller != "ingress-nginx":
        return None
    bare = value.strip()
    if annotation.format == "namespace/name" and not re.fullmatch(r"[^/]+/[^/]+", bare):
        return Fault("not of the form `namespace/name`", annotation.shape)
    if annotation.format == "absolute-url":
        return _url(annotation, bare)
    if annotation.format == "object-reference" and bare.count("/") > 1:
        return Fault("neither a name nor `namespace/name`", annotation.shape)
    if annotation.format == "cache-times":
        return _cache_times(annotation, bare)
    if annotation.format == "integers":
        return _integers(annotation, bare)
    if annotation.item and annotation.pattern:
        return _items(annotation, value)
    if annotation.type == "regex" and not annotation.after:
        return _pcre(annotation, bare)
    return None


def _pcre(annotation: Annotation, value: str) -> Fault | None:
    from ingress_lint.patterns import pcre_fault

    broken = pcre_fault(value)
    return Fault(f"no regular expression: {broken}", annotation.shape) if broken else None


def _url(annotation: Annotation, value: str) -> Fault | None:
    scheme, found, rest = value.partition("://")
    host, colon, port = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition(":")
    host = host if colon else port
    if not (found and rest and re.fullmatch(r"(?i)[a-z][a-z0-9+.-]*", scheme) and (host or colon)):
        return Fault("no URL with a scheme and a host", annotation.shape)
    if colon and port.strip("0123456789"):
        return Fault(f"no URL: its port is `{port}`", annotation.shape)
    wrong = next((part for part in ("..", " ", ":") if part in host), "")
    return Fault(f"no URL: its host contains `{wrong}`", annotation.shape) if wrong else None


def _cache_times(annotation: Annotation, value: str) -> Fault | None:
    for item in filter(None, (part.strip() for part in value.split(","))):
        words = item.split()
        times = [i for i, word in enumerate(words) if re.fullmatch(_CACHE_TIME, word)]
        if not times:
            return Fault(f"no list of times: `{item}` holds none (as `200 202 5m`)", annotation.shape)
        if any(re.fullmatch(_STATUS, word) for word in words[times[0] :]):
            return Fault(f"no list of times: in `{item}` a status code follows the time", annotation.shape)
    return None


def _integers(annotation: Annotation, value: str) -> Fault | None:
    for item in value.split(","):
        if not re.fullmatch(_INTEGER, item):
            what = f"there is a blank in `{item}`" if item.strip() else "an item is empty"
            return Fault(f"no list of whole numbers: {what}", annotation.shape)
    return None


def _items(annotation: Annotation, value: str) -> Fault | None:
    for part in value.split(","):
        item = part.strip()
        if item and not re.fullmatch(annotation.item, item):
            if annotation.itemwise:
                return Fault(f"a list with a wrong item: `{item}` is no origin with a scheme", "item-dropped")
            return Fault(_wrong_item(annotation, item), annotation.invalid)
    return None
