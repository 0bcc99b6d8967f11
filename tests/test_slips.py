"""Notes that say what a refused value was probably meant to be."""

from __future__ import annotations

import pytest

from tests.cases import findings

TEXT = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
"""


@pytest.mark.parametrize(
    ("old", "new", "rule", "words"),
    [
        ("shop.example.com", "https://shop.example.com/", "host-invalid", "the scheme and all that follows"),
        ("shop.example.com", "shop.example.com:8080", "host-invalid", "leave out the port: `shop.example.com`"),
        ("shop.example.com", "shop.example.com/cart", "host-invalid", "the path, which goes into `path`"),
        ("shop.example.com", "shop.example.com/", "host-invalid", "the slash: `shop.example.com`"),
        ("shop.example.com", "a.example, b.example", "host-invalid", "one rule for each"),
        ("shop.example.com", "\u201cshop.example.com\u201d", "host-invalid", "typographic quotes"),
        ("shop.example.com", "shop_a.example.com", "host-invalid", "a lower-case DNS name such as"),
        ("shop.example.com", "a.<your domain>", "host-invalid", "a lower-case DNS name such as"),
        (
            "host: shop.example.com",
            "host: |\n        shop.example.com",
            "host-invalid",
            "on one line: `shop.example.com`",
        ),
        (
            "host: shop.example.com",
            "host: |\n        a.example\n        b.example",
            "host-invalid",
            "one rule for each",
        ),
        ("name: web", "name: web.other", "service-name-invalid", "stays in its namespace"),
        ("name: web", "name: web.other.svc.cluster.local", "service-name-invalid", "enough: `web`"),
        ("path: /", "path: \u201c/\u201d", "path-not-absolute", "write `/`, or plain quotes"),
        ("shop.example.com", '"*"', "host-invalid", "leave `host` out"),
        ("spec:\n", "spec: |\n", "wrong-type", "leave the `|` out"),
        ("number: 80", "number: 80,", "wrong-type", "behind the number: `80`"),
        ("shop.example.com", "[a.example, b.example]", "wrong-type", "one `host` in each entry"),
        (
            "port:\n                  number: 80",
            "port:\n                  number:80",
            "wrong-type",
            "after the colon: write `number: 80`",
        ),
        ("path: /", "path: #/", "path-not-absolute", "`#/` begins a comment"),
        ("name: web", "name: # TODO", "field-missing", "`#` begins a comment"),
        ("number: 80", "name: 80", "wrong-type", "write `number: 80`"),
    ],
)
def test_note(old: str, new: str, rule: str, words: str) -> None:
    assert TEXT.count(old) == 1
    (found,) = findings(TEXT.replace(old, new), [rule])
    assert words in " ".join(found.notes)


def test_a_large_number_is_quoted_as_it_is_written() -> None:
    (found,) = findings(TEXT.replace("80", "99999999999999999999"), ["wrong-type"])
    assert "`99999999999999999999`" in found.message


def test_titles_of_fixes_name_the_item_of_a_list() -> None:
    inner = "".join(f"    {line}\n" for line in TEXT.replace("path: /", "path: cart").splitlines())
    (found,) = findings(f"apiVersion: v1\nkind: List\nitems:\n  - {inner.lstrip()}", ["path-not-absolute"])
    assert found.field == "items[0].spec.rules[0].http.paths[0].path"
    assert f"set {found.field} to" in found.fixes[0].title


def test_the_port_0_is_there_but_counts_as_missing() -> None:
    (found,) = findings(TEXT.replace("number: 80", "number: 0"), ["port-missing"])
    assert "`web` is 0, which counts as missing" in found.message
    assert found.locations[0].label == "0 is no port"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("https://x.example.com/api", "/api"),
        ("https://x.example.com", "/"),
        ("https://x.example.com:8443/api/?q=1#top", "/api/"),
    ],
)
def test_a_url_leaves_its_path(url: str, path: str) -> None:
    (found,) = findings(TEXT.replace("path: /", f"path: {url}"), ["api"])
    assert found.rule == "path-not-absolute"
    assert f"write `{path}`" in found.notes[0]
    assert found.fixes[0].changes[0].value == path


@pytest.mark.parametrize(
    ("old", "new", "rule", "value", "safe"),
    [
        ("networking.k8s.io/v1", "networking/v1", "api-version-unknown", "networking.k8s.io/v1", True),
        ("networking.k8s.io/v1", "networking.k8s.io/V1", "api-version-unknown", "networking.k8s.io/v1", True),
        ("networking.k8s.io/v1", "networkng.k8s.io/v1", "api-version-unknown", "networking.k8s.io/v1", True),
        ("networking.k8s.io/v1", "v1", "api-version-unknown", "networking.k8s.io/v1", False),
        ("shop.example.com", "Shop.Example.com", "host-invalid", "shop.example.com", True),
        ("shop.example.com", '" shop.example.com "', "host-invalid", "shop.example.com", True),
        ("shop.example.com", "https://Shop.example.com/", "host-invalid", "shop.example.com", False),
        ("spec:", "spec:\n  tls: [{hosts: ['*.A.example']}]", "tls-host-invalid", "*.a.example", True),
        ("spec:", "spec:\n  tls:\n    - hosts: a.example", "wrong-type", ["a.example"], True),
        ("spec:", "spec:\n  tls:\n    - hosts: '*.a.example' # all", "wrong-type", ["*.a.example"], True),
    ],
)
def test_fix(old: str, new: str, rule: str, value: object, safe: bool) -> None:
    (found,) = findings(TEXT.replace(old, new, 1), [rule])
    (fix,) = found.fixes
    assert ([change.value for change in fix.changes], fix.safe) == ([value], safe)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("networking.k8s.io/v1", "networking.k8s.io/v2", "api-version-unknown"),
        ("networking.k8s.io/v1", "extensions/v1", "api-version-unknown"),
        ("networking.k8s.io/v1", "networking.k8s.io/v1/v1", "api-version-unknown"),
        ("shop.example.com", "HOSTNAME", "host-invalid"),
        ("shop.example.com", "Shop_A.example.com", "host-invalid"),
        ("shop.example.com", "https://shop.example.com/cart", "host-invalid"),
        ("shop.example.com", "https://10.0.0.1/", "host-invalid"),
        ("spec:", "spec:\n  tls:\n    - hosts: a.example, b.example", "wrong-type"),
    ],
)
def test_no_fix_where_more_than_one_thing_may_be_meant(old: str, new: str, rule: str) -> None:
    (found,) = findings(TEXT.replace(old, new, 1), [rule])
    assert found.fixes == ()


def test_a_class_in_capitals_is_offered_in_small_letters() -> None:
    text = TEXT.replace("spec:\n", "spec:\n  ingressClassName: Nginx\n")
    (found,) = findings(text, ["ingress-class-name-invalid", "ingress-class-not-found"])
    (fix,) = found.fixes
    assert ([change.value for change in fix.changes], fix.safe) == (["nginx"], False)
