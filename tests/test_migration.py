"""From v1beta1 to v1: each layout by its text, every refusal by its reason, and Kubernetes' own conversion by value."""

from __future__ import annotations

import pytest

from ingress_lint.documents import read
from ingress_lint.conversion import converted
from ingress_lint.migration import Migration, migrate, rename_leftover
from ingress_lint.source import Source
from ingress_lint.tree import Path
from ingress_lint.verification import comments, edited, refusal
from tests.fixing import fixed, repaired

OLD = "apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: shop\n"
NEW = OLD.replace("/v1beta1", "/v1")
V1 = "networking.k8s.io/v1"


def migrated(text: str, *, safe: bool = True) -> str:
    """The text after the migration of its only object of ours."""
    source = Source("a.yaml", text)
    document = next(document for document, _ in read(source).documents if document.ours)
    found = migrate(document)
    assert found.reason == ""
    (fix,) = found.fixes
    assert fix.safe is safe
    result = edited(text, fix.edits)
    assert refusal(source, (fix,), result) == ""
    assert comments(result) == comments(text)
    return result


def refused(text: str) -> str:
    found = migrate(read(Source("a.yaml", text)).documents[0][0])
    assert found.fixes == ()
    assert found.notes == (f"not migrated automatically: {found.reason}",)
    return found.reason


def rules(text: str) -> str:
    """A spec with the given paths, indented by four."""
    return "spec:\n  rules:\n  - http:\n      paths:\n" + text


LAYOUTS = {
    "block": (
        rules("      - path: /\n        backend:\n          serviceName: web\n          servicePort: 80\n"),
        rules(
            "      - path: /\n        pathType: ImplementationSpecific\n        backend:\n          service:\n"
            "            name: web\n            port:\n              number: 80\n"
        ),
    ),
    "comments": (
        "spec: # s\n  backend: # b\n    # above\n    serviceName: web # n\n    # between\n    servicePort: http # p\n  # end\n",
        "spec: # s\n  defaultBackend: # b\n    # above\n    service:\n      name: web # n\n      # between\n"
        "      port:\n        name: http # p\n  # end\n",
    ),
    "four blanks": (
        "spec:\n    backend:\n        serviceName: web\n        servicePort: 80",
        "spec:\n    defaultBackend:\n        service:\n            name: web\n            port:\n                number: 80",
    ),
    "port first": (
        "spec:\n  backend:\n    servicePort: 'http'\n    serviceName: \"web\"\n",
        "spec:\n  defaultBackend:\n    service:\n      port:\n        name: 'http'\n      name: \"web\"\n",
    ),
    "only a name": (
        "spec:\n  backend:\n    serviceName: web\n",
        "spec:\n  defaultBackend:\n    service:\n      name: web\n",
    ),
    "backend first": (
        rules("      - backend: {serviceName: web, servicePort: 80}\n        path: / # root\n"),
        rules(
            "      - backend: {service: {name: web, port: {number: 80}}}\n        path: / # root\n"
            "        pathType: ImplementationSpecific\n"
        ),
    ),
    "no path": (
        rules("      - backend: { servicePort: 80, serviceName: web }\n"),
        rules(
            "      - pathType: ImplementationSpecific\n"
            "        backend: { service: { port: { number: 80 }, name: web } }\n"
        ),
    ),
    "null path type": (
        rules("      - path: /\n        pathType:\n        backend: {}\n"),
        rules("      - path: /\n        pathType: ImplementationSpecific\n        backend: {}\n"),
    ),
    "flow": (
        rules("      - {path: /, backend: {serviceName: web, servicePort: 80}}\n      - {}\n"),
        rules(
            "      - {path: /, pathType: ImplementationSpecific, backend: {service: {name: web, port: {number: 80}}}}\n"
            "      - {pathType: ImplementationSpecific}\n"
        ),
    ),
    "resource": (
        rules("      - path: /\n        pathType: Exact\n        backend: {resource: {kind: Bucket, name: b}}\n"),
        rules("      - path: /\n        pathType: Exact\n        backend: {resource: {kind: Bucket, name: b}}\n"),
    ),
    "new form already": (
        "spec:\n  defaultBackend:\n    service: {name: web, port: {number: 80}}\n",
        "spec:\n  defaultBackend:\n    service: {name: web, port: {number: 80}}\n",
    ),
    "long scalars": (
        "spec:\n  backend:\n    serviceName: >-\n      web\n    servicePort:\n      80\n",
        "spec:\n  defaultBackend:\n    service:\n      name: >-\n        web\n      port:\n        number:\n          80\n",
    ),
    "quoted keys": (
        'spec:\n  "backend":\n    "serviceName": web\n    \'servicePort\': 80\n',
        'spec:\n  "defaultBackend":\n    "service":\n      "name": web\n      "port":\n        \'number\': 80\n',
    ),
    "alias": (
        "spec:\n  backend: &b\n    serviceName: web\n    servicePort: 80\n  rules:\n  - http:\n      paths:\n"
        "      - &p\n        path: /\n        backend: *b\n      - <<: *p\n      - path: /c\n        backend:\n          <<: *b\n",
        "spec:\n  defaultBackend: &b\n    service:\n      name: web\n      port:\n        number: 80\n  rules:\n"
        "  - http:\n      paths:\n      - &p\n        path: /\n        pathType: ImplementationSpecific\n        backend: *b\n"
        "      - <<: *p\n      - path: /c\n        pathType: ImplementationSpecific\n        backend:\n          <<: *b\n",
    ),
    "aliased scalars": (
        "spec:\n  backend: {serviceName: &n web, servicePort: &p 80}\n  rules:\n  - http:\n      paths:\n"
        "      - backend: {serviceName: *n, servicePort: *p}\n",
        "spec:\n  defaultBackend: {service: {name: &n web, port: {number: &p 80}}}\n  rules:\n  - http:\n      paths:\n"
        "      - pathType: ImplementationSpecific\n        backend: {service: {name: *n, port: {number: *p}}}\n",
    ),
}


@pytest.mark.parametrize("name", LAYOUTS)
@pytest.mark.parametrize("eol", ["\n", "\r\n"])
def test_layout_is_kept(name: str, eol: str) -> None:
    before, after = LAYOUTS[name]
    assert migrated((OLD + before).replace("\n", eol)) == (NEW + after).replace("\n", eol)


def test_json_is_kept() -> None:
    text = (
        '{\n\t"apiVersion": "extensions/v1beta1",\n\t"kind": "Ingress",\n\t"metadata": {"name": "a"},\n\t"spec": {\n'
        '\t\t"backend": {\n\t\t\t"serviceName": "web",\n\t\t\t"servicePort": 80\n\t\t}\n\t}\n}\n'
    )
    assert migrated(text) == (
        '{\n\t"apiVersion": "networking.k8s.io/v1",\n\t"kind": "Ingress",\n\t"metadata": {"name": "a"},\n\t"spec": {\n'
        '\t\t"defaultBackend": {\n\t\t\t"service": {\n\t\t\t\t"name": "web",\n\t\t\t\t"port": {\n'
        '\t\t\t\t\t"number": 80\n\t\t\t\t}\n\t\t\t}\n\t\t}\n\t}\n}\n'
    )
    dense = (
        '{"apiVersion":"extensions/v1beta1","kind":"Ingress","metadata":{"name":"a"},'
        '"spec":{"rules":[{"http":{"paths":[{"path":"/","backend":{"serviceName":"web","servicePort":"http"}}]}}]}}'
    )
    assert migrated(dense) == (
        '{"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"a"},"spec":{"rules":[{"http":'
        '{"paths":[{"path":"/","pathType":"ImplementationSpecific",'
        '"backend":{"service":{"name":"web","port":{"name":"http"}}}}]}}]}}'
    )


def test_a_port_of_digits_is_migrated_only_if_asked_for() -> None:
    text = OLD + 'spec:\n  backend:\n    serviceName: web\n    servicePort: "080" # p\n'
    after = NEW + "spec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        number: 80 # p\n"
    assert migrated(text, safe=False) == after
    assert fixed(text, ["api"], unsafe=False) == text
    assert fixed(text, ["api"], unsafe=True) == after


def test_ingress_class() -> None:
    text = 'apiVersion: "networking.k8s.io/v1beta1" # c\nkind: IngressClass\nmetadata:\n  name: a\nspec:\n  controller: a/b\n'
    assert migrated(text) == text.replace("/v1beta1", "/v1")


def test_other_objects_of_the_file_stand() -> None:
    other = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80}]} # s\n"
    text = f"# head\n{other}--- # sep\n{OLD}spec:\n  backend: {{serviceName: web, servicePort: 80}}\n---\n{other}"
    assert migrated(text) == text.replace("/v1beta1", "/v1").replace(
        "backend: {serviceName: web, servicePort: 80}", "defaultBackend: {service: {name: web, port: {number: 80}}}"
    )


def test_every_item_of_a_list() -> None:
    item = "- apiVersion: extensions/v1beta1\n  kind: Ingress\n  metadata: {name: a}\n  spec:\n    backend:\n      serviceName: web\n      servicePort: 80\n"
    new = "- apiVersion: networking.k8s.io/v1\n  kind: Ingress\n  metadata: {name: a}\n  spec:\n    defaultBackend:\n      service:\n        name: web\n        port:\n          number: 80\n"
    head = "apiVersion: v1\nkind: List\nitems:\n"
    assert fixed(head + item + item.replace("a}", "b}"), ["api"]) == head + new + new.replace("a}", "b}")


REFUSED = {
    "anchors, aliases or merge keys stand in the way: it would also change `metadata.annotations.x": (
        "  annotations:\n    x: &n {serviceName: web, servicePort: 80}\nspec:\n  backend: *n\n"
    ),
    "anchors, aliases or merge keys stand in the way: it would also change `spec.rules[0].http.paths[0].backend": (
        "spec:\n  backend: &b {serviceName: web, servicePort: 80}\n  rules:\n  - http:\n      paths:\n"
        "      - backend:\n          <<: *b\n          servicePort: 81\n"
    ),
    "its spec has both": "spec:\n  backend: {}\n  defaultBackend: {}\n",
    "a backend has both": "spec:\n  backend: {serviceName: web, service: {name: web}}\n",
    "`serviceName` and `servicePort` do not stand side by side": (
        "spec:\n  backend:\n    serviceName: web\n    resource:\n    servicePort: 80\n"
    ),
    "a `servicePort` is neither": "spec:\n  backend: {serviceName: web, servicePort: 80.5}\n",
    "whether the port `${PORT}`": "spec:\n  backend:\n    serviceName: web\n    servicePort: ${PORT}\n",
    "a `serviceName` or `servicePort` has no value": "spec:\n  backend:\n    serviceName: web\n    servicePort:\n",
    "one of its paths is no mapping": rules("      -\n"),
    "something stands before one of its keys": "spec:\n  backend:\n    ? serviceName\n    : web\n",
    "`rules` is no list": "spec:\n  rules:\n    http: {paths: []}\n",
    "a backend is no map": "spec:\n  backend: web\n",
    "a part that may have `http`": "spec:\n  rules: [web]\n",
}


@pytest.mark.parametrize("reason", REFUSED)
def test_refused_with_a_reason(reason: str) -> None:
    assert refused(OLD + REFUSED[reason]).startswith(reason)


def test_version_that_stands_elsewhere() -> None:
    item = "apiVersion: networking.k8s.io/v1beta1\nkind: IngressList\nitems:\n- metadata: {name: a}\n"
    assert refused(item) == "its apiVersion comes from the list"
    assert "its apiVersion comes from" in refused(
        "x: &v {apiVersion: networking.k8s.io/v1beta1}\n<<: *v\nkind: Ingress\nmetadata: {name: a}\n"
    )


def test_the_reason_is_a_note_of_the_finding() -> None:
    outcome = repaired(OLD + "spec:\n  backend: {serviceName: web, service: {}}\n", ["api-version-removed"])
    (diagnostic,) = outcome.result.diagnostics
    assert any(note.startswith("not migrated automatically: a backend has both") for note in diagnostic.notes)


@pytest.mark.parametrize(("minor", "offered"), [(18, False), (19, True), (21, True), (35, True)])
def test_offered_where_v1_is_served(minor: int, offered: bool) -> None:
    text = OLD + "spec:\n  backend: {serviceName: web, servicePort: 80}\n"
    assert (fixed(text, ["api-version-removed"], minor=minor) != text) is offered


def leftover(text: str, path: Path) -> Migration:
    return rename_leftover(read(Source("a.yaml", text)).documents[0][0], path)


def test_leftovers_of_a_v1_object_are_renamed_and_no_more() -> None:
    text = NEW + rules(
        "      - path: / # p\n        backend:\n          serviceName: web # n\n          servicePort: 80\n"
    )
    new = NEW + rules(
        "      - path: / # p\n        backend:\n          service:\n            name: web # n\n"
        "            port:\n              number: 80\n"
    )
    assert fixed(text, ["api"], unsafe=False) == new
    assert fixed(text, ["api"], unsafe=True) == new.replace("path: / # p\n", "path: / # p\n        pathType: Prefix\n")


def test_leftover_default_backend() -> None:
    text = NEW + "spec:\n  backend:\n    serviceName: web\n    servicePort: http\n"
    new = NEW + "spec:\n  defaultBackend:\n    service:\n      name: web\n      port:\n        name: http\n"
    assert fixed(text, ["api"], unsafe=False) == new


def test_leftovers_that_stay() -> None:
    both = NEW + "spec:\n  backend: {serviceName: web}\n  defaultBackend: {}\n"
    assert leftover(both, ("spec", "backend")).reason == "its spec has both `backend` and `defaultBackend`"
    shared = NEW + "  annotations:\n    x: &b {serviceName: web}\nspec:\n  backend: *b\n"
    assert "stand in the way" in leftover(shared, ("spec", "backend")).reason


def test_leftovers_that_share_an_anchor_go_together() -> None:
    text = NEW + "spec:\n  backend: &b {serviceName: web}\n  rules: [{http: {paths: [{backend: *b}]}}]\n"
    new = NEW + "spec:\n  defaultBackend: &b {service: {name: web}}\n  rules: [{http: {paths: [{backend: *b}]}}]\n"
    assert fixed(text, ["api"], unsafe=False) == new


def test_conversion_of_values() -> None:
    old = {
        "apiVersion": "extensions/v1beta1",
        "spec": {
            "backend": {"serviceName": "a", "servicePort": 1},
            "tls": [{"hosts": ["h"]}],
            "rules": [
                {"host": "h", "http": {"paths": [{"backend": {"servicePort": "http", "serviceName": "b"}}]}},
                {"host": "i"},
                {"http": {"paths": [{"pathType": "Exact", "path": "/", "backend": {"resource": {"kind": "K"}}}]}},
            ],
        },
    }
    assert converted(old)["spec"] == {
        "defaultBackend": {"service": {"name": "a", "port": {"number": 1}}},
        "tls": [{"hosts": ["h"]}],
        "rules": [
            {
                "host": "h",
                "http": {
                    "paths": [
                        {
                            "backend": {"service": {"name": "b", "port": {"name": "http"}}},
                            "pathType": "ImplementationSpecific",
                        }
                    ]
                },
            },
            {"host": "i"},
            {"http": {"paths": [{"pathType": "Exact", "path": "/", "backend": {"resource": {"kind": "K"}}}]}},
        ],
    }
