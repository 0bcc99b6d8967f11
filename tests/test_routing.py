"""Where requests go: our own suites, URLs as browsers read them, and the routing table in every format."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from ingress_lint.cli import cli
from ingress_lint.routing.hosts import host_matches
from ingress_lint.routing.matching import Matcher
from ingress_lint.routing.paths import path_matches
from ingress_lint.routing.request import BadUrl, read_url
from ingress_lint.routing.unspecified import TOPICS
from tests.routing_agreement import disagreements, suites

SUITES = [suite for file in sorted((Path(__file__).parent / "routing").glob("*.yaml")) for suite in suites(file)]

SHOP = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  namespace: web
spec:
  ingressClassName: traefik
  defaultBackend:
    resource:
      apiGroup: k8s.example.com
      kind: StorageBucket
      name: icons
  tls:
    - hosts: [shop.example.com]
      secretName: shop-tls
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /cart
            pathType: Prefix
            backend:
              service:
                name: cart
                port:
                  name: http
"""
HOSTILE = SHOP.replace("path: /cart", r'path: "/\"]<script>alert(1)</script>`\u202e"')


@pytest.fixture
def in_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def routes(text: str, *options: str) -> Result:
    Path("shop.yaml").write_text(text, encoding="utf-8")
    return CliRunner().invoke(cli, ["routes", "shop.yaml", *options], standalone_mode=False)


@pytest.mark.parametrize("suite", SUITES, ids=lambda suite: suite["name"])
def test_requests_are_resolved_as_expected(suite: dict) -> None:
    assert not [line for line in disagreements([suite]) if line]


def test_every_topic_has_a_request_that_raises_it() -> None:
    raised = {topic for suite in SUITES for case in suite["cases"] for topic in case.get("topics", ())}
    assert raised == set(TOPICS)


@pytest.mark.parametrize(
    ("url", "host", "path"),
    [
        ("shop.example.com", "shop.example.com", "/"),
        ("shop.example.com/cart", "shop.example.com", "/cart"),
        ("//shop.example.com/cart", "shop.example.com", "/cart"),
        ("HTTPS://Shop.Example.COM:8443/Cart", "shop.example.com", "/Cart"),
        ("https://shop.example.com?q=/a", "shop.example.com", "/"),
        ("https://shop.example.com#/a", "shop.example.com", "/"),
        ("https://shop.example.com/a?b#c", "shop.example.com", "/a"),
        ("https://shop.example.com/a#b?c", "shop.example.com", "/a"),
        ("https://shop.example.com./a", "shop.example.com", "/a"),
        ("https://me:secret@shop.example.com/a", "shop.example.com", "/a"),
        ("https://shop.example.com/a%2Fb%20c", "shop.example.com", "/a%2Fb%20c"),
        ("https://shop.example.com/a b/é", "shop.example.com", "/a%20b/%C3%A9"),
        ("https://shop.example.com\\a", "shop.example.com", "/a"),
        ("https://bücher.example/ß", "xn--bcher-kva.example", "/%C3%9F"),
        ("https://bücher。example", "xn--bcher-kva.example", "/"),
        ("https://sh%6fp.example.com/", "shop.example.com", "/"),
        ("http://[2001:DB8::1]:8080/a", "[2001:db8::1]", "/a"),
        ("http://192.0.2.1/a", "192.0.2.1", "/a"),
        ("localhost:8080/a", "localhost", "/a"),
        ("  https://shop.example.com/a\n", "shop.example.com", "/a"),
        ("/a", "", "/a"),
        ("wss://shop.example.com/socket", "shop.example.com", "/socket"),
        ("https://shop.example.com/api/../x", "shop.example.com", "/x"),
        ("https://shop.example.com/api/%2E%2e/x", "shop.example.com", "/x"),
        ("https://shop.example.com/api/.%2e", "shop.example.com", "/"),
        ("https://shop.example.com/api/./x/.", "shop.example.com", "/api/x/"),
        ("https://shop.example.com/../../a//../b", "shop.example.com", "/a/b"),
        ("https://shop.example.com/.../..x", "shop.example.com", "/.../..x"),
        ("https://shop.example.com\\api\\..\\x", "shop.example.com", "/x"),
        ("https:\\\\shop.example.com\\api", "shop.example.com", "/api"),
        ("https:shop.example.com/api", "shop.example.com", "/api"),
        ("https:////shop.example.com/api", "shop.example.com", "/api"),
        ("\\\\shop.example.com\\api", "shop.example.com", "/api"),
        ("https://evil\\@good/", "evil", "/@good/"),
        ("https://a@b@shop.example.com/", "shop.example.com", "/"),
        ("https://shop.example.com:/", "shop.example.com", "/"),
        ("https://shop.example.com:00080/", "shop.example.com", "/"),
        ("shop.example.com:8443/a", "shop.example.com", "/a"),
        ("https://0x7f.1/", "127.0.0.1", "/"),
        ("https://2130706433/", "127.0.0.1", "/"),
        ("https://0300.0.2.1./", "192.0.2.1", "/"),
        ("https://[2001:db8:0:0::1]/", "[2001:db8::1]", "/"),
        ("https://so\u00adft.example/", "soft.example", "/"),
        ("https://xn--bcher-kva.example/", "xn--bcher-kva.example", "/"),
        ("\ufeffht\ntps://shop.example.com/\ta\x00", "shop.example.com", "/a"),
        ('https://shop.example.com/"<>`{}^|[]', "shop.example.com", "/%22%3C%3E%60%7B%7D%5E|[]"),
        ("https://shop.example.com/\udcff", "shop.example.com", "/%EF%BF%BD"),
        ("https://shop.example.com/" + "x/../" * 20_000, "shop.example.com", "/"),
    ],
)
def test_url_is_read_as_a_browser_reads_it(url: str, host: str, path: str) -> None:
    request = read_url(url)
    assert (request.host, request.path) == (host, path)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "neither a host nor a path"),
        ("   ", "neither a host nor a path"),
        ("?a=b", "neither a host nor a path"),
        ("ftp://shop.example.com/", "the scheme `ftp`; requests to an Ingress are http or https"),
        ("mailto:a@b", "the scheme `mailto`"),
        ("javascript:alert(1)", "the scheme `javascript`"),
        ("me:secret@shop.example.com/", "if `me` is a host or a user, write `https://` before it"),
        ("https//shop.example.com/", "lacks the colon after `https`"),
        ("https://", "no host"),
        ("https://:80/", "no host"),
        ("https://me@/", "no host"),
        ("@/x", "no host"),
        ("https://./", "between dots"),
        ("https://.a/", "between dots"),
        ("../x", "between dots"),
        ("https://a..example.com/", "between dots"),
        ("https://shop.example.com../", "between dots"),
        ("https://shop example.com/", "a space in `shop example.com`"),
        ("https://a%00b/", "a control character in"),
        ("https://a%2fb/", "`/` in `a%2fb`"),
        ("https://%zz/", "a `%` in"),
        ("https://%ff/", "U+FFFD"),
        ("https://\u202emoc/", "U+202E"),
        ("https://xn--/", "no valid form of an international name"),
        ("https://shop.example.com:70000/", "ports go from 1 to 65535"),
        ("https://shop.example.com:0/", "ports go from 1 to 65535"),
        (f"https://shop.example.com:{'9' * 5000}/", "ports go from 1 to 65535"),
        ("https://shop.example.com:x/", "`x` where the port belongs"),
        ("https://a:b:80/", "`b:80` where the port belongs"),
        ("https://me:se/cret@shop.example.com/", "`se` where the port belongs"),
        ("https://[::1/api", "an opening bracket `[` that is not closed"),
        ("https://[::1]x/", "only a port may follow"),
        ("https://[::g]/", "no IPv6 address"),
        ("https://[fe80::1%25eth0]/", "no IPv6 address"),
        ("https://2001:db8::1/", "write `[2001:db8::1]`"),
        ("https://256.1.1.1/", "no IPv4 address"),
        ("https://1.2.3.4.5/", "no IPv4 address"),
        ("https://1.2.3.08/", "no IPv4 address"),
        (f"https://{'a' * 64}.example.com/", "more than 63 characters"),
        (f"https://{'ü' * 100_000}/", "more than 63 characters"),
        (f"https://{'a.' * 140}com/", "more than 253 characters"),
    ],
)
def test_url_that_nobody_can_request_is_refused(url: str, said: str) -> None:
    with pytest.raises(BadUrl) as caught:
        read_url(url)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 400


@given(st.text(max_size=80))
def test_any_text_is_a_url_or_is_refused(text: str) -> None:
    try:
        request = read_url(text)
    except BadUrl:
        return
    assert request.path.startswith("/")
    assert request.path.isascii()
    assert request.host == request.host.lower()


labels = st.text("abc-", min_size=1, max_size=3)
hosts = st.lists(labels, min_size=1, max_size=4).map(".".join)


@given(hosts, hosts)
def test_wildcard_stands_for_exactly_one_label(host: str, parent: str) -> None:
    assert host_matches(f"*.{parent}", host) == (host.split(".", 1)[1:] == [parent])


paths = st.lists(st.sampled_from(["a", "b", "ab"]), max_size=4).map(lambda parts: "/" + "/".join(parts))


@given(paths, paths)
def test_prefix_ignores_a_final_slash_on_either_side(path: str, requested: str) -> None:
    expected = f"{requested}/".startswith(path.rstrip("/") + "/")
    for ending in ("", "/"):
        for given_ending in ("", "/"):
            assert path_matches("Prefix", path.rstrip("/") + ending or "/", requested + given_ending) is expected


@pytest.mark.parametrize("text", ["/(a+)+b", "/(a|a)*b", "/a*a*a*a*a*b", "/(", "/[a", "/" + "a?" * 5000])
def test_regular_expression_never_hangs_or_raises(text: str) -> None:
    Matcher("regex").takes("Prefix", text, "/" + "a" * 200)


def test_table_has_a_line_for_every_path(in_directory: Path) -> None:
    result = routes(SHOP)
    assert result.exit_code == 0
    assert [line.split() for line in result.stdout.splitlines()[1:]] == [
        ["traefik", "shop.example.com", "/cart", "Prefix", "cart", "http", "web/shop", "shop.yaml:20", "shop-tls"],
        ["traefik", "-", "-", "default", "backend", "StorageBucket", "icons", "-", "web/shop", "shop.yaml:8", "-"],
    ]


def test_json_has_every_route(in_directory: Path) -> None:
    found = json.loads(routes(SHOP, "--output-format", "json").stdout)["routes"]
    assert found[0] == {
        "project": None,
        "kustomization": None,
        "class": "traefik",
        "host": "shop.example.com",
        "path": "/cart",
        "pathType": "Prefix",
        "backend": {"service": {"name": "cart", "port": "http"}},
        "ingress": "web/shop",
        "field": "spec.rules[0].http.paths[0]",
        "file": "shop.yaml",
        "line": 20,
        "tls": "shop-tls",
        "workloads": [],
        "unknown": [],
    }
    assert found[1]["backend"] == {
        "resource": {"apiGroup": "k8s.example.com", "kind": "StorageBucket", "name": "icons"}
    }
    assert found[1]["field"] == "spec.defaultBackend"


ODD = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: odd, namespace: web}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.example.com], secretName: y}]
  rules:
  - host: a.example.com
    http:
      paths:
      - {path: /name, pathType: Prefix, backend: {service: {name: y, port: {number: 80}}}}
      - {path: /port, pathType: Prefix, backend: {service: {name: web, port: {number: "80"}}}}
      - {path: /portname, pathType: Prefix, backend: {service: {name: web, port: {name: 80}}}}
      - {path: 1212, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      - {path: /type, pathType: on, backend: {service: {name: web, port: {number: 80}}}}
      - {path: /resource, pathType: Prefix, backend: {resource: {kind: y, name: 1212}}}
      - {path: /text, pathType: Prefix, backend: web}
      - {path: /noport, pathType: Prefix, backend: {service: {name: web}}}
      - {path: /nothing, pathType: Prefix}
      - web
  - host: 1212
    http: {paths: [{path: /host, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: y}
spec:
  ingressClassName: y
  rules:
  - host: a.example.com
    http: {paths: [{path: /class, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
"""


def test_what_cannot_be_known_is_shown_as_that(in_directory: Path) -> None:
    lines = {re.split("  +", line)[2]: re.split("  +", line) for line in routes(ODD).stdout.splitlines()}
    assert lines["/name"] == ["nginx", "a.example.com", "/name", "Prefix", "(unknown)", "80", "web/odd", "shop.yaml:11", "(unknown)"]  # fmt: skip
    assert lines["/port"][4:6] == lines["/portname"][4:6] == ["web", "(unknown)"]
    assert lines["(unknown)"][3:6] in (["Prefix", "web", "80"], ["(unknown)", "(unknown backend)", "-"])
    assert lines["/type"][3] == "(unknown)"
    assert lines["/resource"][4] == "(unknown) (unknown)"
    assert lines["/text"][4] == "(unknown backend)"
    assert lines["/noport"][4:6] == ["web", "(no port)"]
    assert lines["/nothing"][4:6] == ["no backend", "-"]
    assert lines["/host"][1] == "(unknown)"
    assert (lines["/class"][0], lines["/class"][6]) == ("(unknown)", "(unknown)")


def test_json_has_null_for_what_cannot_be_known_and_names_it(in_directory: Path) -> None:
    found = json.loads(routes(ODD, "--output-format", "json").stdout)["routes"]
    assert len(found) == 12
    by_path = {row["path"]: row for row in found}
    assert by_path["/name"]["backend"] == {"service": {"name": None, "port": 80}}
    assert by_path["/name"]["unknown"] == ["tls", "backend"]
    assert by_path["/port"]["backend"] == by_path["/portname"]["backend"] == {"service": {"name": "web", "port": None}}
    assert by_path["/resource"]["backend"] == {"resource": {"apiGroup": None, "kind": None, "name": None}}
    assert (by_path["/type"]["pathType"], by_path["/type"]["unknown"]) == (None, ["pathType", "tls"])
    assert (by_path["/host"]["host"], by_path["/host"]["unknown"]) == (None, ["host", "tls"])
    assert (by_path["/class"]["class"], by_path["/class"]["unknown"]) == (None, ["class", "ingress"])
    assert (by_path["/nothing"]["backend"], by_path["/nothing"]["unknown"]) == (None, ["tls"])
    assert [row["unknown"] for row in found if row["path"] is None] == [["path", "pathType", "tls", "backend"], ["path", "tls"]]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "json", "mermaid", "html"])
def test_no_format_shows_values_of_python(in_directory: Path, form: str) -> None:
    assert not re.search("None|True|1212", routes(ODD, "--output-format", form).stdout)


def test_a_default_class_without_a_known_name_is_unknown(in_directory: Path) -> None:
    default = "metadata: {name: y, annotations: {ingressclass.kubernetes.io/is-default-class: 'true'}}"
    text = (
        f"apiVersion: networking.k8s.io/v1\nkind: IngressClass\n{default}\nspec: {{controller: example.com/x}}\n---\n"
    )
    result = routes(text + SHOP.replace("  ingressClassName: traefik\n", ""))
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["CLASS", "(unknown)", "(unknown)"]


def test_class_narrows_the_table(in_directory: Path) -> None:
    both = f"{SHOP}---\n{SHOP.replace('traefik', 'internal').replace('name: shop', 'name: other')}"
    assert len(routes(both).stdout.splitlines()) == 5
    assert len(routes(both, "--class", "internal").stdout.splitlines()) == 3
    assert "no Ingress has the class `intern`, did you mean `internal`?" in str(
        routes(both, "--class", "intern").exception
    )


def test_no_routes_are_no_failure(in_directory: Path) -> None:
    for form in ("table", "json", "mermaid", "html"):
        result = routes("kind: ConfigMap\n", "--output-format", form)
        assert result.exit_code == 0
        assert "no Ingress" in result.stderr


def test_mermaid_labels_hold_nothing_but_text(in_directory: Path) -> None:
    lines = routes(HOSTILE, "--output-format", "mermaid").stdout.splitlines()
    assert lines[0] == "flowchart LR"
    label = r"[A-Za-z0-9 ./:_*#;-]*(<br>[A-Za-z0-9 ./:_*#;-]*)?"
    nodes = [line for line in lines[1:] if "-->" not in line]
    assert nodes
    for line in nodes:
        assert re.fullmatch(rf'  n\d+(\(\["{label}"\]\)|\["{label}"\]|\[\["{label}"\]\]|\[\("{label}"\)\])', line), line
    edges = [tuple(re.findall(r"n\d+", line)) for line in lines[1:] if "-->" in line]
    assert {name for edge in edges for name in edge} == {line.split("(")[0].split("[")[0].strip() for line in nodes}


class Elements(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [f"{tag} {name}" for name, _ in attrs if name in ("src", "href") or name.startswith("on")]


def test_page_needs_nothing_else_and_holds_no_foreign_markup(in_directory: Path) -> None:
    text = routes(HOSTILE, "--output-format", "html").stdout
    found = Elements()
    found.feed(text)
    assert found.tags.count("script") == 1
    assert not found.links
    assert found.tags.count("tr") == 3
    assert "alert(1)" in text
    assert "\u202e" not in text
    assert not re.search(r"https?://|url\(|@import", text)


def test_page_survives_long_names_and_many_routes(in_directory: Path) -> None:
    host = ".".join(["a" * 60] * 4)
    many = "---\n".join(
        SHOP.replace("name: shop\n", f"name: shop{i}\n").replace("shop.example.com", f"{i}.{host}"[:253])
        for i in range(300)
    )
    result = routes(many, "--output-format", "html")
    assert result.stdout.count("<tr>") == 601
    assert "…" in result.stdout
    mermaid = routes(many, "--output-format", "mermaid")
    assert "more than the 500 that Mermaid draws" in mermaid.stderr
