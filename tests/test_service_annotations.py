"""Services that annotations name: how they are read, where they are looked for, and what is left to other rules."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ingress_lint import catalogue
from ingress_lint.directory import directory, names_services, owner
from ingress_lint.service_annotations import names
from tests.test_analysis import Repository, ingress, repository, run, service
from tests.test_analysis import project as project_of
from tests.test_sets import complete, found, kustomization, project, said

__all__ = ["repository"]
NOT_FOUND = "annotation-service-not-found"
DEFAULT = "nginx.ingress.kubernetes.io/default-backend"
ACTION = "alb.ingress.kubernetes.io/actions."


def annotated(text: str, key: str, value: str) -> str:
    """An Ingress with one annotation; a value is written as JSON, which is YAML."""
    return text.replace("metadata:\n", f"metadata:\n  annotations: {{{json.dumps(key)}: {json.dumps(value)}}}\n", 1)


def with_default(name: str, backend: str = "web", namespace: str = "") -> str:
    return annotated(ingress("shop", "a.example.com", backend, namespace=namespace), DEFAULT, name)


def forward(*services: str) -> str:
    targets = [{"serviceName": name, "servicePort": 80, "weight": 1} for name in services]
    return json.dumps({"type": "forward", "forwardConfig": {"targetGroups": targets}})


def with_action(value: str, backend: str = "split", port: str = "name: use-annotation") -> str:
    text = ingress("shop", "a.example.com", backend).replace("number: 80", port)
    return annotated(text, f"{ACTION}split", value)


WEB = {"web.yaml": service("web")}


def test_unknown_is_not_missing() -> None:
    files = {"i.yaml": with_default("error-pages"), **WEB}
    assert said(files) == []
    assert said(files, complete()) == [(NOT_FOUND, "warning", "i.yaml")]
    assert said({**files, "e.yaml": service("error-pages")}, complete()) == []


def test_a_slip_and_another_namespace() -> None:
    assert said({"i.yaml": with_default("eror-pages"), "e.yaml": service("error-pages")}) == [
        (NOT_FOUND, "warning", "i.yaml")
    ]
    elsewhere = {
        "i.yaml": with_default("error-pages", namespace="shop"),
        "e.yaml": service("error-pages", namespace="edge"),
    }
    (diagnostic,) = found(elsewhere)
    assert diagnostic.rule == NOT_FOUND
    assert diagnostic.message.endswith("; there is one in namespace `edge`")


@pytest.mark.parametrize(
    ("services", "severity", "note"),
    [(("gone",), "error", "answers with 503"), (("gone", "web"), "error", "builds none of the rules")],
)
def test_what_the_aws_controller_does(services: tuple[str, ...], severity: str, note: str) -> None:
    files = {"i.yaml": with_action(forward(*services)), **WEB}
    (diagnostic,) = found(files, complete())
    assert (diagnostic.rule, diagnostic.severity.label) == (NOT_FOUND, severity)
    assert note in diagnostic.notes[0]
    assert said(files) == []


def test_every_missing_target_is_told_once() -> None:
    files = {"i.yaml": with_action(forward("one", "two", "one"))}
    (diagnostic,) = found(files, complete())
    assert diagnostic.message.startswith("`actions.split` names the Services `one` and `two`, which the namespace of")


@pytest.mark.parametrize(
    "value",
    [
        json.dumps({"type": "redirect", "redirectConfig": {"statusCode": "HTTP_301", "protocol": "HTTPS"}}),
        json.dumps({"type": "forward", "targetGroupARN": "arn:aws:elasticloadbalancing:x"}),
        json.dumps({"type": "forward", "forwardConfig": {"targetGroups": [{"targetGroupName": "blue"}]}}),
        json.dumps({"type": "forward", "forwardConfig": {"targetGroups": [{"serviceName": 3}, "x", None]}}),
        json.dumps({"type": "forward", "forwardConfig": []}),
        forward("${SERVICE}"),
        forward(""),
        "[]",
        "no json",
    ],
)
def test_actions_that_name_no_service(value: str) -> None:
    assert [finding for finding in said({"i.yaml": with_action(value)}, complete()) if finding[0] == NOT_FOUND] == []


def test_an_action_that_no_backend_uses_is_dead() -> None:
    dead = with_action(forward("gone"), backend="web", port="number: 80")
    assert said({"i.yaml": dead, **WEB}, complete()) == []


def test_the_keys_of_an_action_may_be_written_in_any_case() -> None:
    value: dict[str, Any] = {"Type": "forward", "ForwardConfig": {"TargetGroups": [{"ServiceName": "gone"}]}}
    assert names(f"{ACTION}split", json.dumps(value)) == ("gone",)
    assert said({"i.yaml": with_action(json.dumps(value))}, complete()) == [(NOT_FOUND, "error", "i.yaml")]


def test_a_backend_of_the_same_name_is_told_once() -> None:
    files = {"i.yaml": with_default("gone", backend="gone")}
    assert said(files, complete()) == [("service-not-found", "error", "i.yaml")]


@pytest.mark.parametrize("value", ["shop/error-pages", "", "${ERRORS}", "<errors>"])
def test_values_that_name_nothing(value: str) -> None:
    files = {"i.yaml": with_default(value), **WEB}
    assert [finding for finding in said(files, complete()) if finding[0] == NOT_FOUND] == []


def test_another_controller_does_not_read_it() -> None:
    text = with_default("gone").replace("spec:\n", "spec:\n  ingressClassName: traefik\n", 1)
    classes = "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata:\n  name: traefik\nspec:\n  controller: traefik.io/ingress-controller\n"
    assert said({"i.yaml": text, "c.yaml": classes, **WEB}, complete()) == []


def test_lists_of_services_are_backends_and_told_as_such() -> None:
    text = annotated(ingress("shop", "a.example.com", "gone"), "nginx.org/grpc-services", "gone")
    assert said({"i.yaml": text}, complete()) == [("service-not-found", "error", "i.yaml")]


def test_a_kustomization_renames_the_service() -> None:
    files = {
        "kustomization.yaml": kustomization("i.yaml", "e.yaml", namePrefix="dev-", namespace="dev"),
        "i.yaml": with_default("dev-error-pages", backend="error-pages"),
        "e.yaml": service("error-pages"),
    }
    assert said(files, complete()) == []


def test_the_closing_line_counts_them() -> None:
    made = project({"i.yaml": with_default("error-pages", backend="zone")})
    assert made.unresolved == [("Service", "error-pages"), ("Service", "zone")]


FILES = {
    "a/i.yaml": with_default("eror-pages"),
    "b/s.yaml": service("error-pages"),
    "c/i.yaml": with_action(forward("web", "storefrnot")).replace("name: shop", "name: split"),
    "d/s.yaml": service("storefront"),
    "e/s.yaml": service("unrelated"),
    "f/s.yaml": service("web"),
}


def test_the_service_is_looked_for_in_the_whole_repository(repository: Repository) -> None:
    root = repository({**FILES, "c/i.yaml": FILES["c/i.yaml"].replace("a.example.com", "c.example.com")})
    for file in ("a/i.yaml", "c/i.yaml"):
        result = run(file, root=root)
        assert [(d.rule, d.source.path) for d in result.diagnostics] == [(NOT_FOUND, file)]
    names_read = {o.document.name for o in project_of(".").workspace.objects if o.document.kind == "Service"}
    assert names_read == {"error-pages", "storefront", "web"}
    whole = {d.fingerprint for d in run(".", root=root).diagnostics}
    assert len(whole) == 2
    calls = [run(*sorted(FILES)[i::3], root=root) for i in range(3)]
    assert {d.fingerprint for call in calls for d in call.diagnostics} == whole


def test_the_keys_that_name_services_are_known_to_their_catalogues() -> None:
    for key in directory().services:
        assert catalogue.load(owner(key)).find(f"{key}x" if key.endswith(".") else key) is not None
    assert not names_services(f"{DEFAULT}s")
    assert names_services(f"{ACTION}x") == "forward-action"
