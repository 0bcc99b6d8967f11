"""What a plain YAML scalar means to kubectl.

kubectl reads YAML with sigs.k8s.io/yaml over go.yaml.in/yaml/v2, a YAML 1.1 with changes: no
base 60, no dates, and a leading zero is octal only where every digit is. The facts are those of
its `resolve.go`; the numbers are parsed as Go's strconv does.
"""

from __future__ import annotations

import re

_WORDS: dict[str, object] = {
    **dict.fromkeys(("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"), True),
    **dict.fromkeys(("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"), False),
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
}
_NOT_JSON = frozenset(
    [".nan", ".NaN", ".NAN"] + [sign + word for word in (".inf", ".Inf", ".INF") for sign in ("", "+", "-")]
)
TYPED_START = frozenset("+-.0123456789~yYnNtTfFoO")
"""A plain scalar that starts with anything else is a string: one look decides most of them."""

_INTEGER = r"[-+]?(?:0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|[1-9][0-9]*|0)"
_FLOAT = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
_TYPES = {"int": (int,), "float": (int, float), "bool": (bool,), "null": (type(None),)}
_DATE = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"


class NotJson(ValueError):
    """A value that YAML can say and JSON cannot, such as `.inf`, or a tag that does not fit."""


def plain_value(text: str) -> object:
    """The value of an untagged plain scalar: str, int, float, bool or None.

    Raises `NotJson` for infinities and not-a-number.
    """
    if text and text[0] not in TYPED_START:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if text in _NOT_JSON:
        raise NotJson(f"`{text}` has no JSON form")
    return text if text[0] in "~yYnNtTfFoO" else _number(text)


def _number(text: str) -> object:
    if text[0] != "0" and len(text) < 18 and text.isascii() and text.isdecimal():
        return int(text)  # nearly every number of a manifest is a port
    # A number that starts with a dot keeps its underscores and then is none.
    digits = text if text[0] == "." else text.replace("_", "")
    if re.fullmatch(_INTEGER, digits):
        value = _integer(digits)
        if -(2**63) <= value < 2**64:
            return value
    if not re.fullmatch(_FLOAT, digits):
        return text
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        return text
    return _whole(number)


def is_integer(text: str) -> bool:
    """Whether a number is written as an integer that fits 64 bits: `80` is, `80.0`, `8e1` and `080` are not."""
    digits = text.replace("_", "")
    return re.fullmatch(_INTEGER, digits) is not None and -(2**63) <= _integer(digits) < 2**64


def _integer(digits: str) -> int:
    sign = -1 if digits[0] == "-" else 1
    body = digits.lstrip("+-").lower()
    if body.startswith(("0x", "0b", "0o")):
        return sign * int(body, 0)
    return sign * int(body, 8 if body.startswith("0") else 10)


def _whole(number: float) -> object:
    """Whole floats are written to JSON without a fraction, so `80.0` arrives as the integer 80."""
    return int(number) if number.is_integer() and abs(number) < 1e21 else number


def tagged_value(tag: str, text: str) -> object:
    """The value of a scalar with an explicit tag; raises `NotJson` where the tag does not fit."""
    short = tag.removeprefix("tag:yaml.org,2002:")
    if short == "binary":
        return _binary(text)
    value: object = text
    if short == "timestamp":
        fits = re.match(_DATE, text) is not None
    elif short in _TYPES:
        value = plain_value(text)
        fits = type(value) in _TYPES[short] and (short != "int" or is_integer(text))
    else:  # `!!str`, and tags that nobody knows
        fits = True
    if not fits:
        raise NotJson(f"`{text}` is not a value of the tag `!!{short}`")
    return value


def _binary(text: str) -> str:
    import base64
    import binascii

    try:
        # Go skips line breaks and no other blank.
        bare = text.replace("\n", "").replace("\r", "")
        return base64.b64decode(bare, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        raise NotJson("the value of the tag `!!binary` is not base64") from None


def key_text(value: object, text: str) -> str:
    """A typed mapping key as its JSON text: `8080`, `true`, `1.5`; `text` is how it is written.

    Raises `NotJson` for an integer above 63 bits, which cannot be a key.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and abs(value) >= 1_000_000:
        if is_integer(text):
            if value >= 2**63:
                raise NotJson(f"`{text}` is too large a number for a key")
        elif re.fullmatch(_FLOAT, text.replace("_", "")):
            return re.sub(r"\.?0+e", "e", f"{value:e}")  # Go writes a float from a million on as `1e+06`
    return str(value)
