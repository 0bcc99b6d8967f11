"""Backends that are no Services: where their objects are looked for, and when that costs anything."""

from __future__ import annotations

import pytest

from ingress_lint import discovery
from ingress_lint.model import Resource
from ingress_lint.loader import Loader
from ingress_lint.workspace import DEFAULT_MINOR
from tests.test_analysis import Repository, ingress, repository, run
from tests.test_analysis import project as project_of
from tests.test_sets import complete, kustomization, project, said

__all__ = ["repository"]


def bucket(name: str, namespace: str = "", group: str = "k8s.example.com", kind: str = "StorageBucket") -> str:
    where = f"  namespace: {namespace}\n" if namespace else ""
    return f"apiVersion: {f'{group}/' if group else ''}v1\nkind: {kind}\nmetadata:\n  name: {name}\n{where}"


def leading_to(name: str, namespace: str = "", group: str = "k8s.example.com", kind: str = "StorageBucket") -> str:
    where = f"  namespace: {namespace}\n" if namespace else ""
    given = f"                apiGroup: {group}\n" if group else ""
    return f"""apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: leads-to-{name}
{where}spec:
  rules:
    - host: {name}.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              resource:
{given}                kind: {kind}
                name: {name}
"""


NOT_FOUND = "resource-not-found"


def test_unknown_is_not_missing() -> None:
    files = {"i.yaml": leading_to("icons")}
    assert said(files) == []
    assert said(files, complete()) == [(NOT_FOUND, "error", "i.yaml")]
    assert said({**files, "b.yaml": bucket("icons")}, complete()) == []


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [("a", "a", []), ("a", "b", [(NOT_FOUND, "warning", "i.yaml")]), ("", "b", []), ("a", "", []), ("", "", [])],
)
def test_the_namespace_is_that_of_the_ingress(here: str, there: str, expected: list[tuple[str, str, str]]) -> None:
    files = {"i.yaml": leading_to("icons", here), "b.yaml": bucket("icons", there)}
    assert said(files) == expected
    assert said(files, complete()) == [(rule, "error", path) for rule, _, path in expected]


def test_an_object_without_a_namespace_counts_whatever_the_default_namespace() -> None:
    files = {"i.yaml": leading_to("icons", "a"), "b.yaml": bucket("icons")}
    assert said(files, complete(), default_namespace="shop") == []


def test_a_slip_of_the_name_in_another_file() -> None:
    files = {"i.yaml": leading_to("static-asets"), "b.yaml": bucket("static-assets")}
    assert said(files) == [(NOT_FOUND, "warning", "i.yaml")]
    assert said(files, complete()) == [(NOT_FOUND, "error", "i.yaml")]
    assert said({**files, "c.yaml": bucket("static-asets")}) == []


@pytest.mark.parametrize(
    ("group", "kind", "found"),
    [
        ("other.example.com", "StorageBucket", False),
        ("", "StorageBucket", False),
        ("k8s.example.com", "Bucket", False),
        ("k8s.example.com", "StorageBucket", True),
    ],
)
def test_group_and_kind_are_compared(group: str, kind: str, found: bool) -> None:
    files = {"i.yaml": leading_to("icons"), "b.yaml": bucket("icons", group=group, kind=kind)}
    assert said(files, complete()) == ([] if found else [(NOT_FOUND, "error", "i.yaml")])


@pytest.mark.parametrize(
    ("group", "kind"),
    [("", "Service"), ("", "Secret"), ("cert-manager.io", "Issuer"), ("apps", "Deployment"), ("", "ConfigMap")],
)
def test_kinds_that_are_read_anyway(group: str, kind: str) -> None:
    files = {"i.yaml": leading_to("icons", group=group, kind=kind), "b.yaml": bucket("icons", group=group, kind=kind)}
    assert said(files, complete()) == []
    del files["b.yaml"]
    assert said(files, complete()) == [(NOT_FOUND, "error", "i.yaml")]


def test_a_secret_that_something_makes() -> None:
    made = "apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata:\n  name: icons\nspec:\n  secretName: icons\n"
    files = {"i.yaml": leading_to("icons", group="", kind="Secret"), "c.yaml": made}
    assert said(files, complete()) == []
    generated = {
        "i.yaml": files["i.yaml"],
        "kustomization.yaml": kustomization("i.yaml") + "secretGenerator: [{name: icons}]\n",
    }
    assert said(generated, complete()) == []


OVERLAY = {
    "base/kustomization.yaml": kustomization("i.yaml", "b.yaml"),
    "base/i.yaml": leading_to("icons"),
    "base/b.yaml": bucket("icons"),
    "dev/kustomization.yaml": kustomization("../base", "own.yaml", namespace="dev", namePrefix="dev-"),
    "dev/own.yaml": leading_to("dev-icons"),
}


def test_a_kustomization_renames_objects() -> None:
    assert said(OVERLAY, complete()) == []
    wrong = {**OVERLAY, "dev/own.yaml": OVERLAY["dev/own.yaml"].replace("dev-icons", "prod-icons")}
    assert said(wrong, complete()) == [(NOT_FOUND, "error", "dev/own.yaml")]


def test_what_is_shared_is_found_and_another_set_is_not() -> None:
    alone = {"k/kustomization.yaml": kustomization("i.yaml"), "k/i.yaml": leading_to("icons")}
    shared = {**alone, "b.yaml": bucket("icons")}
    assert said(shared, complete()) == []
    apart = {**alone, "other/kustomization.yaml": kustomization("b.yaml"), "other/b.yaml": bucket("icons")}
    assert said(apart) == []
    assert said(apart, complete()) == [(NOT_FOUND, "error", "k/i.yaml")]


def test_a_patch_is_no_object() -> None:
    files = {
        "kustomization.yaml": kustomization("i.yaml") + "patches: [{path: patch.yaml}]\n",
        "i.yaml": leading_to("icons"),
        "patch.yaml": bucket("icons"),
    }
    assert said(files, complete()) == [(NOT_FOUND, "error", "i.yaml")]


def test_what_is_read_for_backends_does_not_decide_what_is_a_set() -> None:
    copies = {f"{name}/b.yaml": bucket("icons") for name in ("dev", "prod")}
    claims = {
        "dev/i.yaml": ingress("web", "a.example.com", "web"),
        "prod/i.yaml": ingress("other", "a.example.com", "api"),
    }
    expected = [("host-path-conflict", "error", "dev/i.yaml")]
    assert said({**copies, **claims}) == expected
    assert said({**copies, **claims, "i.yaml": leading_to("icons")}) == expected


def test_the_closing_line_counts_them() -> None:
    one = leading_to("icons")
    two = ingress("web", "a.example.com", "nowhere")
    assert project({"i.yaml": one, "j.yaml": two}).unresolved == [("Service", "nowhere"), ("StorageBucket", "icons")]
    assert project({"i.yaml": one, "b.yaml": bucket("icons")}).unresolved == []


FILES = {
    "a/i.yaml": leading_to("static-asets", "shop"),
    "b/b.yaml": bucket("static-assets", "shop"),
    "c/all.yaml": f"{ingress('web', 'a.example.com', 'web')}---\n{bucket('films', 'media')}",
    "d/i.yaml": leading_to("films", "shop"),
    "e/service.yaml": "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 80}]\n",
    "f/unrelated.yaml": bucket("something-else"),
}


def found_in(root: object, *paths: str) -> list[tuple[str, str, str]]:
    result = run(*paths, root=root)  # type: ignore[arg-type]
    return [(d.rule, d.severity.label, d.source.path) for d in result.diagnostics]


def test_the_object_is_looked_for_in_the_whole_repository(repository: Repository) -> None:
    root = repository(FILES)
    assert found_in(root, "a/i.yaml") == [(NOT_FOUND, "warning", "a/i.yaml")]
    assert found_in(root, "d/i.yaml") == [(NOT_FOUND, "warning", "d/i.yaml")]
    assert found_in(root, "c/all.yaml") == [(NOT_FOUND, "warning", "c/all.yaml")]


def test_calls_on_parts_find_together_what_one_call_finds(repository: Repository) -> None:
    root = repository(FILES)
    whole = {d.fingerprint for d in run(".", root=root).diagnostics}
    assert len(whole) == 2
    names = sorted(FILES)
    for parts in (2, 3, len(names)):
        calls = [run(*names[i::parts], root=root) for i in range(parts)]
        assert {d.fingerprint for call in calls for d in call.diagnostics} == whole


def test_only_what_a_backend_may_mean_is_built(repository: Repository) -> None:
    repository(FILES)
    built = {item.document.name for item in project_of(".").workspace.objects if isinstance(item, Resource)}
    assert built == {"static-assets", "films"}


def test_without_such_a_backend_other_files_are_read_once(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository({**FILES, "a/i.yaml": ingress("a", "b.example.com", "web"), "d/i.yaml": ""})
    read: list[str] = []
    once = discovery.read_file
    monkeypatch.setattr(discovery, "read_file", lambda path: (read.append(path), once(path))[1])
    made = project_of(".")
    assert read.count("b/b.yaml") == 1
    assert not any(isinstance(item, Resource) for item in made.workspace.objects)


def test_a_file_that_is_handed_over_and_empty_stays_empty(repository: Repository) -> None:
    root = repository(FILES)
    result = run("a/i.yaml", root=root, handed={"b/b.yaml": b""})
    assert result.diagnostics == ()
    result = run("a/i.yaml", root=root, handed={"b/b.yaml": FILES["b/b.yaml"].replace("assets", "films").encode()})
    assert result.diagnostics == ()


def test_wide_encodings_and_json_are_read() -> None:
    loader = Loader(DEFAULT_MINOR)
    loader.add("i.yaml", leading_to("icons").encode())
    loader.add("b.yaml", bucket("icons").encode("utf-16"))
    loader.add("c.json", b'{"kind":"StorageBucket","metadata":{"name":"icons"},"apiVersion":"k8s.example.com/v1"}')
    found = [item.document.source.path for item in loader.project().workspace.objects if isinstance(item, Resource)]
    assert found == ["b.yaml", "c.json"]
