"""The group `api` against the numbered conditions of docs/api-server.md, each both ways.

A case is an identifier that starts with the number, the changes to a good manifest (path of keys
to value), and the fields the API server names: none for an object it accepts.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from tests.agreement import main, opinion, uncovered

DELETE = object()
PORT = {"number": 80}
SERVICE = {"name": "web", "port": PORT}
INGRESS: dict[str, Any] = {
    "apiVersion": "networking.k8s.io/v1",
    "kind": "Ingress",
    "metadata": {"name": "shop"},
    "spec": {
        "rules": [
            {
                "host": "shop.example.com",
                "http": {"paths": [{"path": "/", "pathType": "Prefix", "backend": {"service": SERVICE}}]},
            }
        ]
    },
}
CLASS: dict[str, Any] = {
    "apiVersion": "networking.k8s.io/v1",
    "kind": "IngressClass",
    "metadata": {"name": "internal"},
    "spec": {"controller": "example.com/controller"},
}
RULE = "spec.rules[0]"
HOST = f"{RULE}.host"
ENTRY = f"{RULE}.http.paths[0]"
PATH, TYPE, BACKEND = f"{ENTRY}.path", f"{ENTRY}.pathType", f"{ENTRY}.backend"
NAME, PORT_NAME, PORT_NUMBER = (f"{BACKEND}.service.{key}" for key in ("name", "port.name", "port.number"))
META = "metadata"
ANNOTATION = "kubernetes.io/ingress.class"
H = "spec rules 0 host"
P = "spec rules 0 http paths 0"
B = f"{P} backend"
S = f"{B} service"
OWNER = {"apiVersion": "v1", "kind": "Pod", "name": "a", "uid": "1"}
REFERENCE = {"apiGroup": "example.com", "kind": "Bucket", "name": "pictures"}

Changes = dict[str, Any]
Case = tuple[str, Changes, tuple[str, ...]]


def changed(base: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """A copy of a manifest with some values replaced, or removed (`DELETE`)."""
    value = copy.deepcopy(base)
    for path, new in changes.items():
        node: Any = value
        *parents, last = (int(key) if key.isdecimal() else key for key in path.split())
        for key in parents:
            node = node[key] if isinstance(key, int) else node.setdefault(key, {})
        if new is DELETE:
            del node[last]
        else:
            node[last] = new
    return value


def judge(value: dict[str, Any], *, minor: int = 35) -> tuple[str, set[str]]:
    """Verdict and every field, those of covered findings included."""
    found = opinion("case.json", json.dumps(value).encode(), minor)
    return found.verdict, set(found.fields | uncovered(found.project))


def hosts(number: str, field: tuple[str, ...], *values: object) -> list[Case]:
    return [(f"{number}-{value!s:.24}", {H: value}, field) for value in values]


def paths(number: str, path_type: str, field: tuple[str, ...], *values: object) -> list[Case]:
    return [
        (f"{number}-{path_type}-{value!s:.24}", {f"{P} path": value, f"{P} pathType": path_type}, field)
        for value in values
    ]


METADATA: list[Case] = [
    ("M1-name-and-prefix-missing", {"metadata": {}}, ("metadata.name",)),
    ("M1-empty-name", {"metadata name": ""}, ("metadata.name",)),
    ("M1-null-metadata", {"metadata": None}, ("metadata.name",)),
    ("M1-no-metadata", {"metadata": DELETE}, ("metadata.name",)),
    ("M2-253-bytes", {"metadata name": "a" * 253}, ()),
    ("M2-254-bytes", {"metadata name": "a" * 254}, ("metadata.name",)),
    ("M2-dots-and-digits", {"metadata name": "1.a-b.c"}, ()),
    ("M2-part-of-64-bytes", {"metadata name": "a" * 64 + ".b"}, ()),
    ("M2-upper-case", {"metadata name": "Shop"}, ("metadata.name",)),
    ("M2-final-newline", {"metadata name": "shop\n"}, ("metadata.name",)),
    ("M2-non-ascii", {"metadata name": "café"}, ("metadata.name",)),
    ("M2-arabic-digit", {"metadata name": "shop٣"}, ("metadata.name",)),
    ("M3-prefix-only", {"metadata": {"generateName": "shop-"}}, ()),
    ("M3-long-prefix", {"metadata": {"generateName": "a" * 253}}, ()),
    ("M4-upper-case-prefix", {"metadata": {"generateName": "Shop-"}}, ("metadata.generateName", "metadata.name")),
    ("M4-prefix-beside-a-name", {"metadata generateName": "Shop-"}, ("metadata.generateName",)),
    ("M4-final-dot", {"metadata": {"generateName": "shop."}}, ("metadata.generateName",)),
    ("M4-masked-upper-case", {"metadata": {"generateName": "A-"}}, ("metadata.name",)),
    ("M4-masked-inside-a-character", {"metadata generateName": "é-"}, ("metadata.generateName",)),
    ("M4-too-long-prefix", {"metadata": {"generateName": "a" * 254}}, ("metadata.generateName",)),
    ("M5-null-namespace", {"metadata namespace": None}, ()),
    ("M5-empty-namespace", {"metadata namespace": ""}, ()),
    ("M6-63-bytes", {"metadata namespace": "a" * 63}, ()),
    ("M6-64-bytes", {"metadata namespace": "a" * 64}, ("metadata.namespace",)),
    ("M6-dot", {"metadata namespace": "a.b"}, ("metadata.namespace",)),
    ("M7-namespace-of-its-own", {"metadata namespace": "team"}, ()),
    ("M9-upper-case-name", {"metadata labels": {"example.com/App_1.x": "a"}}, ()),
    ("M9-upper-case-prefix", {"metadata labels": {"Example.com/app": "a"}}, ("metadata.labels",)),
    ("M9-empty-prefix", {"metadata labels": {"/app": "a"}}, ("metadata.labels",)),
    ("M9-empty-name", {"metadata labels": {"example.com/": "a"}}, ("metadata.labels",)),
    ("M9-empty-key", {"metadata labels": {"": "a"}}, ("metadata.labels",)),
    ("M9-two-slashes", {"metadata labels": {"a/b/c": "a"}}, ("metadata.labels",)),
    ("M9-63-bytes", {"metadata labels": {"a" * 63: "a"}}, ()),
    ("M9-64-bytes", {"metadata labels": {"a" * 64: "a"}}, ("metadata.labels",)),
    ("M10-empty", {"metadata labels": {"app": ""}}, ()),
    ("M10-63-bytes", {"metadata labels": {"app": "a" * 63}}, ()),
    ("M10-64-bytes", {"metadata labels": {"app": "a" * 64}}, ("metadata.labels",)),
    ("M10-blank", {"metadata labels": {"app": "a b"}}, ("metadata.labels",)),
    ("M10-final-hyphen", {"metadata labels": {"app": "a-"}}, ("metadata.labels",)),
    ("M11-upper-case-prefix", {"metadata annotations": {"Example.COM/Key": "a"}}, ()),
    ("M11-kelvin-sign", {"metadata annotations": {"example.com/\u212a": "a"}}, ()),
    ("M11-dotted-capital-i", {"metadata annotations": {"example.com/\u0130": "a"}}, ()),
    ("M11-two-slashes", {"metadata annotations": {"example.com/a/b": "a"}}, ("metadata.annotations",)),
    ("M11-blank", {"metadata annotations": {"a key": "a"}}, ("metadata.annotations",)),
    ("M12-any-text", {"metadata annotations": {"a": "\u0000 { é \n" * 9}}, ()),
    ("M13-262144-bytes", {"metadata annotations": {"a": "é" * 131_071, "b": ""}}, ()),
    ("M13-262145-bytes", {"metadata annotations": {"a": "é" * 131_071, "bc": ""}}, ("metadata.annotations",)),
    ("M14-bad-character", {"metadata finalizers": ["example.com/a b"]}, ("metadata.finalizers",)),
    ("M14-domain", {"metadata finalizers": ["example.com/a"]}, ()),
    ("M15-no-domain", {"metadata finalizers": ["a.b/c", "cleanup"]}, ("metadata.finalizers[1]",)),
    ("M15-standard", {"metadata finalizers": ["kubernetes", "orphan"]}, ()),
    ("M14-M15-null", {"metadata finalizers": [None]}, ("metadata.finalizers", "metadata.finalizers[0]")),
    ("M16-both", {"metadata finalizers": ["orphan", "foregroundDeletion"]}, ("metadata.finalizers",)),
    ("M17-complete", {"metadata ownerReferences": [OWNER]}, ()),
    (
        "M17-empty",
        {"metadata ownerReferences": [{}]},
        tuple(f"metadata.ownerReferences.{key}" for key in ("apiVersion", "kind", "name", "uid")),
    ),
    (
        "M17-no-version",
        {"metadata ownerReferences": [{**OWNER, "apiVersion": "apps/"}]},
        ("metadata.ownerReferences.apiVersion",),
    ),
    (
        "M17-two-slashes",
        {"metadata ownerReferences": [{**OWNER, "apiVersion": "a/b/c"}]},
        ("metadata.ownerReferences.apiVersion",),
    ),
    ("M18-core-event", {"metadata ownerReferences": [{**OWNER, "kind": "Event"}]}, ("metadata.ownerReferences",)),
    (
        "M18-other-event",
        {"metadata ownerReferences": [{**OWNER, "apiVersion": "events.k8s.io/v1", "kind": "Event"}]},
        (),
    ),
    (
        "M18-two-controllers",
        {"metadata ownerReferences": [{**OWNER, "controller": True, "uid": uid} for uid in "12"]},
        ("metadata.ownerReferences",),
    ),
    (
        "M18-one-controller",
        {"metadata ownerReferences": [{**OWNER, "controller": True}, {**OWNER, "controller": False}]},
        (),
    ),
    ("M20-ignored", {"metadata uid": "x", "metadata selfLink": "y", "metadata creationTimestamp": None}, ()),
    ("M20-rfc-3339", {"metadata creationTimestamp": "2026-02-28T12:00:00Z"}, ()),
    ("M20-hour-of-one-digit", {"metadata creationTimestamp": "2026-02-28T1:00:00+23:60"}, ()),
    ("M20-no-date", {"metadata creationTimestamp": "yesterday"}, ("metadata.creationTimestamp",)),
    ("M21-negative", {"metadata generation": -1}, ()),
    ("M22-cleared-by-kubectl", {"metadata resourceVersion": "123"}, ()),
    ("M23-left-alone", {"metadata managedFields": []}, ()),
    ("M24-null-maps", {"metadata labels": None, "metadata annotations": None, "metadata finalizers": None}, ()),
    ("M24-null-values", {"metadata labels": {"a": None}, "metadata annotations": {"a": None}}, ()),
]

SPEC: list[Case] = [
    ("S1-missing", {"spec": DELETE}, ("spec",)),
    ("S1-null", {"spec": None}, ("spec",)),
    ("S1-tls-alone", {"spec": {"tls": [{"secretName": "a"}], "ingressClassName": "a"}}, ("spec",)),
    ("S1-empty-rules", {"spec rules": []}, ("spec",)),
    ("S1-null-default", {"spec": {"defaultBackend": None}}, ("spec",)),
    ("S1-default-alone", {"spec": {"defaultBackend": {"service": SERVICE}}}, ()),
    ("S2-empty-default", {"spec defaultBackend": {}}, ("spec.defaultBackend",)),
    (
        "S2-bad-default",
        {"spec defaultBackend": {"service": {"name": "Web", "port": PORT}}},
        ("spec.defaultBackend.service.name",),
    ),
    ("S3-no-http", {"spec rules": [{"host": "a"}]}, ()),
    ("S3-empty-and-null", {"spec rules": [{}, None, {"http": None}]}, ()),
    ("S4-empty", {"spec rules 0 http": {}}, (f"{RULE}.http.paths",)),
    ("S4-null", {"spec rules 0 http paths": None}, (f"{RULE}.http.paths",)),
    ("S4-no-path", {"spec rules 0 http paths": []}, (f"{RULE}.http.paths",)),
    ("S5-twice", {"spec rules": INGRESS["spec"]["rules"] * 2}, ()),
    ("H1-missing", {H: DELETE}, ()),
    *hosts("H1", (), None, ""),
    *hosts(
        "H2",
        (HOST,),
        "1.2.3.4",
        "010.0.0.1",
        "00000000001.0.0.1",
        "::1",
        "::ffff:01.2.3.4",
        "00001::",
        "1:2:3:4:5:6:7::",
    ),
    *hosts(
        "H3",
        (HOST,),
        "Shop.example.com",
        "a_b",
        "a:80",
        "http://a",
        "a/b",
        "a b",
        "a.",
        ".a",
        "a..b",
        "-a",
        "a-.b",
        "café",
        "a\n",
    ),
    *hosts("H3", (HOST,), "a" * 254),
    *hosts(
        "H4", (HOST,), "*", "*.", "*bar.com", "f*.bar.com", "*.*.bar.com", "foo.*.com", "bar.com.*", "*." + "a" * 252
    ),
    *hosts("H4", (), "*.bar.com", "*." + "a" * 251),
    *hosts(
        "H6",
        (),
        "256.256.256.256",
        "1.2.3",
        "1.2.3.4.5",
        "*.10.0.0.1",
        "*.com",
        "localhost",
        "a" * 64,
        "3com.example",
        "a" * 253,
    ),
    ("P1-missing", {f"{P} pathType": DELETE}, (TYPE,)),
    ("P1-null", {f"{P} pathType": None}, (TYPE,)),
    ("P1-hides-the-path", {f"{P} pathType": None, f"{P} path": "a"}, (TYPE,)),
    ("P1-null-entry", {P: None}, (TYPE,)),
    *paths("P2", "exact", (TYPE,), "/", "a"),
    *paths("P2", "", (TYPE,), "/"),
    ("P2-backend-is-checked", {f"{P} pathType": "Regex", S: {"port": PORT}}, (TYPE, NAME)),
    *paths("P3", "Exact", (PATH,), "", None, "a", " /a"),
    *paths("P3", "Prefix", (PATH,), "", None, "a", "*"),
    *paths("P4", "Prefix", (PATH,), "//", "/a//b", "/a/./b", "/a/../b", "/a%2fb", "/a%2Fb"),
    *paths("P5", "Exact", (PATH,), "/..", "/.", "/a/..", "/a/."),
    *paths("P3-P4", "Prefix", (PATH,), "a//b"),
    *paths("P6", "ImplementationSpecific", (), "", None),
    *paths("P7", "ImplementationSpecific", (PATH,), "a", "~ ^/a", "^/a"),
    *paths("P8", "ImplementationSpecific", (), "/a//b/../%2f/.", "/[a"),
    *paths(
        "P9",
        "Exact",
        (),
        "/a b",
        "/a?b#c",
        "/*",
        "/é",
        "/%zz",
        "/%2e",
        "/a\\b",
        "/a\nb",
        "/...",
        "/.x",
        "/a..b",
        "/" + "a" * 5000,
    ),
]

BACKENDS: list[Case] = [
    ("B1-missing", {B: DELETE}, (BACKEND,)),
    ("B1-null", {B: None}, (BACKEND,)),
    ("B1-null-members", {B: {"service": None, "resource": None}}, (BACKEND,)),
    ("B2-both", {B: {"service": SERVICE, "resource": REFERENCE}}, (BACKEND,)),
    ("B2-both-empty", {B: {"service": {}, "resource": {}}}, (BACKEND,)),
    ("B3-missing", {f"{S} name": DELETE}, (NAME,)),
    ("B3-null", {f"{S} name": None}, (NAME,)),
    *[(f"B4-{name:.12}", {f"{S} name": name}, (NAME,)) for name in ("a.b", "1a", "Web", "a-", "a_b", "a" * 64, "a\n")],
    *[(f"B4-{name:.12}", {f"{S} name": name}, ()) for name in ("a", "web-1", "a" * 63)],
    ("B5-zero", {f"{S} port number": 0}, (BACKEND,)),
    ("B5-null", {f"{S} port number": None}, (BACKEND,)),
    ("B5-no-port", {f"{S} port": DELETE}, (BACKEND,)),
    ("B5-null-port", {f"{S} port": None}, (BACKEND,)),
    ("B5-empty-port", {f"{S} port": {}}, (BACKEND,)),
    ("B6-both", {f"{S} port name": "http"}, (BACKEND,)),
    ("B7-empty-name", {f"{S} port name": ""}, ()),
    ("B7-zero-with-a-name", {f"{S} port": {"name": "http", "number": 0}}, ()),
    *[(f"B8-{number}", {f"{S} port number": number}, (PORT_NUMBER,)) for number in (-1, 65536, 2**31 - 1)],
    *[(f"B8-{number}", {f"{S} port number": number}, ()) for number in (1, 65535)],
    *[
        (f"B9-{name}", {f"{S} port": {"name": name}}, (PORT_NAME,))
        for name in ("a" * 16, "80", "a--b", "-a", "a-", "A", "a_b")
    ],
    *[(f"B9-{name}", {f"{S} port": {"name": name}}, ()) for name in ("a" * 15, "8a", "a-b-c")],
    ("B10-empty-service", {S: {}}, (NAME, BACKEND)),
    ("R1-empty", {B: {"resource": {}}}, (f"{BACKEND}.resource.kind", f"{BACKEND}.resource.name")),
    ("R1-no-name", {B: {"resource": {"kind": "A"}}}, (f"{BACKEND}.resource.name",)),
    ("R2-free-form", {B: {"resource": {"kind": "a B", "name": "C d..é"}}}, ()),
    ("R2-slash", {B: {"resource": {"kind": "A", "name": "a/b"}}}, (f"{BACKEND}.resource.name",)),
    ("R2-percent", {B: {"resource": {"kind": "A%", "name": "a"}}}, (f"{BACKEND}.resource.kind",)),
    (
        "R2-dots",
        {B: {"resource": {"kind": "..", "name": "."}}},
        (f"{BACKEND}.resource.kind", f"{BACKEND}.resource.name"),
    ),
    ("R3-group", {B: {"resource": REFERENCE}}, ()),
    ("R3-null", {B: {"resource": {**REFERENCE, "apiGroup": None}}}, ()),
    ("R3-empty", {B: {"resource": {**REFERENCE, "apiGroup": ""}}}, (f"{BACKEND}.resource.apiGroup",)),
    ("R3-version", {B: {"resource": {**REFERENCE, "apiGroup": "a/v1"}}}, (f"{BACKEND}.resource.apiGroup",)),
    ("R4-in-a-service", {f"{S} namespace": "a"}, (f"{BACKEND}.service.namespace",)),
    ("R4-in-a-resource", {B: {"resource": {**REFERENCE, "namespace": "a"}}}, (f"{BACKEND}.resource.namespace",)),
    ("R5-never-looked-up", {f"{S} name": "no-such-service", "spec ingressClassName": "no-such-class"}, ()),
]

TLS_HOST = "spec.tls[0].hosts[0]"
TLS_CASES: list[Case] = [
    ("T1-empty-and-null", {"spec tls": [{}, None, {"hosts": None}, {"hosts": []}]}, ()),
    ("T1-null", {"spec tls": None}, ()),
    *[
        (f"T2-{host}", {"spec tls": [{"hosts": [host]}]}, (TLS_HOST,))
        for host in ("", None, "A.example.com", "a b", "a:443")
    ],
    *[(f"T3-{host}", {"spec tls": [{"hosts": [host]}]}, (TLS_HOST,)) for host in ("*", "a.*.b", "*.*.b")],
    ("T3-wildcard", {"spec tls": [{"hosts": ["*.example.com"]}]}, ()),
    ("T2-second-host", {"spec tls": [{}, {"hosts": ["a", "B"]}]}, ("spec.tls[1].hosts[1]",)),
    ("T4-address", {"spec tls": [{"hosts": ["10.0.0.1"]}]}, ()),
    ("T4-no-ipv6-either-way", {"spec tls": [{"hosts": ["::1"]}]}, (TLS_HOST,)),
    *[
        (f"T5-{name:.9}", {"spec tls": [{"secretName": name}]}, ("spec.tls[0].secretName",))
        for name in ("a/b", "A", "a b", "a" * 254)
    ],
    *[(f"T5-{name!s:.9}", {"spec tls": [{"secretName": name}]}, ()) for name in ("", None, "a.b", "a" * 253)],
    ("T6-duplicates", {"spec tls": [{"hosts": ["a", "a"]}, {"hosts": ["a"]}]}, ()),
]

CONFLICT = (f"annotations.{ANNOTATION}",)
CLASS_FIELD: list[Case] = [
    ("C1-name", {"spec ingressClassName": "a.b"}, ()),
    ("C1-null", {"spec ingressClassName": None}, ()),
    ("C1-empty", {"spec ingressClassName": ""}, ("spec.ingressClassName",)),
    ("C1-upper-case", {"spec ingressClassName": "Nginx"}, ("spec.ingressClassName",)),
    ("C3-equal", {"spec ingressClassName": "a", "metadata annotations": {ANNOTATION: "a"}}, ()),
    ("C4-different", {"spec ingressClassName": "a", "metadata annotations": {ANNOTATION: "b"}}, CONFLICT),
    ("C4-case", {"spec ingressClassName": "a", "metadata annotations": {ANNOTATION: "A"}}, CONFLICT),
    ("C4-empty-annotation", {"spec ingressClassName": "a", "metadata annotations": {ANNOTATION: None}}, CONFLICT),
]

PARAMETERS = "spec.parameters"
GOOD = {"apiGroup": "example.com", "kind": "Parameters", "name": "a"}
CLASSES: list[Case] = [
    ("IC1-missing", {"spec": {}}, ("spec.controller",)),
    ("IC1-null-spec", {"spec": None}, ("spec.controller",)),
    ("IC1-empty", {"spec controller": ""}, ("spec.controller",)),
    ("IC2-250-bytes", {"spec controller": "a/" + "b" * 248}, ()),
    ("IC2-251-bytes", {"spec controller": "a/" + "b" * 249}, ("spec.controller",)),
    *[(f"IC3-{name}", {"spec controller": name}, ("spec.controller",)) for name in ("a", "/a", "a/", "/")],
    *[(f"IC4-{name}", {"spec controller": name}, ("spec.controller",)) for name in ("A.com/a", "a_b/c", "é/a")],
    ("IC4-one-part", {"spec controller": "a/b"}, ()),
    *[
        (f"IC5-{name}", {"spec controller": name}, ("spec.controller",))
        for name in ("a/b c", "a/é", "a/b?", "a/b\n", 'a/"')
    ],
    ("IC5-punctuation", {"spec controller": "a/b/-._~%!$&'()*+,;=:/"}, ()),
    ("IC6-empty", {"spec parameters": {}}, (f"{PARAMETERS}.kind", f"{PARAMETERS}.name")),
    ("IC6-null", {"spec parameters": None}, ()),
    ("IC7-slash", {"spec parameters": {**GOOD, "name": "a/b"}}, (f"{PARAMETERS}.name",)),
    ("IC7-empty-group", {"spec parameters": {**GOOD, "apiGroup": ""}}, (f"{PARAMETERS}.apiGroup",)),
    ("IC8-defaulted", {"spec parameters": GOOD}, ()),
    ("IC8-null", {"spec parameters": {**GOOD, "scope": None}}, ()),
    ("IC9-empty", {"spec parameters": {**GOOD, "scope": ""}}, (f"{PARAMETERS}.scope",)),
    ("IC9-lower-case", {"spec parameters": {**GOOD, "scope": "cluster"}}, (f"{PARAMETERS}.scope",)),
    ("IC10-missing", {"spec parameters": {**GOOD, "scope": "Namespace"}}, (f"{PARAMETERS}.namespace",)),
    ("IC10-given", {"spec parameters": {**GOOD, "scope": "Namespace", "namespace": "a"}}, ()),
    ("IC11-empty", {"spec parameters": {**GOOD, "scope": "Namespace", "namespace": ""}}, (f"{PARAMETERS}.namespace",)),
    ("IC11-dot", {"spec parameters": {**GOOD, "scope": "Namespace", "namespace": "a.b"}}, (f"{PARAMETERS}.namespace",)),
    ("IC12-cluster", {"spec parameters": {**GOOD, "scope": "Cluster", "namespace": "a"}}, (f"{PARAMETERS}.namespace",)),
    ("IC12-empty", {"spec parameters": {**GOOD, "namespace": ""}}, (f"{PARAMETERS}.namespace",)),
    ("IC13-any-value", {"metadata annotations": {"ingressclass.kubernetes.io/is-default-class": "yes"}}, ()),
    ("IC14-status", {"status": {}}, ("status",)),
    ("M8-namespace-of-a-class", {"metadata namespace": "Not_A_Namespace"}, ()),
]

DECODING: list[Case] = [
    (
        "K2-v1beta1",
        {"apiVersion": "networking.k8s.io/v1beta1", "spec": {"backend": {"serviceName": "a", "servicePort": 80}}},
        ("apiVersion",),
    ),
    *[
        (f"K3-{version}", {"apiVersion": version}, ("apiVersion",))
        for version in ("networking.k8s.io/v2", "Networking.k8s.io/v1", "networking.k8s.io/v1 ", "networking.k8s.io")
    ],
    ("K4-two-slashes", {"apiVersion": "networking.k8s.io/v1/x"}, ("apiVersion",)),
    *[(f"K5-{key}-{value}", {key: value}, (key,)) for key in ("kind", "apiVersion") for value in (None, "")],
    ("K6-lower-case", {"kind": "ingress"}, ("kind",)),
    *[(f"K7-{kind}", {"kind": kind}, ("kind",)) for kind in ("INGRESS", "Ingresses", "Ingres", " Ingress")],
    ("K8-kind-in-another-case", {"kind": DELETE, "Kind": "Ingress"}, ("kind", "Kind")),
    (
        "K8-api-version-in-another-case",
        {"apiVersion": DELETE, "apiversion": "networking.k8s.io/v1"},
        ("apiVersion", "apiversion"),
    ),
    *[
        (f"K9-{key}-{value}", {key: value}, (key,))
        for key in ("kind", "apiVersion")
        for value in (5, True, ["Ingress"])
    ],
    ("X2-unknown", {f"{P} rewrite": "/"}, (f"{ENTRY}.rewrite",)),
    ("X2-null-value", {"spec foo": None}, ("spec.foo",)),
    ("X3-case", {f"{P} pathtype": "Exact"}, (f"{ENTRY}.pathtype",)),
    *[(f"X7-{value!s}", {H: value}, (HOST,)) for value in (80, True, ["a"], {"a": "b"})],
    ("X7-text-for-a-number", {f"{S} port number": "80"}, (PORT_NUMBER,)),
    ("X7-map-for-a-list", {"spec rules": {}}, ("spec.rules",)),
    ("X8-null", {"status": None, f"{P} backend resource": None, f"{S} port name": None}, ()),
    ("X9-whole-float", {f"{S} port number": 80.0}, ()),
    ("X9-fraction", {f"{S} port number": 80.5}, (PORT_NUMBER,)),
    ("X10-outside-int32", {f"{S} port number": 2**31}, (PORT_NUMBER,)),
    ("X11-empty-text", {"spec": ""}, ("spec",)),
    ("X12-service-name", {f"{B} serviceName": "a"}, (f"{BACKEND}.serviceName",)),
    (
        "X13-status",
        {"status": {"loadBalancer": {"ingress": [{"ip": "x", "hostname": "y", "ports": [{"port": 1}]}]}}},
        (),
    ),
    ("X13-cluster-name", {"metadata clusterName": "a"}, ("metadata.clusterName",)),
]


def by_name(cases: list[Case]) -> list[Any]:
    return [
        pytest.param(changes, set(fields), id=name.encode("unicode_escape").decode()) for name, changes, fields in cases
    ]


@pytest.mark.parametrize(
    ("changes", "fields"), by_name(METADATA + SPEC + BACKENDS + TLS_CASES + CLASS_FIELD + DECODING)
)
def test_ingress(changes: Changes, fields: set[str]) -> None:
    assert judge(changed(INGRESS, changes)) == ("reject" if fields else "accept", fields)


@pytest.mark.parametrize(("changes", "fields"), by_name(METADATA[:8] + CLASSES))
def test_ingress_class(changes: Changes, fields: set[str]) -> None:
    assert judge(changed(CLASS, changes)) == ("reject" if fields else "accept", fields)


@pytest.mark.parametrize("value", ["nginx", "", None, "Any Value at all"], ids=lambda value: f"C2-C5-{value}")
def test_the_class_annotation_is_a_warning(value: str | None) -> None:
    annotated = changed(INGRESS, {"metadata annotations": {ANNOTATION: value}})
    assert judge(annotated) == ("warn", {"metadata.annotations"})


@pytest.mark.parametrize("controller", [None, False, True])
def test_m19_an_owner_that_stands_twice_is_dropped_with_a_warning(controller: bool | None) -> None:
    owner = {**OWNER, "controller": controller}
    twice = changed(INGRESS, {"metadata ownerReferences": [owner, owner]})
    assert judge(twice) == ("warn", {"metadata.ownerReferences"})


@pytest.mark.parametrize(("minor", "verdict"), [(26, "reject"), (27, "accept")])
def test_c3_equal_class_annotation_by_release(minor: int, verdict: str) -> None:
    both = changed(INGRESS, {"spec ingressClassName": "a", "metadata annotations": {ANNOTATION: "a"}})
    assert judge(both, minor=minor)[0] == verdict


@pytest.mark.parametrize(("minor", "verdict"), [(35, "reject"), (36, "accept")])
def test_b4_digit_in_front_by_release(minor: int, verdict: str) -> None:
    assert judge(changed(INGRESS, {f"{S} name": "1web"}), minor=minor)[0] == verdict


def test_b4_dots_are_refused_in_any_release() -> None:
    assert judge(changed(INGRESS, {f"{S} name": "a.b"}), minor=36) == ("reject", {NAME})


def test_items_of_a_list_have_their_own_prefix() -> None:
    bad = changed(INGRESS, {"metadata labels": {"a b": "c"}, H: "A", f"{S} port": {}})
    listed = {"apiVersion": "v1", "kind": "List", "items": [INGRESS, bad]}
    assert judge(listed) == ("reject", {f"items[1].{field}" for field in ("metadata.labels", HOST, BACKEND)})


LEGACY: dict[str, Any] = {
    "apiVersion": "networking.k8s.io/v1beta1",
    "kind": "Ingress",
    "metadata": {"name": "shop"},
    "spec": {"rules": [{"http": {"paths": [{"path": "/", "backend": {"serviceName": "web", "servicePort": 80}}]}}]},
}
LEGACY_CASES: list[Case] = [
    ("D4-default-path-type", {}, ()),
    ("D4-relative-path", {f"{P} path": "a"}, (PATH,)),
    ("B3-no-name", {f"{B} serviceName": DELETE}, (f"{BACKEND}.serviceName",)),
    ("B4-upper-case", {f"{B} serviceName": "Web"}, (f"{BACKEND}.serviceName",)),
    ("B5-no-port", {f"{B} servicePort": DELETE}, (BACKEND,)),
    ("B1-empty-name-alone", {f"{B} servicePort": DELETE, f"{B} serviceName": ""}, (BACKEND,)),
    ("B1-port-0-alone", {f"{B} servicePort": 0, f"{B} serviceName": DELETE}, (BACKEND,)),
    ("B3-empty-port-name", {f"{B} servicePort": "", f"{B} serviceName": ""}, (BACKEND, f"{BACKEND}.serviceName")),
    ("B8-range", {f"{B} servicePort": 70000}, (f"{BACKEND}.servicePort",)),
    ("D4-number-in-quotes", {f"{B} servicePort": "80"}, (f"{BACKEND}.servicePort",)),
    ("D4-port-name", {f"{B} servicePort": "http"}, ()),
    ("S1-backend-alone", {"spec": {"backend": {"serviceName": "web", "servicePort": 80}}}, ()),
    ("S2-empty-backend", {"spec backend": {}}, ("spec.backend",)),
]


@pytest.mark.parametrize(("changes", "fields"), by_name(LEGACY_CASES))
def test_a_v1beta1_object_is_judged_by_its_own_fields(changes: Changes, fields: set[str]) -> None:
    verdict, found = judge(changed(LEGACY, changes), minor=21)
    assert (verdict, found - {"apiVersion"}) == ("reject" if fields else "warn", fields)


@pytest.mark.parametrize(
    ("host", "fields", "code", "last"),
    [
        ("A", [HOST], 0, "verdicts 1/1 agree, fields 1/1 agree"),
        ("a", [HOST], 1, "verdicts 0/1 agree, fields 0/1 agree"),
        ("A", ["spec"], 1, "verdicts 1/1 agree, fields 0/1 agree"),
    ],
)
def test_the_command_that_compares_a_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str, fields: list[str], code: int, last: str
) -> None:
    expected = {
        "case.json": {"verdict": "reject", "fields": fields, "stage": "validation"},
        "empty.yaml": {"verdict": "reject", "fields": [], "stage": "empty"},
    }
    (tmp_path / "expected.json").write_text(json.dumps(expected))
    (tmp_path / "case.json").write_text(json.dumps(changed(INGRESS, {H: host})))
    assert main(tmp_path) == code
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == last
    assert lines[-2].startswith("1 empty inputs left out")
