"""What is analysed and what is reported: repositories, calls on parts of them, standard input, scopes."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from ingress_lint import packs
from ingress_lint.model import document as model
from ingress_lint.documents import read
from ingress_lint.engine import Result, Settings, lint
from ingress_lint.loader import Loader, load
from ingress_lint.project import Project
from ingress_lint.parser import parse
from ingress_lint.source import Source
from ingress_lint.tree import plain
from ingress_lint.workspace import DEFAULT_MINOR

REGISTRY = packs.registry()
RULES = frozenset(name for name, card in REGISTRY.cards.items() if card.on == "Workspace" or card.group == "api")


def ingress(name: str, host: str, service: str, port: int = 80, namespace: str = "") -> str:
    where = f"  namespace: {namespace}\n" if namespace else ""
    return f"""apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: {name}
{where}spec:
  rules:
    - host: {host}
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: {service}
                port:
                  number: {port}
"""


def service(name: str, port: int = 80, namespace: str = "") -> str:
    where = f"  namespace: {namespace}\n" if namespace else ""
    return f"""apiVersion: v1
kind: Service
metadata:
  name: {name}
{where}spec:
  selector:
    app: {name}
  ports:
    - port: {port}
"""


Repository = Callable[..., Path]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """Writes files into a new git repository, which becomes the working directory."""

    def make(files: dict[str, str], *, git: bool = True) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        if git:
            subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
            subprocess.run(["git", "-C", str(tmp_path), "add", "."], check=True)
        monkeypatch.chdir(tmp_path)
        return tmp_path

    return make


def project(*paths: str, **options: object) -> Project:
    return load(paths, Loader(DEFAULT_MINOR, root=os.getcwd()), **options)  # type: ignore[arg-type]


def run(*paths: str, root: Path, **options: object) -> Result:
    found = project(*paths, **options)
    result = lint(found.workspace, found.report._replace(root=str(root)), REGISTRY, Settings(RULES))
    assert not result.crashes
    return result


def said(result: Result) -> list[tuple[str, str]]:
    return [(diagnostic.rule, diagnostic.source.path) for diagnostic in result.diagnostics]


FILES = {
    "a/ingress.yaml": ingress("one", "a.example.com", "web", 8080),
    "a/service.yaml": service("web"),
    "b/ingress.yaml": ingress("two", "a.example.com", "storefrnot"),
    "b/service.yaml": service("storefront"),
    "c/ingress.yaml": ingress("three", "https://c.example.com", "web"),
    "d/ingress.yaml": ingress("four", "a.example.com", "web"),
    "e/ingress.yaml": ingress("five", "e.example.com", "away", namespace="edge"),
    "e/service.yaml": service("away", namespace="backend"),
    "README.yaml": "nothing: here\n",
}


def test_arguments_say_what_to_report_and_the_repository_what_to_analyse(repository: Repository) -> None:
    root = repository(FILES)
    assert said(run("a/ingress.yaml", root=root)) == [
        ("host-path-conflict", "a/ingress.yaml"),
        ("service-port-not-found", "a/ingress.yaml"),
    ]


def test_a_finding_shows_where_only_its_second_place_is_asked_about(repository: Repository) -> None:
    root = repository(FILES)
    result = run("a/service.yaml", root=root)
    assert said(result) == [("service-port-not-found", "a/service.yaml")]
    assert [location.source.path for location in result.diagnostics[0].locations] == [
        "a/service.yaml",
        "a/ingress.yaml",
    ]


def test_calls_on_parts_find_together_what_one_call_finds(repository: Repository) -> None:
    root = repository(FILES)
    whole = {d.fingerprint for d in run(".", root=root).diagnostics}
    names = sorted(FILES)
    for parts in (3, len(names)):
        calls = [run(*names[i::parts], root=root) for i in range(parts)]
        assert {d.fingerprint for call in calls for d in call.diagnostics} == whole
    assert len(whole) == 5


def test_the_working_directory_changes_nothing_but_how_paths_are_called(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(FILES)
    whole = run(".", root=root)
    monkeypatch.chdir(root / "a")
    inside = run("..", root=root)
    assert [d.fingerprint for d in inside.diagnostics] == [d.fingerprint for d in whole.diagnostics]
    here = run("ingress.yaml", root=root)
    assert [d.source.path for d in here.diagnostics] == ["ingress.yaml", "ingress.yaml"]
    assert {d.fingerprint for d in here.diagnostics} <= {d.fingerprint for d in whole.diagnostics}


def test_scope_files_takes_the_arguments_for_everything(repository: Repository) -> None:
    root = repository(FILES)
    assert said(run("a/ingress.yaml", root=root, scope="files")) == []
    assert said(run("a", root=root, scope="files")) == [("service-port-not-found", "a/ingress.yaml")]


def test_outside_a_repository_the_arguments_are_everything(repository: Repository) -> None:
    root = repository(FILES, git=False)
    assert said(run("a/ingress.yaml", root=root)) == []
    assert len(run(".", root=root).diagnostics) == 5


def test_standard_input_stands_for_the_file_of_its_name(repository: Repository) -> None:
    root = repository(FILES)
    mended = FILES["a/ingress.yaml"].replace("8080", "80").replace("a.example.com", "new.example.com").encode()
    assert said(run(root=root, handed={"a/ingress.yaml": mended})) == []
    broken = service("web", 8080).encode()
    found = said(run(root=root, handed={"a/service.yaml": broken}))
    assert found == [("service-port-not-found", "a/service.yaml")] * 2  # of `three` and `four`


def test_ignored_and_deleted_files_are_no_part_of_it(repository: Repository) -> None:
    root = repository({**FILES, ".gitignore": "built/\n", "built/ingress.yaml": ingress("x", "a.example.com", "web")})
    (root / "d/ingress.yaml").unlink()
    assert "built/ingress.yaml" not in {path for _, path in said(run(".", root=root))}
    assert project(".").unreadable == ()
    assert said(run("built/ingress.yaml", root=root)) == [("host-path-conflict", "built/ingress.yaml")]


def test_the_files_of_submodules_are_looked_at_as_well(repository: Repository) -> None:
    said_in = '[submodule "third"]\n\tpath = third\n\turl = x\n[submodule "gone"]\n\tpath = ../gone\n'
    root = repository({"a/ingress.yaml": FILES["a/ingress.yaml"], ".gitmodules": said_in})
    repository({"third/ingress.yaml": FILES["c/ingress.yaml"], "third/.gitignore": "out/\n"}, git=False)
    repository({"third/out/ingress.yaml": FILES["c/ingress.yaml"]}, git=False)
    subprocess.run(["git", "init", "-q", str(root / "third")], check=True)
    assert project(".").report.sources == {"a/ingress.yaml", "third/ingress.yaml"}
    assert project("third").report.sources == {"third/ingress.yaml"}
    assert ("host-invalid", "third/ingress.yaml") in said(run(".", root=root))


@pytest.mark.parametrize("git", [True, False])
def test_a_link_to_a_file_that_is_there_is_no_second_object(repository: Repository, *, git: bool) -> None:
    root = repository({"a/ingress.yaml": FILES["c/ingress.yaml"]}, git=False)
    (root / "a/link.yaml").symlink_to("ingress.yaml")
    (root / "b.yaml").symlink_to("a/ingress.yaml")
    repository({}, git=git)
    assert said(run(".", root=root)) == [("host-invalid", "a/ingress.yaml")]
    assert said(run("b.yaml", root=root)) == [("host-invalid", "b.yaml")]
    assert said(run("b.yaml", "a/ingress.yaml", root=root)) == [("host-invalid", "a/ingress.yaml")]


def test_a_link_that_a_kustomization_lists_is_what_it_takes_in(repository: Repository) -> None:
    root = repository({"a/ingress.yaml": FILES["c/ingress.yaml"]}, git=False)
    (root / "b").mkdir()
    (root / "b/link.yaml").symlink_to("../a/ingress.yaml")
    repository({"b/kustomization.yaml": "resources: [link.yaml]\nnamespace: edge\n"})
    assert ("host-invalid", "b/link.yaml") in said(run(".", root=root))


@pytest.mark.parametrize("path", [".", "third/..", "link"])
def test_a_submodule_that_leads_back_to_its_repository_is_none(repository: Repository, path: str) -> None:
    root = repository({"a/ingress.yaml": FILES["a/ingress.yaml"], ".gitmodules": f"\tpath = {path}\n"})
    (root / "link").symlink_to(".")
    assert project(".").report.sources == {"a/ingress.yaml"}


def test_what_is_excluded_is_not_looked_at(repository: Repository) -> None:
    root = repository(FILES)
    found = run("a/ingress.yaml", root=root, wanted=lambda path: not path.startswith(("b", "d")))
    assert said(found) == [("service-port-not-found", "a/ingress.yaml")]


def test_only_what_an_ingress_leads_to_is_parsed(repository: Repository) -> None:
    repository({**FILES, **{f"other/{i}.yaml": service(f"unrelated-{i}") for i in range(5)}})
    kinds = {item.document.name for item in project(".").workspace.objects if item.document.kind == "Service"}
    assert kinds == {"web", "storefront", "away"}


def paths_of(found: Iterable[object]) -> list[str]:
    return [item.path for item in found]  # type: ignore[attr-defined]


def test_a_named_file_that_is_missing_is_said(repository: Repository) -> None:
    repository(FILES)
    assert paths_of(project("a/ingress.yaml", "nowhere.yaml").unreadable) == ["nowhere.yaml"]


def test_the_items_of_a_list_are_read_again_once_and_not_each_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    items = "".join(f"  - {{apiVersion: v1, kind: Service, metadata: {{name: s{i}}}}}\n" for i in range(20))
    documents = [document for document, _ in read(Source("a.yaml", f"kind: List\nitems:\n{items}")).documents]
    calls = []
    monkeypatch.setattr(model, "parse", lambda *given: (calls.append(given), parse(*given))[1])
    for document in documents:
        document.drop_tree()
        assert f"s{document.item}" in str(plain(document.root))
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *(
            ("Service", name)
            for name in ("&app web", "!!str web", "*app", ">-\n    web", "\n    web", '"web"', "# why\n    web")
        ),
        *((kind, "web") for kind in ("!!str Service", "&kind Service", ">-\n  Service", "\n  Service", "'Service'")),
    ],
)
def test_a_service_is_found_however_its_kind_and_name_are_written(repository: Repository, kind: str, name: str) -> None:
    service = f"x: &app web\napiVersion: v1\nkind: {kind}\nmetadata:\n  name: {name}\nspec:\n  ports:\n    - port: 81\n"
    root = repository({"a/ingress.yaml": ingress("a", "a.example.com", "web"), "b/service.yaml": service})
    assert [d.rule for d in run("a/ingress.yaml", root=root).diagnostics] == ["service-port-not-found"]


def test_the_services_of_a_typed_list_need_no_kind(repository: Repository) -> None:
    service = "apiVersion: v1\nkind: ServiceList\nitems:\n  - metadata: {name: web}\n    spec: {ports: [{port: 81}]}\n"
    root = repository({"a/ingress.yaml": ingress("a", "a.example.com", "web"), "b/service.yaml": service})
    assert [d.rule for d in run("a/ingress.yaml", root=root).diagnostics] == ["service-port-not-found"]


def test_a_repository_that_git_does_not_list_is_said(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(FILES)
    monkeypatch.setenv("PATH", str(root / "nowhere"))
    found = project("a")
    assert found.unlisted == ((str(root), "No such file or directory"),)
    assert found.files == 2


def test_a_rule_whose_findings_are_none_is_named_and_the_others_are_heard(tmp_path: Path) -> None:
    head = '"""No rule."""\nfrom ingress_lint import Finding, Place, Severity, rule\n\n\n@rule(Severity.ERROR)\n'
    names = [f"bad_{letter}" for letter in "abcdefgh"]
    for name in names:
        body = f"def {name}(ingress, workspace):\n    yield Finding('message first', [Place(ingress.document)])\n"
        (tmp_path / f"{name}.py").write_text(head + body)
    loader = Loader(DEFAULT_MINOR)
    loader.add("a.yaml", b"kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: {name: A}\n")
    project = loader.project()
    registry = packs.registry(packs.packs_in([tmp_path]))
    chosen = ["metadata-name-invalid", *(name.replace("_", "-") for name in names)]
    result = lint(project.workspace, project.report, registry, Settings(frozenset(chosen)))
    assert [diagnostic.rule for diagnostic in result.diagnostics] == ["metadata-name-invalid"]
    assert [crash.rule for crash in result.crashes] == sorted(chosen[1:])  # in an order that does not change
