"""Values against their grammars, profiles of Ingresses, and the rules on annotations, both ways."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingress_lint.annotations import nearest
from ingress_lint.building import objects
from ingress_lint import catalogue, directory, grammar, patterns
from ingress_lint.documents import read
from ingress_lint.source import Source
from ingress_lint.workspace import Workspace
from tests.cases import findings

NGINX = "nginx.ingress.kubernetes.io/"
ALB = "alb.ingress.kubernetes.io/"


def fault(key: str, value: str) -> str | None:
    """The outcome of a value, None if it is taken."""
    found = catalogue.load(directory.owner(key)).find(key)
    assert found is not None
    wrong = grammar.fault(found, value)
    return wrong.outcome if wrong else None


TAKEN = {
    "affinity": ["cookie", " cookie "],
    "allowlist-source-range": ["10.0.0.0/8", "10.0.0.1, fd00::/8", "10.1.2.3/8"],
    "app-root": ["/shop", "$host"],
    "auth-cache-duration": ["200 202 5m", "200 5m, 401 1m,", "5m"],
    "auth-method": ["GET", " POST "],
    "auth-response-headers": ["X-User, X-Group", "X-User,,X-Group"],
    "auth-secret": ["users", "shop/users"],
    "auth-tls-match-cn": ["CN=(one|two)", "CN=.*\\.example\\.com"],
    "auth-tls-secret": ["shop/ca"],
    "auth-url": ["https://login.example.com/verify", "http://$host:8080/verify?x=1,2", "http://a:/"],
    "backend-protocol": ["GRPC", "grpc", " https "],
    "canary-by-header-pattern": ["^(one|two)$"],
    "client-body-buffer-size": ["8k", "1M", "8 k", "8000"],
    "cors-allow-methods": ["GET, POST", "GET"],
    "cors-allow-origin": ["*", "https://*.example.com, http://example.com:8080", "null"],
    "custom-http-errors": ["404,503", " 404 "],
    "default-backend": ["error-pages"],
    "enable-cors": ["true", "1", "T", "FALSE"],
    "limit-rps": ["10", "+5", "-1"],
    "permanent-redirect": ["https://example.com/new?x=1&y=2"],
    "proxy-body-size": ["10m", "0", "1G"],
    "proxy-buffering": ["on", "off"],
    "proxy-cookie-domain": ["off", "one.example two.example"],
    "proxy-next-upstream": ["error timeout http_502", "off"],
    "proxy-ssl-protocols": ["TLSv1.2 TLSv1.3", "TLSv1.3"],
    "proxy-read-timeout": ["60", "0"],
    "server-alias": ["*.example.com,www.example.*", "~^www\\d+\\.example\\.com$"],
    "session-cookie-max-age": ["172800", "-1", "0"],
    "ssl-ciphers": ["ALL:!aNULL:@STRENGTH", "HIGH:@SECLEVEL=2"],
    "upstream-hash-by": ["$request_uri", "${request_uri}-text"],
}
REFUSED = {
    "affinity": {"ip": "ignored", "Cookie": "ignored", "": "unread"},
    "allowlist-source-range": {"10.0.0.0/33": "unavailable", "10.0.0.0/8,": "unavailable", "": "unavailable"},
    "auth-always-set-cookie": {"yes": "unprotected"},
    "auth-cache-duration": {"200;": "unprotected", "200 401": "unavailable", "5m 200": "unavailable"},
    "auth-method": {"get": "unavailable", "BREW": "unavailable"},
    "auth-request-redirect": {"https://$host": "unprotected"},
    "auth-response-headers": {"X User": "unavailable"},
    "auth-secret": {"": "unavailable", " ": "unavailable", "one/two/three": "unavailable"},
    "auth-secret-type": {"auth-none": "refused"},
    "auth-tls-match-cn": {"example.com": "refused", "CN=(": "refused", "CN=(?!x)": "refused"},
    "auth-tls-secret": {"ca": "forbidden", "one/two/three": "forbidden", "shop/ca;": "refused", "": "unprotected"},
    "auth-type": {"ldap": "refused", "": "unprotected", " ": "refused"},
    "auth-url": {
        "login.example.com": "unavailable",
        "https://a..b/": "unavailable",
        "$scheme://a.example/": "unavailable",
        "http://a.example:$server_port/": "unavailable",
        "http://a b.example/": "unavailable",
        "": "unprotected",
        "  ": "unprotected",
        "{x}": "refused",
    },
    "backend-protocol": {"http2": "replaced"},
    "canary-by-header-pattern": {"(one": "off", "one;": "ignored"},
    "client-body-buffer-size": {"10MB": "refused"},
    "cors-allow-origin": {"https://a.example;": "unprotected", "example.com": "item-dropped"},
    "custom-http-errors": {"200": "refused", "404, 503": "ignored", "404,": "ignored"},
    "default-backend": {"shop/errors": "refused"},
    "enable-modsecurity": {"on": "unprotected"},
    "limit-rps": {"10/s": "refused", "9223372036854775808": "refused"},
    "permanent-redirect-code": {"200": "replaced", "moved": "refused"},
    "proxy-body-size": {"10MB": "replaced", "10Mi": "replaced", "unlimited": "replaced", "1.5g": "replaced"},
    "proxy-buffering": {"true": "replaced", "On": "replaced"},
    "proxy-read-timeout": {"60s": "replaced"},
    "proxy-ssl-secret": {"tls": "unavailable"},
    "rewrite-target": {"/$1?x=1": "ignored", "/{x}": "ignored"},
    "upstream-vhost": {"a b": "refused"},
}


@pytest.mark.parametrize(("name", "value"), [(name, value) for name, values in TAKEN.items() for value in values])
def test_ingress_nginx_takes(name: str, value: str) -> None:
    assert fault(NGINX + name, value) is None


@pytest.mark.parametrize(
    ("name", "value", "outcome"), [(name, *case) for name, cases in REFUSED.items() for case in cases.items()]
)
def test_ingress_nginx_does_not_take(name: str, value: str, outcome: str) -> None:
    assert fault(NGINX + name, value) == outcome


def test_a_value_that_is_taken_by_accident_is_no_error() -> None:
    assert fault(NGINX + "auth-type", "basic-auth") == ""


@pytest.mark.parametrize(
    ("key", "value", "outcome"),
    [
        (ALB + "scheme", "internal", None),
        (ALB + "scheme", "Internal", "stops"),
        (ALB + "group.order", "1001", "stops"),
        (ALB + "group.name", "Shop", "stops"),
        (ALB + "ssl-redirect", "true", "stops"),
        (ALB + "inbound-cidrs", "10.0.0.1", "stops"),
        (ALB + "inbound-cidrs", "10.0.0.0/8", None),
        (ALB + "tags", "team", "stops"),
        (ALB + "tags", "team=shop,env=dev", None),
        (ALB + "listen-ports", "[{HTTP: 80}]", "stops"),
        (ALB + "load-balancer-name", "x" * 33, "stops"),
        ("cert-manager.io/duration", "30m", "unissued"),
        ("cert-manager.io/duration", "2160h", None),
        ("cert-manager.io/private-key-algorithm", "rsa", "unissued"),
        ("kubernetes.io/ingress.allow-http", "no", "replaced"),
        ("konghq.com/protocols", "http,htps", "ignored"),
        ("konghq.com/strip-path", "True", None),
        ("konghq.com/strip-path", "yes", "ignored"),
        ("nginx.org/proxy-read-timeout", "30s", None),
        ("nginx.org/proxy-read-timeout", "soon", "refused"),
        ("nginx.org/listen-ports", "80,8080", None),
        ("nginx.org/listen-ports", "http", "refused"),
        ("traefik.ingress.kubernetes.io/router.middlewares", "default/auth", "router-error"),
        ("traefik.ingress.kubernetes.io/router.middlewares", "default-auth@kubernetescrd", None),
        ("traefik.ingress.kubernetes.io/router.pathmatcher", "Regexp", "router-error"),
        ("haproxy.org/timeout-server", "30s", None),
        ("haproxy.org/check", "enabled", None),
        ("haproxy.org/check", "yes", ""),
        ("external-dns.kubernetes.io/ttl", "1m", None),
        ("external-dns.kubernetes.io/ttl", "soon", ""),
        ("appgw.ingress.kubernetes.io/rule-priority", "0", "replaced"),
    ],
)
def test_other_controllers(key: str, value: str, outcome: str | None) -> None:
    assert fault(key, value) == outcome


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("proxy-body-size", "10MB", "10m"),
        ("proxy-body-size", "10Mi", "10m"),
        ("proxy-body-size", "unlimited", ""),
        ("proxy-read-timeout", "1m30s", "90"),
        ("proxy-read-timeout", "soon", ""),
        ("proxy-buffering", "true", "on"),
        ("enable-cors", "yes", "true"),
        ("use-regex", "disabled", "false"),
        ("affinity", "Cookie", "cookie"),
        ("custom-http-errors", "404, 503,", "404,503"),
        ("affinity", "ip", ""),
        ("affinity", "coookie", "cookie"),
        ("enable-cors", "true", ""),
    ],
)
def test_what_is_meant(name: str, value: str, meant: str) -> None:
    found = catalogue.load("ingress-nginx").find(NGINX + name)
    assert found is not None
    assert grammar.repair(found, value) == meant


def test_a_fix_puts_what_is_meant_in_place() -> None:
    text = INGRESS % (f'{NGINX}proxy-body-size: "10MB"', "ingressClassName: nginx,")
    (found,) = findings(text, ["annotation-value-invalid"])
    (fix,) = found.fixes
    assert [(edit.text.strip('"'), fix.safe) for edit in fix.edits] == [("10m", False)]


@given(st.text(max_size=40))
def test_no_value_makes_a_grammar_fail(value: str) -> None:
    for owner in sorted(set(directory.directory().prefixes.values())):
        known = catalogue.load(owner)
        for name in known.names:
            found = known.find(known.key(name))
            if found is not None:
                grammar.fault(found, value)
                grammar.stall(found, value)


@given(st.text(alphabet="ab()[]{}*+?|\\^$.12-:<>=!P", max_size=14))
def test_no_pattern_makes_the_judges_fail(pattern: str) -> None:
    patterns.pcre_fault(pattern)
    patterns.go_fault(pattern)
    patterns.groups(pattern)


@pytest.mark.parametrize(
    "pattern", ["(", "[a", "a**", "a{2,1}", "(?<=a+)b", ")", "*", "+a", "(*)", r"\(?i)", "[[:letter:]]", r"\1"]
)
def test_pcre_refuses(pattern: str) -> None:
    assert patterns.pcre_fault(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?<name>a)",
        "(?=a)",
        r"\d+",
        "[[:alpha:]]",
        "a*+",
        "(?i)a",
        "a{2}",
        r"\Qa\E",
        r"\Qa(b\E",
        r"[\Q]\E]",
        r"\1(a)",
        r"a\12",
        r"\[:letter:]",
        r"[\[:letter:]",
        "(?<=a|bc)d",
        "(?)a",
        r"\p{L}",
        "(?|a|b)",
        "{",
        "a(?i)b",
    ],
)
def test_pcre_takes(pattern: str) -> None:
    assert patterns.pcre_fault(pattern) == ""


@pytest.mark.parametrize("pattern", ["(?!a)", r"a\1", "(?<=a)b", "[b-a]", "(", r"\8"])
def test_go_refuses(pattern: str) -> None:
    assert patterns.go_fault(pattern)


@pytest.mark.parametrize("pattern", [r"\(?!a", r"a\11", r"[\w-.]+", r"\Q(?!\E", r"\\-a", "^*.shop", "[^*]"])
def test_go_takes(pattern: str) -> None:
    assert patterns.go_fault(pattern) == ""


@pytest.mark.parametrize(("pattern", "groups"), [("/a(/|$)(.*)", 2), ("/(?:a|b)", 0), (r"/\(a\)", 0), ("/(?<x>a)", 1)])
def test_groups(pattern: str, groups: int) -> None:
    assert patterns.groups(pattern) == groups


WORDS = [
    "",
    "true",
    "off",
    "-1",
    "60s",
    "/$2",
    "${x",
    "a\nb",
    "[{}]",
    "[1]",
    "{}",
    '{"type": "forward"}',
    "CN=(",
    "a/b/c",
]
WORDS += [
    "https://x",
    "~(",
    "é",
    "x" * 300,
    "basic",
    "cookie",
    "oidc",
    "master",
    "gce-internal",
    "PathRegexp",
    "a=b",
    "9" * 30,
]
KEYS = [
    known.key(name).replace(".*", ".web").replace(".n.", ".0.")
    for known in map(catalogue.load, sorted(set(directory.directory().prefixes.values())))
    for name in known.names
]


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from(KEYS), st.sampled_from(WORDS), max_size=12),
    st.sampled_from(["nginx", "alb", "traefik", "kong", ""]),
    st.sampled_from(["/", "/(", "/(.*)", "/[a", "/a**", "*", "/a;b", "/é"]),
)
def test_no_annotations_make_a_rule_fail(annotations: dict[str, str], class_name: str, path: str) -> None:
    backend = {"service": {"name": "web", "port": {"number": 80}}}
    rule = {"host": "a.example.com", "http": {"paths": [{"path": path, "pathType": "Prefix", "backend": backend}]}}
    spec = {"rules": [rule]} | ({"ingressClassName": class_name} if class_name else {})
    metadata = {"name": "shop", "annotations": annotations}
    document = {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec}
    findings(json.dumps(document), ["all"])


CLASS = """
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: %s, annotations: {ingressclass.kubernetes.io/is-default-class: "%s"}}
spec: {controller: %s}
---"""
INGRESS = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, annotations: {%s}}
spec: {%s defaultBackend: {service: {name: web, port: {number: 80}}}}
"""


def profile(annotations: str = "", class_name: str = "", before: str = "", configured: dict | None = None) -> tuple:
    text = before + INGRESS % (annotations, f"ingressClassName: {class_name}," if class_name else "")
    workspace = Workspace(objects(read(Source("x.yaml", text))), controllers=configured)
    found = workspace.profile(workspace.ingresses[0])
    return found.controller, found.certain


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ({"class_name": "nginx"}, ("ingress-nginx", True)),
        ({"class_name": "internal"}, ("", False)),
        ({"class_name": "nginx-internal"}, ("ingress-nginx", False)),
        ({"class_name": "nginx", "annotations": "nginx.org/hsts: 'true'"}, ("f5-nginx", False)),
        ({"class_name": "web", "before": CLASS % ("web", "false", "ingress.k8s.aws/alb")}, ("alb", True)),
        (
            {"class_name": "nginx", "before": CLASS % ("nginx", "false", "nginx.org/ingress-controller")},
            ("f5-nginx", True),
        ),
        ({"before": CLASS % ("web", "true", "traefik.io/ingress-controller")}, ("traefik", True)),
        (
            {"class_name": "web", "before": CLASS % ("web", "false", "haproxy.org/ingress-controller/prod")},
            ("haproxytech", True),
        ),
        ({"annotations": "kubernetes.io/ingress.class: gce"}, ("gke", True)),
        ({"annotations": "kubernetes.io/ingress.class: alb", "class_name": "nginx"}, ("alb", True)),
        ({"annotations": "kubernetes.io/ingress.class: traefik", "class_name": "nginx"}, ("ingress-nginx", True)),
        ({"annotations": "konghq.com/strip-path: 'true'"}, ("kong", False)),
        ({"annotations": "konghq.com/strip-path: 'true', nginx.org/hsts: 'true'"}, ("", False)),
        ({"annotations": "cert-manager.io/issuer: x"}, ("", False)),
        ({"class_name": "edge", "configured": {"edge": {"controller": "ingress-nginx"}}}, ("ingress-nginx", True)),
        ({"class_name": "edge", "configured": {"edge": "alb"}}, ("alb", True)),
        ({"class_name": "edge", "configured": {"edge": 1}}, ("", False)),
        ({"annotations": "kubernetes.io/ingress.class: Traefik, nginx.org/hsts: 'true'"}, ("traefik", False)),
        ({"annotations": "kubernetes.io/ingress.class: HAProxy, nginx.org/hsts: 'true'"}, ("", False)),
        ({"annotations": "haproxy.org/src-ip-header: X", "class_name": "haproxy"}, ("haproxytech", False)),
        (
            {"class_name": "nginx", "configured": {"nginx": {"strict-validate-path-type": False}}},
            ("ingress-nginx", True),
        ),
        (
            {"class_name": "edge", "configured": {"edge": {"controller": "k8s.io/ingress-nginx"}}},
            ("ingress-nginx", True),
        ),
    ],
)
def test_profile(given_: dict, expected: tuple[str, bool]) -> None:
    assert profile(**given_) == expected


def said(annotations: str, class_name: str = "nginx", select: str = "annotations") -> list[tuple[str, str]]:
    """Rules with the names of the annotations they speak about."""
    text = INGRESS % (annotations, f"ingressClassName: {class_name}," if class_name else "")
    return [(d.rule, (d.field or "").rpartition("/")[2]) for d in findings(text, [select])]


@pytest.mark.parametrize(
    ("annotations", "class_name", "expected"),
    [
        (f"{NGINX}rewrite-traget: /", "nginx", [("annotation-unknown", "rewrite-traget")]),
        ("nginx.ingress.kubernetes/use-regex: 'true'", "nginx", [("annotation-unknown", "use-regex")]),
        ("ingress.kubernetes.io/rewrite-target: /", "nginx", [("annotation-unknown", "rewrite-target")]),
        ("ingress.kubernetes.io/rewrite-target: /", "haproxy", []),
        ("ingress.kubernetes.io/rewrite-target: /", "", []),
        ("cloud.google.com/load-balancer-type: Internal", "", []),
        ("example.com/rewrite-target: /", "nginx", []),
        ("ingress.class: nginx", "", [("annotation-unknown", "metadata.annotations.ingress.class")]),
        ("kubernetes.io/ingress-class: nginx", "", [("annotation-unknown", "ingress-class")]),
        ("kubernetes.io/ingressClass: nginx", "", [("annotation-unknown", "ingressClass")]),
        ("ingressClassName: nginx", "", [("annotation-unknown", "metadata.annotations.ingressClassName")]),
        ("spec.ingressClassName: nginx", "", [("annotation-unknown", "metadata.annotations.spec.ingressClassName")]),
        ("nginx.kubernetes.io/use-regex: 'true'", "nginx", [("annotation-unknown", "use-regex")]),
        ("nginx.example.com/use-regex: 'true'", "nginx", []),
        ("nginx/use-regex: 'true'", "nginx", []),
        ("alb.kubernetes.io/scheme: internal", "alb", [("annotation-unknown", "scheme")]),
        ("alb.ingres.kubernetes.io/scheme: internal", "alb", [("annotation-unknown", "scheme")]),
        ("traefik.kubernetes.io/router.tls: 'true'", "traefik", [("annotation-unknown", "router.tls")]),
        ("projectcontuor.io/num-retries: '3'", "contour", [("annotation-unknown", "num-retries")]),
        ("kubernetes.io/ingress.class: contour, projectcontour.io/response-timeout: 5s", "", []),
        (
            f"{NGINX}service-upstream: 'true', {NGINX}proxy-next-upstream: error",
            "nginx",
            [("annotation-without-effect", "proxy-next-upstream")],
        ),
        (f"{NGINX}auth-type: '', {NGINX}auth-secret: users", "nginx", [("annotation-value-invalid", "auth-type")]),
        (f"{NGINX}enable-cors: '', {NGINX}cors-max-age: '60'", "nginx", [("annotation-value-invalid", "enable-cors")]),
        (f"{NGINX}use-regex: 'true'", "alb", [("annotation-other-controller", "use-regex")]),
        (f"{NGINX}use-regex: 'yes'", "alb", [("annotation-other-controller", "use-regex")]),
        (f"{NGINX}use-regex: 'true'", "traefik", []),
        (f"{NGINX}use-regex: 'true'", "internal", []),
        ("cert-manager.io/common-name: shop", "nginx", [("annotation-without-effect", "common-name")]),
        ("cert-manager.io/common-name: shop, kubernetes.io/tls-acme: 'true'", "nginx", []),
        (
            f"{NGINX}enable-owasp-core-rules: 'true'",
            "nginx",
            [("annotation-without-effect", "enable-owasp-core-rules")],
        ),
        ("nginx.org/hsts: 'true'", "nginx", []),
        (
            f"{NGINX}enable-owasp-core-rules: 'true', {NGINX}enable-modsecurity: 'false'",
            "nginx",
            [("annotation-without-effect", "enable-modsecurity")],
        ),
        (f"{NGINX}fastcgi-index: index.php", "nginx", [("annotation-without-effect", "fastcgi-index")]),
        (f"{NGINX}fastcgi-index: index.php, {NGINX}backend-protocol: fcgi", "nginx", []),
        (f"{NGINX}auth-signin: https://a.example", "nginx", [("annotation-without-effect", "auth-signin")]),
        (
            f"{NGINX}auth-url: https://a.example, {NGINX}auth-keepalive: '0', {NGINX}auth-keepalive-requests: '9'",
            "nginx",
            [("annotation-without-effect", "auth-keepalive")],
        ),
        (f"{NGINX}proxy-redirect-from: /a", "nginx", [("annotation-without-effect", "proxy-redirect-from")]),
        (f"{NGINX}proxy-redirect-from: default", "nginx", []),
        (f"{NGINX}proxy-redirect-from: /a, {NGINX}proxy-redirect-to: /b", "nginx", []),
        (
            f"{NGINX}proxy-redirect-from: 'off', {NGINX}proxy-redirect-to: /b",
            "nginx",
            [("annotation-without-effect", "proxy-redirect-from")],
        ),
        (
            f"{NGINX}affinity: cookie, {NGINX}upstream-hash-by: $host, {NGINX}load-balance: ewma",
            "nginx",
            [("annotation-without-effect", "upstream-hash-by"), ("annotation-without-effect", "load-balance")],
        ),
        (f"{NGINX}affinity: ip, {NGINX}load-balance: ewma", "nginx", [("annotation-value-invalid", "affinity")]),
        (
            f"{NGINX}canary: '0', {NGINX}canary-weight: '5'",
            "nginx",
            [("annotation-without-effect", "canary")],
        ),
        (
            f"{NGINX}canary: '1', {NGINX}canary-weight: '0', {NGINX}canary-weight-total: '9'",
            "nginx",
            [],
        ),
        (f"{NGINX}limit-rate: '9'", "nginx", [("annotation-without-effect", "limit-rate")]),
        (f"{NGINX}limit-rate: '0'", "nginx", []),
        (f"{NGINX}limit-rate: '9', {NGINX}proxy-buffering: 'on'", "nginx", []),
        (f"{NGINX}proxy-ssl-secret: default/tls", "nginx", [("annotation-without-effect", "proxy-ssl-secret")]),
        (f"{NGINX}proxy-ssl-secret: default/tls, {NGINX}backend-protocol: grpcs", "nginx", []),
        (
            f"{NGINX}opentelemetry-trust-incoming-spans: 'true'",
            "nginx",
            [("annotation-removed", "opentelemetry-trust-incoming-spans")],
        ),
        ("traefik.ingress.kubernetes.io/rule-type: PathPrefixStrip", "traefik", [("annotation-removed", "rule-type")]),
        (
            "traefik.ingress.kubernetes.io/service.nativelb: 'true'",
            "traefik",
            [("annotation-other-kind", "service.nativelb")],
        ),
    ],
)
def test_rules_on_annotations(annotations: str, class_name: str, expected: list[tuple[str, str]]) -> None:
    assert said(annotations, class_name) == expected


@pytest.mark.parametrize(
    ("annotations", "severity"),
    [
        ({"auth-signin": "https://login.example.com"}, "ERROR"),
        ({"auth-url": "https://login.example.com", "auth-keepalive-requests": "9"}, "WARNING"),
        ({"auth-type": "basic", "auth-realm": "Shop"}, "WARNING"),
        ({"limit-rate": "9"}, "INFO"),
        ({"proxy-buffering": "off", "limit-rate": "9"}, "WARNING"),
    ],
)
def test_a_missing_companion_is_an_error_where_it_leaves_a_door_open(annotations: dict, severity: str) -> None:
    last = list(annotations)[-1]
    keys = ", ".join(f"{NGINX}{name}: {json.dumps(value)}" for name, value in annotations.items())
    found = findings(INGRESS % (keys, "ingressClassName: nginx,"), ["annotation-without-effect"])
    assert [d.severity.name for d in found if last in (d.field or "")] == [severity]


@pytest.mark.parametrize(
    ("stated", "severity"),
    [({}, "WARNING"), ({"allow-snippet-annotations": False}, "ERROR"), ({"annotations-risk-level": "High"}, "ERROR")],
)
def test_configured_gates_make_a_snippet_an_error(stated: dict, severity: str) -> None:
    from ingress_lint import packs

    rule = packs.registry().load("snippet-annotation")
    text = INGRESS % (f"{NGINX}server-snippet: x", "ingressClassName: edge,")
    configured = {"edge": {"controller": "ingress-nginx", **stated}}
    workspace = Workspace(objects(read(Source("x.yaml", text))), controllers=configured)
    found = list(rule.check(workspace.ingresses[0], workspace))
    assert [(f.severity or rule.severity).name for f in found] == [severity]


def test_a_class_in_an_annotation_of_a_wrong_name_is_put_right() -> None:
    (found,) = findings(INGRESS % ("kubernetes.io/ingress-class: nginx", ""), ["annotation-unknown"])
    assert "did you mean `kubernetes.io/ingress.class`?" in found.message
    assert [edit.text for fix in found.fixes for edit in fix.edits] == ["kubernetes.io/ingress.class"]


PLAINLY_BAD = {
    "bool": ("yes", "on", "ture", ""),
    "int": ("ten", "1.5", "10s", ""),
    "size": ("10MB", "10Mi", "1.5m", ""),
    "cidrs": ("10.0.0.0/33", "office", "10.0.0.0/8,", ""),
    "enum": ("bogus", ""),
    "duration": ("soon", ""),
}
PLAINLY_GOOD = {
    "bool": ("true", "false", "1", "True"),
    "int": ("2", "30"),
    "size": ("8k", "64k"),
    "cidrs": ("10.0.0.0/8", "192.168.1.1", "10.0.0.0/8,2001:db8::/32"),
}


def told(name: str, value: str) -> set[str]:
    """Severities of what the default rules say of one annotation of ingress-nginx."""
    at = f"metadata.annotations.{NGINX}{name}"
    return {d.severity.name for d in findings(alone(name, value), ["default"]) if d.field == at}


TYPED = [name for name in catalogue.load("ingress-nginx").names if "/" not in name]


@pytest.mark.parametrize("name", TYPED)
def test_every_fact_of_ingress_nginx_is_enforced(name: str) -> None:
    known = catalogue.load("ingress-nginx").find(NGINX + name)
    assert known is not None
    silent = [value for value in PLAINLY_BAD.get(known.type, ()) if not told(name, value)]
    assert not silent
    limits = [str(known.min - 1)] if isinstance(known.min, int) else []
    limits += [str(known.max + 1)] if known.max is not None else []
    assert not [value for value in limits if not told(name, value)]


@pytest.mark.parametrize("name", TYPED)
def test_no_plain_value_of_ingress_nginx_is_refused(name: str) -> None:
    known = catalogue.load("ingress-nginx").find(NGINX + name)
    assert known is not None
    fits = [v for v in PLAINLY_GOOD.get(known.type, known.values if known.type == "enum" else ()) if in_range(known, v)]
    refused = [
        v for v in fits for found in findings(alone(name, v), ["annotation-value-invalid"]) if name in found.message
    ]
    assert not refused


def in_range(known: catalogue.Annotation, value: str) -> bool:
    """Whether a number lies in the range that the catalogue gives."""
    if known.type != "int":
        return True
    low = known.min if isinstance(known.min, int) else int(value)
    return low <= int(value) <= (known.max if known.max is not None else int(value))


def alone(name: str, value: str) -> str:
    """A manifest with one annotation of ingress-nginx."""
    return INGRESS % (f"{NGINX}{name}: {json.dumps(value)}", "ingressClassName: nginx,")


PREFIXES = st.sampled_from(list(directory.directory().prefixes))


@given(st.one_of(PREFIXES, st.just("")), PREFIXES, st.data())
def test_a_prefix_that_a_rule_takes_for_a_slip_is_near(start: str, end: str, data: st.DataObject) -> None:
    first, second = (data.draw(st.integers(0, len(part))) for part in (start, end))
    prefix = start[:first] + data.draw(st.text("abes.-", max_size=2)) + end[second:]
    if nearest(prefix, iter(directory.directory().prefixes)):
        assert directory.is_near_prefix(prefix)


def test_prefixes_of_other_tools_are_not_near() -> None:
    others = ("kubectl.kubernetes.io", "meta.helm.sh", "argocd.argoproj.io", "app.kubernetes.io", "example.com")
    assert not any(map(directory.is_near_prefix, others))


def test_a_slip_in_a_word_is_mended_where_one_value_is_near() -> None:
    scheme = catalogue.load("alb").find(f"{ALB}scheme")
    assert scheme is not None
    assert grammar.repair(scheme, "internet-faceing") == "internet-facing"
    assert grammar.repair(scheme, "external") == ""


@pytest.mark.parametrize(
    ("namespace", "value", "meant"),
    [
        ("shop", "my-redirect", "shop-my-redirect@kubernetescrd"),
        ("shop", "shop-redirect", "shop-redirect@kubernetescrd"),
        ("shop", "edge/redirect", "edge-redirect@kubernetescrd"),
        ("shop", "auth@file, my-redirect", "auth@file,shop-my-redirect@kubernetescrd"),
        ("", "my-redirect", ""),
        ("shop", "my redirect", ""),
    ],
)
def test_a_middleware_is_called_by_namespace_and_provider(namespace: str, value: str, meant: str) -> None:
    key = "traefik.ingress.kubernetes.io/router.middlewares"
    (found,) = findings(
        f"""\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: a
  namespace: {namespace or "null"}
  annotations:
    {key}: "{value}"
spec:
  ingressClassName: traefik
  defaultBackend: {{service: {{name: web, port: {{number: 80}}}}}}
""",
        ["annotation-value-invalid"],
    )
    assert "no list of middlewares (as `<namespace>-<name>@kubernetescrd`)" in found.message
    assert [change.value for fix in found.fixes for change in fix.changes] == ([meant] if meant else [])
    if " " not in value.partition(",")[0]:
        assert f"write `{meant or '<namespace>-my-redirect@kubernetescrd'}`" in found.notes[0]


def test_every_list_says_what_its_items_are() -> None:
    for name in {*directory.directory().prefixes.values()}:
        known = catalogue.load(name)
        for key in map(known.key, known.names):
            found = known.find(key)
            if found is not None and found.item and not found.itemwise and found.type == "list":
                assert found.form, key
