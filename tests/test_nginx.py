"""What ingress-nginx makes of an Ingress: the cases that the pages of the rules have no room for."""

from __future__ import annotations

import pytest

from tests.cases import findings

NGINX = "nginx.ingress.kubernetes.io/"


def ingress(
    annotations: dict[str, str] | None = None,
    paths: dict[str, str] | None = None,
    *,
    name: str = "shop",
    host: str = "shop.example.com",
    namespace: str = "",
    class_name: str = "nginx",
    tls: bool = False,
) -> str:
    """A manifest; `paths` has path types by path."""
    import json

    backend = {"service": {"name": "web", "port": {"number": 80}}}
    rules = [{"path": path, "pathType": kind, "backend": backend} for path, kind in (paths or {"/": "Prefix"}).items()]
    spec: dict = {"ingressClassName": class_name, "rules": [{"host": host, "http": {"paths": rules}}]}
    if tls:
        spec["tls"] = [{"hosts": [host], "secretName": "tls"}]
    keys = {key if "/" in key else NGINX + key: value for key, value in (annotations or {}).items()}
    metadata = {"name": name, "annotations": keys} | ({"namespace": namespace} if namespace else {})
    return json.dumps({"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec})


def said(*manifests: str, rules: str = "nginx") -> list[str]:
    """Names of the rules that speak."""
    return [found.rule for found in findings("\n---\n".join(manifests), [rules])]


STALLS = {
    "proxy-buffer-size": ["4b", "1g", "0"],
    "proxy-buffers-number": ["0", "1", "-4"],
    "proxy-connect-timeout": ["-1"],
    "proxy-next-upstream-tries": ["-1"],
    "proxy-cookie-path": ["/shop", "a b c"],
    "custom-http-errors": ["499", "404,499"],
    "server-alias": ["~^(www", "shop.example.com, ~", "*.shop.*", "a..b", "*shop.example.com", "*"],
    "ssl-ciphers": ["HIGH LOW", "TLS_AES_128_GCM_SHA256", "FOO", "ALL:!ALL", "!aNULL", "+HIGH"],
    "limit-connections": ["65536"],
    "auth-tls-verify-depth": ["-1"],
    "proxy-max-temp-file-size": ["1g"],
}
FINE = {
    "proxy-buffer-size": ["4k", "1m", "4096"],
    "proxy-connect-timeout": ["0", "99999"],
    "proxy-next-upstream-tries": ["0"],
    "proxy-cookie-path": ["off", "/one /two"],
    "custom-http-errors": ["404,404"],
    "server-alias": ["~^www(?<n>\\d+)$", "*.example.com", "www.example.*", ".example.com, shop.example.com,"],
    "ssl-ciphers": [
        "HIGH:!aNULL",
        "ECDHE-RSA-AES128-GCM-SHA256:FOO",
        "ECDHE+AESGCM",
        "kEECDH+aECDSA:@STRENGTH",
        "DEFAULT@SECLEVEL=0",
        "HIGH@STRENGTH",
        "FIPS",
    ],
    "limit-connections": ["65535"],
    "proxy-max-temp-file-size": ["0", "1024m"],
    "proxy-body-size": ["1g"],
}
LOGIN = {"auth-url": "https://login.example.com", "auth-cache-key": "$remote_user"}
COMPANIONS = {"auth-tls-verify-depth": {"auth-tls-secret": "default/ca"}}


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in STALLS.items() for v in values])
def test_values_that_stall_the_controller(name: str, value: str) -> None:
    assert "value-stalls-controller" in said(ingress({name: value, **COMPANIONS.get(name, {})}))


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, values in FINE.items() for v in values])
def test_values_that_nginx_takes(name: str, value: str) -> None:
    assert "value-stalls-controller" not in said(ingress({name: value}))


@pytest.mark.parametrize(
    ("annotations", "stalls"),
    [
        ({"limit-burst-multiplier": "0"}, False),
        ({"limit-burst-multiplier": "0", "limit-rps": "5"}, True),
        ({"auth-request-redirect": "/a b"}, False),
        ({"auth-request-redirect": "/a b", "auth-url": "https://login.example.com"}, True),
        ({"mirror-target": "test.example.com"}, False),
        ({"mirror-target": "test.example.com", "mirror-host": "test.example.com"}, True),
        ({"proxy-redirect-from": "default", "backend-protocol": "AUTO_HTTP"}, True),
        ({"proxy-redirect-from": "default"}, False),
        ({"proxy-buffer-size": "1g", "canary": "true"}, False),
        ({"auth-cache-duration": ",5m,,401 10m,", **LOGIN}, False),
        ({"auth-cache-duration": "1h 30m", **LOGIN}, True),
        ({"auth-cache-duration": "700 5m", **LOGIN}, True),
        ({"auth-cache-duration": "any 5m", **LOGIN}, False),
    ],
)
def test_a_value_stalls_only_where_it_reaches_nginx(annotations: dict, stalls: bool) -> None:
    assert ("value-stalls-controller" in said(ingress(annotations))) is stalls


@pytest.mark.parametrize(
    ("annotations", "wrong"),
    [
        ({"proxy-busy-buffers-size": "4k"}, False),
        ({"proxy-busy-buffers-size": "12k"}, False),
        ({"proxy-busy-buffers-size": "13k"}, True),
        ({"proxy-busy-buffers-size": "2k"}, True),
        ({"proxy-buffers-number": "2"}, True),
        ({"proxy-buffers-number": "2", "proxy-busy-buffers-size": "4k"}, False),
        ({"proxy-buffer-size": "16k"}, False),
        ({"proxy-buffer-size": "16k", "proxy-busy-buffers-size": "8k"}, True),
        ({"proxy-max-temp-file-size": "2k"}, True),
        ({"proxy-max-temp-file-size": "0"}, False),
    ],
)
def test_buffers(annotations: dict, wrong: bool) -> None:
    assert ("proxy-buffers-inconsistent" in said(ingress(annotations))) is wrong


@pytest.mark.parametrize(
    ("annotations", "told"),
    [
        ({"proxy-ssl-secret": "default/tls", "backend-protocol": "grpcs"}, True),
        ({"proxy-ssl-secret": "default/tls", "backend-protocol": "HTTPS", "proxy-ssl-verify": "off"}, True),
        ({"proxy-ssl-secret": "default/tls", "backend-protocol": "HTTPS", "proxy-ssl-verify": "on"}, False),
        ({"proxy-ssl-secret": "default/tls", "backend-protocol": "HTTPS", "proxy-ssl-verify": "true"}, False),
        ({"proxy-ssl-secret": "default/tls"}, False),
        ({"proxy-ssl-secret": "default/tls", "backend-protocol": "HTTPS", "canary": "true"}, False),
        ({"backend-protocol": "HTTPS"}, False),
    ],
)
def test_backend_certificates(annotations: dict, told: bool) -> None:
    assert ("backend-certificate-unverified" in said(ingress(annotations))) is told


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("$host", False),
        ("${host}", False),
        ("$http_x_tenant.internal", False),
        ("$arg_a", False),
        ("$1", False),
        ("$tenant", True),
        ("a$", True),
        ("${host", True),
    ],
)
def test_variables(value: str, wrong: bool) -> None:
    assert ("variable-unknown" in said(ingress({"upstream-vhost": value}))) is wrong


@pytest.mark.parametrize(
    ("path", "kind", "refused"),
    [
        ("/shop-1.0_a/b", "Exact", False),
        ("/~user", "Prefix", True),
        ("/a%20b", "Exact", True),
        ("/a:b", "Prefix", True),
        ("/a@b", "Prefix", True),
        ("/(a|b)", "ImplementationSpecific", False),
    ],
)
def test_path_characters(path: str, kind: str, refused: bool) -> None:
    assert ("path-characters-refused" in said(ingress(paths={path: kind}))) is refused


@pytest.mark.parametrize(
    ("target", "paths", "rule"),
    [
        ("/$1", {"/a/(.*)": "ImplementationSpecific"}, ""),
        ("/$2", {"/a/(.*)": "ImplementationSpecific"}, "rewrite-group-missing"),
        ("/$1", {"/a/(.*)": "ImplementationSpecific", "/b": "Prefix"}, "rewrite-group-missing"),
        ("/", {"/": "Prefix"}, ""),
        ("/", {"/a": "Prefix"}, "rewrite-collapses-paths"),
        ("/", {"/a": "Exact"}, ""),
        ("/", {"/a/(.*)": "ImplementationSpecific"}, "rewrite-collapses-paths"),
        ("/index.html", {"/a": "Prefix"}, ""),
        ("/a", {"/a$": "ImplementationSpecific"}, ""),
    ],
)
def test_rewrites(target: str, paths: dict, rule: str) -> None:
    found = [name for name in said(ingress({"rewrite-target": target}, paths)) if name.startswith("rewrite-")]
    assert found == ([rule] if rule else [])


def test_regular_expressions_reach_every_ingress_of_the_host() -> None:
    plain = ingress(paths={"/v1.0": "Prefix"}, name="api")
    assert "regex-reach" in said(ingress({"use-regex": "true"}), plain)
    assert "regex-reach" not in said(ingress({"use-regex": "true"}), ingress(paths={"/v1": "Prefix"}, name="api"))
    assert "regex-reach" not in said(ingress({"use-regex": "true"}, host="other.example.com"), plain)
    assert "regex-reach" not in said(ingress({"use-regex": "true"}, class_name="nginx-internal"), plain)
    assert "regex-reach" not in said(ingress({"use-regex": "true", "canary": "true", "canary-weight": "1"}), plain)


@pytest.mark.parametrize("path", ["/a(/|$)(.*)", "/a/[0-9]+", "/a/.*", "/a\\.php"])
def test_an_expression_nobody_reads_as_one(path: str) -> None:
    assert said(ingress(paths={path: "ImplementationSpecific"})) == ["regex-not-enabled"]
    assert said(ingress({"use-regex": "true"}, {path: "ImplementationSpecific"})) == []
    assert said(ingress(paths={path: "ImplementationSpecific"}, class_name="alb")) == []


@pytest.mark.parametrize("path", ["/a", "/v1.0", "/a-b_c", "/*", "/a+b"])
def test_a_plain_path_needs_no_expression(path: str) -> None:
    assert said(ingress(paths={path: "ImplementationSpecific"})) == []


def test_an_expression_that_does_not_compile_stalls_wherever_the_mode_comes_from() -> None:
    broken = ingress(paths={"/a(": "ImplementationSpecific"}, name="api")
    assert "path-regex-invalid" in said(ingress({"use-regex": "true"}), broken)
    assert "path-regex-invalid" not in said(ingress(), broken)


def test_twins_stall_unless_the_host_is_in_regex_mode() -> None:
    both = {"/shop": "Prefix", "/shop/": "Prefix"}
    assert said(ingress(paths=both)) == ["slash-twins"]
    assert "slash-twins" not in said(ingress({"use-regex": "true"}, both))
    assert "slash-twins" not in said(ingress(paths={"/shop": "Prefix", "/shop/": "Exact"}))
    assert said(ingress(paths={"/shop": "Prefix"}), ingress(paths={"/shop/": "Prefix"}, name="b")) == ["slash-twins"]
    assert "slash-twins" not in said(ingress(paths=both, class_name="alb"))


def test_canaries() -> None:
    primary = ingress(name="primary")
    canary = {"canary": "true", "canary-weight": "10"}
    assert said(primary, ingress(canary)) == []
    assert said(ingress(canary)) == []
    assert said(primary, ingress(canary, {"/x": "Prefix"})) == ["canary-without-primary"]
    assert said(primary, ingress(canary, {"/": "ImplementationSpecific"})) == []
    assert said(primary, ingress(canary, {"/": "Exact"})) == ["canary-without-primary"]
    assert said(primary, ingress(canary), ingress(canary, name="second")) == ["canary-without-primary"]
    assert said(ingress({**canary, "auth-url": "https://a.example"})) == ["canary-annotation-ignored"]
    assert said(ingress({**canary, "affinity": "cookie"})) == []


@pytest.mark.parametrize(
    ("annotations", "namespace", "refused"),
    [
        ({"auth-type": "basic", "auth-secret": "security/users"}, "shop", True),
        ({"auth-type": "basic", "auth-secret": "security/users"}, "", False),
        ({"auth-secret": "security/users"}, "shop", False),
        ({"auth-type": "basic", "auth-secret": "users"}, "shop", False),
        ({"auth-tls-secret": "shop/ca"}, "shop", False),
        ({"auth-tls-secret": "security/ca"}, "shop", True),
    ],
)
def test_references_to_other_namespaces(annotations: dict, namespace: str, refused: bool) -> None:
    assert ("reference-to-other-namespace" in said(ingress(annotations, namespace=namespace))) is refused


def test_a_path_type_does_not_keep_two_ingresses_apart() -> None:
    prefix, exact = ingress(paths={"/a": "Prefix"}), ingress(paths={"/a": "Exact"}, name="b")
    assert said(prefix, exact) == ["host-path-overlap"]
    assert said(ingress(paths={"/a": "Prefix"}, class_name="alb"), exact) == []


@pytest.mark.parametrize(
    ("annotations", "expected"),
    [
        ({"auth-url": "http://login.example.com/verify"}, ["login-in-clear"]),
        ({"auth-url": "http://oauth2-proxy.auth.svc.cluster.local/verify"}, []),
        ({"auth-url": "http://oauth2-proxy.auth/verify"}, []),
        ({"auth-url": "http://$host/verify"}, []),
        ({"auth-url": "http://10.1.2.3:8080/verify"}, []),
        ({"permanent-redirect": 'https://a.example/";return 204'}, ["injection-character"]),
        ({"auth-tls-match-cn": "CN=a#b", "auth-tls-secret": "default/ca"}, ["injection-character"]),
        ({"auth-url": "https://a.example", "custom-http-errors": "403"}, ["login-page-replaced"]),
        ({"auth-url": "https://a.example", "custom-http-errors": "404"}, []),
        ({"server-snippet": ""}, []),
        ({"server-snippet": "return 204;"}, ["snippet-annotation"]),
    ],
)
def test_security(annotations: dict, expected: list[str]) -> None:
    assert said(ingress(annotations), rules="security") == expected


def test_the_retirement_is_told_once() -> None:
    both = (ingress(), ingress(name="b", paths={"/b": "Prefix"}))
    assert said(*both, rules="ingress-nginx-retired") == ["ingress-nginx-retired"]
    assert said(*both, rules="security") == []
    assert said(ingress(class_name="alb"), rules="ingress-nginx-retired") == []


@pytest.mark.parametrize(
    ("name", "until"), [("nginx", "since March 2026"), ("webapprouting.kubernetes.azure.com", "until November")]
)
def test_who_runs_it_tells_how_long_it_is_kept(name: str, until: str) -> None:
    (found,) = findings(ingress(class_name=name), ["ingress-nginx-retired"])
    assert until in found.message


@pytest.mark.parametrize(
    ("path", "target", "words"),
    [
        ("/a", "/", ["`path: /a(/|$)(.*)`", "`/$2`"]),
        ("/a/", "/b", ["`path: /a(/|$)(.*)`", "`/b/$2`"]),
        ("/", "/b/", ["`path: /(.*)`", "`/b/$1`"]),
        ("/a/(.*)", "/", []),
    ],
)
def test_how_to_keep_what_a_rewrite_leaves_out(path: str, target: str, words: list[str]) -> None:
    text = ingress({"rewrite-target": target}, {path: "ImplementationSpecific"})
    (found,) = findings(text, ["rewrite-collapses-paths"])
    assert bool(found.notes) == bool(words)
    assert all(word in found.notes[0] for word in words)


@pytest.mark.parametrize(("stated", "label"), [({}, "info"), ({"cors-allow-credentials": "true"}, "warning")])
def test_cors_for_everybody_is_bad_where_credentials_are_asked_for(stated: dict, label: str) -> None:
    (found,) = findings(ingress({"enable-cors": "true", **stated}), ["cors-any-origin-with-credentials"])
    assert found.severity.label == label


def test_annotations_are_no_question_where_one_ingress_repeats_a_path() -> None:
    import json

    twice = json.loads(ingress(class_name="edge"))
    twice["spec"]["rules"] *= 2
    (found,) = findings(json.dumps(twice), ["host-path-conflict"])
    assert found.notes == ("one of them is enough",)


@pytest.mark.parametrize(
    ("target", "count"),
    [
        ("www.example.org", 1),
        ("www.example.org/a", 1),
        ("https://www.example.org", 0),
        ("/a", 0),
        ("a/b.html", 0),
        ("a.html", 0),
    ],
)
def test_a_host_without_a_scheme_is_taken_for_a_path(target: str, count: int) -> None:
    found = findings(ingress({"permanent-redirect": target}), ["redirect-conflict"])
    assert [note for one in found for note in one.notes] == [f"write `https://{target}`"] * count


def test_one_mistake_is_one_finding() -> None:
    """A fault that two rules could speak about is told by one of them."""
    refused = ingress({"permanent-redirect": "https://a.example/;x"})
    assert set(said(refused, rules="default")) == {"injection-character"}
    suspicious = said(ingress(paths={"/etc/nginx;": "Prefix"}), rules="default")
    assert "path-suspicious" in suspicious
    assert "path-characters-refused" not in suspicious
    assert "injection-character" not in suspicious


TWICE = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: %s, annotations: {%s}}
spec:
  rules:
    - host: shop.example.com
      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: %s, port: {number: 80}}}}]}
"""


@pytest.mark.parametrize(
    ("annotations", "told"),
    [
        ("kubernetes.io/ingress.class: nginx", "ingress-nginx refuses the second object"),
        ("kubernetes.io/ingress.class: alb, alb.ingress.kubernetes.io/group.name: x", "sorts a group by `group.order`"),
        ("kubernetes.io/ingress.class: web", "often the oldest object wins"),
        ("kubernetes.io/ingress.class: gce", ""),
    ],
)
def test_a_conflict_tells_what_the_controller_does(annotations: str, told: str) -> None:
    text = TWICE % ("one", annotations, "shop") + "---\n" + TWICE % ("two", annotations, "cart")
    notes = [note for found in findings(text, ["host-path-conflict"]) for note in found.notes]
    assert [told in note for note in notes] == ([True] if told else [])


@pytest.mark.parametrize(
    ("kinds", "class_name", "count"),
    [
        (("Prefix", "ImplementationSpecific"), "nginx", 1),
        (("Prefix", "Exact"), "nginx", 0),
        (("Prefix", "ImplementationSpecific"), "traefik", 0),
    ],
)
def test_what_ingress_nginx_takes_for_the_same_path(kinds: tuple[str, str], class_name: str, count: int) -> None:
    text = TWICE % ("one", f"kubernetes.io/ingress.class: {class_name}", "shop")
    first, second = (
        f"{{path: /, pathType: {kind}, backend: {{service: {{name: {kind.lower()}, port: {{number: 80}}}}}}}}"
        for kind in kinds
    )
    text = text[: text.index("{paths:")] + f"{{paths: [{first}, {second}]}}\n"
    assert len(findings(text, ["host-path-conflict"])) == count


BASIC = {"auth-type": "basic", "auth-secret": "users"}
ADMIN = {"/admin": "Exact"}


@pytest.mark.parametrize(
    ("guard", "paths", "beside", "open_paths", "reported"),
    [
        (BASIC, ADMIN, {}, {"/": "Prefix"}, True),
        ({"auth-url": "https://login.example.com/"}, ADMIN, {}, {"/": "Prefix"}, True),
        ({"whitelist-source-range": "10.0.0.0/8"}, {"/admin/metrics": "Exact"}, {}, {"/admin": "Prefix"}, True),
        ({"whitelist-source-range": "0.0.0.0/0"}, ADMIN, {}, {"/": "Prefix"}, False),
        ({"auth-secret": "users"}, ADMIN, {}, {"/": "Prefix"}, False),
        (BASIC, {"/admin": "Prefix"}, {}, {"/": "Prefix"}, False),
        (BASIC, {"/": "Prefix"}, {}, {"/healthz": "Exact", "/oauth2": "Prefix", "/.well-known": "Prefix"}, False),
        (BASIC, {"/admin": "Prefix"}, {}, {"/admin/static": "Prefix"}, False),
        (BASIC, {"/report.html": "Exact"}, {}, {"/": "Prefix"}, False),
        (BASIC, {"/": "Exact"}, {}, {"/shop": "Prefix"}, False),
        (BASIC, ADMIN, {"whitelist-source-range": "10.0.0.0/8"}, {"/": "Prefix"}, False),
        (BASIC, ADMIN, {"configuration-snippet": "deny all;"}, {"/": "Prefix"}, False),
        (BASIC, ADMIN, {"permanent-redirect": "https://example.com"}, {"/": "Prefix"}, False),
        (BASIC, ADMIN, {"canary": "true", "canary-weight": "5"}, {"/": "Prefix"}, False),
        (BASIC, {"/admin": "Prefix"}, {"use-regex": "true"}, {"/[a-z]+/.*": "ImplementationSpecific"}, True),
        (BASIC, {"/admin(/|$)(.*)": "ImplementationSpecific", **ADMIN}, {"use-regex": "true"}, {"/": "Prefix"}, False),
        (BASIC, {"/admin": "Prefix"}, {"use-regex": "true"}, {"/admin/(css|js)/.*": "ImplementationSpecific"}, False),
        (BASIC, {"/admin": "Prefix"}, {"use-regex": "true"}, {"/((a+)+)+b": "ImplementationSpecific"}, False),
    ],
)
def test_ways_around_a_login(guard: dict, paths: dict, beside: dict, open_paths: dict, reported: bool) -> None:
    """Only a path to the same Service that takes what the protected one was meant for."""
    both = (ingress(guard, paths, name="admin"), ingress(beside, open_paths))
    assert ("protected-path-bypassed" in said(*both)) is reported


def test_a_way_around_a_login_leads_to_the_same_service_of_the_same_host() -> None:
    guarded, wide = ingress(BASIC, ADMIN, name="admin"), ingress()
    assert "protected-path-bypassed" in said(guarded, wide)
    assert "protected-path-bypassed" not in said(guarded, wide.replace('"web"', '"shop"'))
    assert "protected-path-bypassed" not in said(guarded, ingress(host="other.example.com"))
    assert "protected-path-bypassed" not in said(guarded, ingress(class_name="nginx-internal"))
    assert "protected-path-bypassed" not in said(guarded, ingress(namespace="other"), guarded.replace("admin", "more"))


@pytest.mark.parametrize(
    ("annotations", "reported"),
    [
        ({"custom-http-errors": "503"}, True),
        ({"custom-http-errors": "503", "default-backend": "error-pages"}, False),
        ({"custom-http-errors": ""}, False),
        ({"custom-http-errors": "503", "canary": "true", "canary-weight": "5"}, False),
    ],
)
def test_error_pages_have_a_backend(annotations: dict, reported: bool) -> None:
    assert ("error-page-backend-missing" in said(ingress(annotations))) is reported


@pytest.mark.parametrize(
    ("url", "paths", "other", "loops"),
    [
        ("https://shop.example.com", {"/": "Prefix"}, {}, True),
        ("https://shop.example.com/new/one?x=1", {"/": "Prefix"}, {}, True),
        ("https://shop.example.com/new", {"/new": "Exact"}, {}, True),
        ("https://shop.example.com/new", {"/old": "Prefix"}, {}, False),
        ("https://shop.example.com/new/one", {"/": "Prefix"}, {"/new": "Prefix"}, False),
        ("https://shop.example.com/new", {"/new": "Prefix"}, {"/new": "Exact"}, False),
        ("https://shop.example.com/new", {"/new": "Prefix"}, {"/": "Prefix"}, True),
        ("https://www.example.com/new", {"/": "Prefix"}, {}, False),
        ("HTTPS://www.example.com/new", {"/": "Prefix"}, {}, False),
    ],
)
def test_a_redirect_that_leads_back(url: str, paths: dict[str, str], other: dict[str, str], loops: bool) -> None:
    manifests = [ingress({"temporal-redirect": url}, paths), *([ingress({}, other, name="other")] if other else [])]
    assert said(*manifests, rules="redirect-conflict") == ["redirect-conflict"] * loops


def test_a_certificate_of_the_host_makes_a_listener() -> None:
    plain, other, rule = ingress(), ingress(name="other"), "listener-certificate-missing"
    assert said(plain, other, rules=rule) == [rule, rule]
    assert said(plain, ingress(name="other", tls=True), rules=rule) == []
    assert said(plain, ingress(name="other", namespace="other", tls=True), rules=rule) == [rule]
    hostless = plain.replace('"rules"', '"tls": [{"secretName": "wildcard"}], "rules"')
    assert said(hostless, rules=rule) == []


def test_the_groups_of_a_rewrite_are_told_once() -> None:
    manifest = ingress({"rewrite-target": "/$1"}, {"/x/(.*)": "ImplementationSpecific"}, tls=True)
    found = findings(manifest, ["annotation-conversion", "conversion-summary", "rewrite-not-converted"])
    assert {d.rule for d in found} == {"conversion-summary", "rewrite-not-converted"}
    assert any(d.message.startswith("0 of 1 annotations convert") for d in found)


@pytest.mark.parametrize("rule", ["ssl-redirect-without-tls", "listener-certificate-missing"])
def test_behind_a_passthrough_the_pods_have_the_certificate(rule: str) -> None:
    assert said(ingress({"force-ssl-redirect": "true"}), rules=rule) == [rule]
    assert said(ingress({"force-ssl-redirect": "true", "ssl-passthrough": "true"}), rules=rule) == []


def test_without_a_converter_annotations_are_not_named_one_by_one() -> None:
    keys = {"alb.ingress.kubernetes.io/scheme": "internal", "alb.ingress.kubernetes.io/target-type": "ip"}
    rules = ["annotation-conversion", "conversion-summary", "converter-missing"]
    found = findings(ingress(keys, class_name="alb"), rules)
    assert [d.rule for d in found] == ["converter-missing"]


@pytest.mark.parametrize(
    ("path", "keys", "label", "fixed"),
    [
        ("/*", {}, "a Prefix needs no `*`", "/"),
        ("/api/*", {}, "a Prefix needs no `*`", "/api"),
        ("/api*", {}, "a Prefix needs no `*`", ""),
        ("/search?q=shoes", {}, "a path has no query", "/search"),
        ("/items/?", {}, "use ImplementationSpecific", ""),
        ("/items/[0-9]*", {}, "use ImplementationSpecific", ""),
        ("/api/*", {"use-regex": "true"}, "use ImplementationSpecific", ""),
    ],
)
def test_advice_on_a_refused_path_leads_to_one_that_works(
    path: str, keys: dict[str, str], label: str, fixed: str
) -> None:
    (found,) = findings(ingress(keys, {path: "Prefix"}), ["path-characters-refused"])
    assert found.locations[0].label == label
    assert [fix.changes[0].value for fix in found.fixes] == ([fixed] if fixed else [])
