"""Hypothesis strategies for Ingress manifests and their parts, and small emitters that write them in many styles."""

from __future__ import annotations

import copy
import json
import re
from typing import Any, NamedTuple

from hypothesis import strategies as st

from ingress_lint.scalars import plain_value

SIGNS = "ab0-._/%*:@ \nAZéß٣İ\u212a~,'\"\\#$[|>\t\u0001"
junk = st.text(st.sampled_from(SIGNS), max_size=8)
labels = st.from_regex(r"[a-z]([a-z0-9-]{0,6}[a-z0-9])?", fullmatch=True)
subdomains = st.lists(labels, min_size=1, max_size=3).map(".".join)
long_names = st.builds(
    lambda unit, count: unit * count,
    st.sampled_from(["a", "é", "a.", "a-", "*."]),
    st.sampled_from([8, 16, 32, 63, 64, 127, 253, 254]),
)
addresses = st.one_of(
    st.ip_addresses().map(str), st.sampled_from(["010.0.0.1", "::ffff:1.2.3.4", "1.2.3", "::1%lo", "256.1.1.1", "::"])
)
names = st.one_of(labels, subdomains, long_names, junk)
hosts = st.one_of(subdomains, subdomains.map("*.{}".format), subdomains.map(str.upper), addresses, long_names, junk)
paths = st.one_of(
    st.lists(st.sampled_from(["/", "a", "..", ".", "%2F", "%2f", "//", "*", "é", "(.*)"]), max_size=5).map("".join),
    subdomains.map("/{}".format),
    junk,
)
keys = st.one_of(st.builds("{}/{}".format, subdomains, labels), labels, junk)
annotations = st.dictionaries(st.one_of(st.just("kubernetes.io/ingress.class"), keys), junk, max_size=3)
ports = st.one_of(
    st.builds(lambda number: {"number": number}, st.one_of(st.integers(1, 65535), st.integers(-(2**33), 2**33))),
    st.builds(lambda name: {"name": name}, names),
)


def _record(
    required: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]]
) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


services = _record({"name": names, "port": ports}, {})
references = _record({"kind": names, "name": names}, {"apiGroup": names})
backends = st.one_of(_record({"service": services}, {}), _record({}, {"service": services, "resource": references}))
path_types = st.sampled_from(["Exact", "Prefix", "ImplementationSpecific", "prefix", ""])
entries = _record({"pathType": path_types, "backend": backends}, {"path": paths})
rules = _record({}, {"host": hosts, "http": _record({"paths": st.lists(entries, min_size=1, max_size=2)}, {})})
tls = _record({}, {"hosts": st.lists(hosts, max_size=2), "secretName": names})
metadata = _record(
    {"name": names},
    {
        "namespace": names,
        "generateName": names,
        "annotations": annotations,
        "labels": st.dictionaries(keys, names, max_size=2),
        "finalizers": st.lists(st.one_of(keys, st.sampled_from(["orphan", "foregroundDeletion"])), max_size=2),
    },
)
ingresses = _record(
    {"apiVersion": st.just("networking.k8s.io/v1"), "kind": st.just("Ingress"), "metadata": metadata},
    {
        "spec": _record(
            {"rules": st.lists(rules, min_size=1, max_size=2)},
            {"ingressClassName": names, "defaultBackend": backends, "tls": st.lists(tls, max_size=2)},
        )
    },
)
parameters = _record(
    {"kind": names, "name": names},
    {"apiGroup": names, "scope": st.sampled_from(["Cluster", "Namespace", ""]), "namespace": names},
)
classes = _record(
    {"apiVersion": st.just("networking.k8s.io/v1"), "kind": st.just("IngressClass"), "metadata": metadata},
    {"spec": _record({"controller": keys}, {"parameters": parameters})},
)
valid_ingresses = st.builds(
    lambda name, host, path, path_type: {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": name},
        "spec": {
            "rules": [
                {
                    "host": host,
                    "http": {
                        "paths": [
                            {
                                "path": path,
                                "pathType": path_type,
                                "backend": {"service": {"name": "web", "port": {"number": 80}}},
                            }
                        ]
                    },
                }
            ]
        },
    },
    subdomains,
    subdomains,
    labels.map("/{}".format),
    st.sampled_from(["Exact", "Prefix", "ImplementationSpecific"]),
)
anything = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**40), 2**40),
    st.just(1.5),
    junk,
    st.just([]),
    st.just({}),
    st.just([None]),
)


@st.composite
def mutated(draw: st.DrawFn, base: st.SearchStrategy[dict[str, Any]]) -> dict[str, Any]:
    """A manifest in which some node is replaced, removed, or has another key."""
    value = copy.deepcopy(draw(base))
    for _ in range(draw(st.integers(0, 3))):
        holders = list(_holders(value))
        if not holders:
            break
        holder, key = draw(st.sampled_from(holders))
        if key not in (holder if isinstance(holder, dict) else range(len(holder))):
            continue
        change = draw(st.sampled_from(["replace", "remove", "rename"]))
        if change == "replace":
            holder[key] = copy.deepcopy(draw(anything))  # an example may be one object, drawn twice
        elif change == "remove":
            del holder[key]
        elif isinstance(holder, dict):
            holder[draw(st.sampled_from([key.lower(), f"{key}s", "foo"]))] = holder.pop(key)
    return value


def _holders(value: Any) -> Any:
    """Every (collection, key) of a manifest, kind and apiVersion apart."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if key not in ("kind", "apiVersion"):
            yield value, key
        yield from _holders(inner)


class Style(NamedTuple):
    """How a value is written: as JSON, or as YAML in block or flow form with one kind of quotes where they fit."""

    form: str
    quote: str
    reverse: bool


styles = st.builds(
    Style, st.sampled_from(["json", "block", "flow"]), st.sampled_from(["plain", "'", '"']), st.booleans()
)


def write(value: Any, style: Style) -> str:
    """The text of a manifest."""
    if style.reverse:
        value = _reversed(value)
    if style.form == "json":
        return json.dumps(value, indent=2, ensure_ascii=False)
    return _flow(value, style) + "\n" if style.form == "flow" else _block(value, style, "") + "\n"


def _reversed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _reversed(value[key]) for key in reversed(value)}
    return [_reversed(item) for item in value] if isinstance(value, list) else value


def _flow(value: Any, style: Style) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, style)}: {_flow(item, style)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item, style) for item in value) + "]"
    return _scalar(value, style)


def _block(value: Any, style: Style, indent: str) -> str:
    if not value or not isinstance(value, dict | list):
        return _flow(value, style)
    pairs = (
        ((f"{_scalar(key, style)}:", item) for key, item in value.items())
        if isinstance(value, dict)
        else (("-", item) for item in value)
    )
    lines = []
    for head, item in pairs:
        nested = bool(item) and isinstance(item, dict | list)
        lines.append(
            f"{indent}{head}\n{_block(item, style, indent + '  ')}"
            if nested
            else f"{indent}{head} {_flow(item, style)}"
        )
    return "\n".join(lines)


def _scalar(value: Any, style: Style) -> str:
    if not isinstance(value, str):
        return json.dumps(value)
    if style.quote == "plain" and re.fullmatch(r"[A-Za-z0-9/][A-Za-z0-9._/-]*", value) and plain_value(value) == value:
        return value
    if style.quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)
