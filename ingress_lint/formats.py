"""Formats that values of annotations share: booleans and durations of Go, networks, maps, references."""

from __future__ import annotations

import re
from collections.abc import Callable

GO_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
GO_FALSE = frozenset(("0", "f", "F", "FALSE", "false", "False"))
_DURATION = r"[+-]?(?:0|(?:(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:ns|us|µs|μs|ms|s|m|h))+)"
_DURATION_PART = r"([0-9.]+)(ns|us|µs|μs|ms|s|m|h)"
_SECONDS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}


def boolean(value: str) -> bool | None:
    """What Go's `strconv.ParseBool` reads; None if it reads nothing."""
    return True if value in GO_TRUE else False if value in GO_FALSE else None


def duration(value: str) -> float | None:
    """Seconds of a Go duration; None if `time.ParseDuration` refuses it."""
    if not re.fullmatch(_DURATION, value):
        return None
    seconds = sum(float(number) * _SECONDS[unit] for number, unit in re.findall(_DURATION_PART, value))
    return -seconds if value.startswith("-") else seconds


def network(item: str, *, masked: bool) -> bool:
    """Whether Go takes an address or a network; `masked` asks for the mask."""
    from ipaddress import ip_address, ip_network

    address, slash, mask = item.partition("/")
    if "%" in item or (slash and not mask.isdecimal()) or (masked and not slash):
        return False
    try:
        return bool(ip_network(item, strict=False) if slash else ip_address(address))
    except ValueError:
        return False


def _stringmap(value: str) -> str | None:
    wrong = next((i for i in value.split(",") if i.strip() and not re.match(r"\s*[^=\s][^=]*=", i)), None)
    return f"no list of `key=value` items: `{wrong.strip()}`" if wrong is not None else None


def _middleware(value: str) -> str | None:
    wrong = next((i for i in value.split(",") if not re.fullmatch(r"\s*[^@\s/]+@[a-z][a-z0-9-]*\s*", i)), None)
    example = "`namespace-name@kubernetescrd`"
    return f"no reference of the form `name@provider` (as {example})" if wrong is not None else None


def _seconds(value: str) -> str | None:
    seconds = int(value) if value.isdecimal() else duration(value)
    if seconds is None:
        return "neither seconds nor a duration"
    return None if 1 <= int(seconds) < 2**31 else "no time from 1 to 2147483647 seconds"


def _port_name(value: str) -> str | None:
    taken = value == "traffic-port" or (value.isdecimal() and 0 < int(value) < 65536)
    return None if taken else "neither a port nor `traffic-port`"


def _arns(value: str) -> str | None:
    wrong = next((i for i in value.split(",") if i.strip() and not i.strip().startswith("arn:")), None)
    return None if wrong is None or value == "none" else "no ARN (`arn:…`)"


def _ports(value: str) -> str | None:
    wrong = next((i for i in value.split(",") if not re.fullmatch(r"\s*[0-9]{1,5}\s*", i)), None)
    return f"no list of ports: `{wrong.strip()}`" if wrong is not None else None


FORMATS: dict[str, Callable[[str], str | None]] = {
    "key=value": _stringmap,
    "port=port": _stringmap,
    "name@provider": _middleware,
    "seconds-or-go-duration": _seconds,
    "port-or-traffic-port": _port_name,
    "arn": _arns,
    "port": _ports,
}
"""What is wrong with a value, by the format of the catalogue; None if nothing is."""
