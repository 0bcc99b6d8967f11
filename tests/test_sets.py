"""What is deployed together: kustomizations, charts, alternatives, declared sets; and what is concluded in each."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from ingress_lint import packs
from ingress_lint.engine import Settings, lint
from ingress_lint.finding import Diagnostic
from ingress_lint.globs import compiled
from ingress_lint.model import Service
from ingress_lint.loader import Loader
from ingress_lint.project import Project
from ingress_lint.references import unresolved
from ingress_lint.workspace import Division
from ingress_lint.workspace import DEFAULT_MINOR
from tests.test_analysis import ingress, service

REGISTRY = packs.registry()
RULES = frozenset(name for name, card in REGISTRY.cards.items() if card.on == "Workspace" and card.default)


def project(files: Mapping[str, str], *divisions: Division, default_namespace: str = "") -> Project:
    loader = Loader(DEFAULT_MINOR, default_namespace, root="/p", divisions=divisions)
    for name, text in files.items():
        loader.add(f"/p/{name}", text.encode())
    return loader.project()


def found(files: Mapping[str, str], *divisions: Division, default_namespace: str = "") -> list[Diagnostic]:
    made = project(files, *divisions, default_namespace=default_namespace)
    result = lint(made.workspace, made.report, REGISTRY, Settings(RULES))
    assert not result.crashes
    return list(result.diagnostics)


def said(files: Mapping[str, str], *divisions: Division, default_namespace: str = "") -> list[tuple[str, str, str]]:
    listed = found(files, *divisions, default_namespace=default_namespace)
    return [(d.rule, d.severity.label, d.source.path.removeprefix("/p/")) for d in listed]


def kustomization(*resources: str, **fields: str) -> str:
    listed = "".join(f"  - {resource}\n" for resource in resources)
    return f"resources:\n{listed}" + "".join(f"{key}: {value}\n" for key, value in fields.items())


CLASH = {
    "dev/ingress.yaml": ingress("web", "a.example.com", "web"),
    "prod/ingress.yaml": ingress("other", "a.example.com", "api"),
}


def test_two_claims_in_one_set_conflict() -> None:
    assert said(CLASH) == [("host-path-conflict", "error", "dev/ingress.yaml")]


def test_directories_that_define_the_same_object_are_alternatives() -> None:
    assert said({**CLASH, "dev/s.yaml": service("web"), "prod/s.yaml": service("web")}) == []


def test_an_alternative_is_deployed_with_what_is_shared() -> None:
    both = {"dev/s.yaml": service("web"), "prod/s.yaml": service("web")}
    shared = {"ingress.yaml": ingress("shared", "a.example.com", "elsewhere")}
    conflicts = [(rule, path) for rule, _, path in said({**CLASH, **both, **shared})]
    assert conflicts == [("host-path-conflict", "dev/ingress.yaml"), ("host-path-conflict", "ingress.yaml")]


def test_files_beside_each_other_can_be_alternatives() -> None:
    files = {"v1.yaml": ingress("web", "a.example.com", "one"), "v2.yaml": ingress("web", "a.example.com", "two")}
    assert said(files) == []


TWICE = {
    "a copy": ("a.yaml", "b.yaml", ingress("web", "a.example.com", "web", 81)),
    "a new one under an old name": ("shop.yaml", "blog.yaml", ingress("web", "b.example.com", "blog")),
}


@pytest.mark.parametrize(("first", "second", "other"), TWICE.values(), ids=TWICE)
def test_an_ingress_that_two_files_of_one_directory_define_by_mistake(first: str, second: str, other: str) -> None:
    files = {f"k8s/{first}": ingress("web", "a.example.com", "web"), f"k8s/{second}": other}
    (diagnostic,) = found(files)
    assert (diagnostic.rule, diagnostic.severity.label) == ("object-duplicate", "warning")
    assert {location.source.path for location in diagnostic.locations} == {f"/p/{path}" for path in files}


VARIANTS = {
    "other hosts, same Services": ("eu.yaml", "us.yaml", ingress("web", "b.example.com", "web")),
    "same hosts, other Services": ("a.yaml", "b.yaml", ingress("web", "a.example.com", "api")),
    "names with a common word": ("tls-web.yaml", "plain-web.yaml", ingress("web", "a.example.com", "web", 81)),
    "names that begin alike": ("ingress.yaml", "ingresstls.yaml", ingress("web", "a.example.com", "web", 81)),
    "names of variants": ("live.yaml", "qa.yaml", ingress("web", "a.example.com", "web", 81)),
    "directories": ("a/i.yaml", "b/i.yaml", ingress("web", "a.example.com", "web", 81)),
    "another class": (
        "a.yaml",
        "b.yaml",
        ingress("web", "a.example.com", "web").replace("spec:\n", "spec:\n  ingressClassName: internal\n", 1),
    ),
}


@pytest.mark.parametrize(("first", "second", "other"), VARIANTS.values(), ids=VARIANTS)
def test_an_ingress_that_two_files_define_as_variants(first: str, second: str, other: str) -> None:
    assert said({first: ingress("web", "a.example.com", "web"), second: other}) == []


def test_three_files_or_two_objects_in_two_files_are_variants() -> None:
    three = {f"{name}.yaml": ingress("web", "a.example.com", "web") for name in ("a", "b", "c")}
    assert said(three) == []
    both = f"{ingress('web', 'a.example.com', 'web')}---\n{service('web')}"
    assert said({"a.yaml": both, "b.yaml": both}) == []


def test_variants_that_one_kustomization_lists_are_defined_twice() -> None:
    files = {f"{name}.yaml": ingress("web", f"{name}.example.com", "web") for name in ("dev", "prod")}
    assert said(files) == []
    files["kustomization.yaml"] = kustomization(*files)
    assert said(files) == [("object-duplicate", "warning", "dev.yaml")]


def test_a_collection_of_examples_is_taken_apart() -> None:
    examples = {f"{n}/s.yaml": service("web") for n in "abc"}
    clash = {"d/i.yaml": ingress("four", "a.example.com", "web"), "e/i.yaml": ingress("five", "a.example.com", "api")}
    assert said({**examples, **clash}) == []
    assert len(said(clash)) == 1


def test_a_branch_finds_its_own_service_first() -> None:
    files = {
        "dev/ingress.yaml": ingress("web", "a.example.com", "web", 8080),
        "dev/s.yaml": service("web", 8080),
        "prod/ingress.yaml": ingress("web", "a.example.com", "web", 8080),
        "prod/s.yaml": service("web", 80),
    }
    assert said(files) == [("service-port-not-found", "error", "prod/ingress.yaml")]


OVERLAYS = {
    "base/kustomization.yaml": kustomization("ingress.yaml", "service.yaml"),
    "base/ingress.yaml": ingress("web", "a.example.com", "web"),
    "base/service.yaml": service("web"),
    "dev/kustomization.yaml": kustomization("../base", namespace="dev", namePrefix="dev-"),
    "prod/kustomization.yaml": kustomization("../base", "extra.yaml", namespace="prod"),
    "prod/extra.yaml": ingress("extra", "a.example.com", "web"),
}


def test_each_root_of_the_kustomizations_is_a_set() -> None:
    sets = [
        sorted({item.document.source.path.removeprefix("/p/") for item in together.objects})
        for together in project(OVERLAYS).workspace.sets
    ]
    assert sets == [
        ["base/ingress.yaml", "base/service.yaml"],
        ["base/ingress.yaml", "base/service.yaml", "prod/extra.yaml"],
    ]
    assert said(OVERLAYS) == [("host-path-conflict", "warning", "base/ingress.yaml")]


def test_a_kustomization_renames_objects_and_references() -> None:
    files = {
        **OVERLAYS,
        "dev/kustomization.yaml": kustomization("../base", "own.yaml", namespace="dev", namePrefix="dev-"),
    }
    files["dev/own.yaml"] = ingress("own", "b.example.com", "dev-web", 81)
    del files["prod/extra.yaml"]
    assert said(files) == [("service-port-not-found", "error", "dev/own.yaml")]
    workspace = next(t for t in project(files).workspace.sets if any(o.document.name == "own" for o in t.objects))
    own = next(i for i in workspace.ingresses if i.document.name == "own")
    assert workspace.namespace(own.document) == "dev"
    assert workspace.service(own.document, "web") is workspace.service(own.document, "dev-web")


def test_a_patch_file_is_a_fragment_and_what_it_changes_is_not_judged() -> None:
    files = {
        **OVERLAYS,
        "prod/kustomization.yaml": kustomization("../base", "extra.yaml") + "patches:\n  - path: patch.yaml\n",
        "prod/patch.yaml": "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - host: p.example.com\n",
    }
    made = project(files)
    assert [
        item.document.fragment for item, _ in made.report.subjects if item.document.source.path == "/p/prod/patch.yaml"
    ] == [True]
    assert said(files) == []


@pytest.mark.parametrize(
    "patch",
    [
        "patches:\n  - target:\n      kind: Ingress\n      name: w.*\n    patch: |-\n      - op: remove\n        path: /spec/tls\n",
        "patchesJson6902:\n  - target:\n      kind: Ingress\n      name: web\n    path: json.yaml\n",
        "patches:\n  - patch: |-\n      kind: Ingress\n      metadata:\n        name: web\n",
        "replacements:\n  - path: replacement.yaml\n",
        "replacements:\n  - source: {kind: ConfigMap, name: hosts}\n    targets:\n      - select: {kind: Ingress, name: web}\n        fieldPaths: [spec.rules.0.host]\n",
    ],
)
def test_inline_patches_and_targets(patch: str) -> None:
    files = {**OVERLAYS, "prod/kustomization.yaml": kustomization("../base", "extra.yaml") + patch}
    assert said(files) == []


def test_an_ingress_that_every_overlay_changes_is_judged_in_its_base() -> None:
    change = "patches:\n  - target:\n      kind: Ingress\n    path: p.yaml\n"
    files = {**OVERLAYS, "base/service.yaml": service("web", 81)}
    for name in ("dev", "prod"):
        files[f"{name}/kustomization.yaml"] = kustomization("../base") + change
    del files["prod/extra.yaml"]
    assert said(files) == [("service-port-not-found", "error", "base/ingress.yaml")]


def test_kustomizations_that_contain_each_other_end() -> None:
    files = {
        "a/kustomization.yaml": kustomization("../b", "i.yaml"),
        "b/kustomization.yaml": kustomization("../a"),
        "a/i.yaml": ingress("web", "a.example.com", "web"),
        "c/kustomization.yaml": kustomization("../a"),
    }
    assert said(files) == []


def test_a_chart_is_a_set_and_its_templates_are_not_linted() -> None:
    files = {
        "chart/Chart.yaml": "name: shop\n",
        "chart/templates/ingress.yaml": ingress("t", "a.example.com", "web").replace(
            "name: t", "name: {{ .Release.Name }}"
        ),
        "chart/crds/ingress.yaml": ingress("plain", "a.example.com", "api"),
        "ingress.yaml": ingress("web", "a.example.com", "web"),
    }
    made = project(files)
    assert made.templates == ("/p/chart/templates/ingress.yaml",)
    assert said(files) == []


def test_directories_that_serve_the_same_are_alternatives_whatever_their_names() -> None:
    files = {
        "plain/i.yaml": ingress("shop", "a.example.com", "web"),
        "merged/i.yaml": ingress("shop-paths", "a.example.com", "web"),
    }
    assert said(files) == []
    beside = {"plain.yaml": files["plain/i.yaml"], "merged.yaml": files["merged/i.yaml"]}
    assert said(beside) == [("host-path-conflict", "warning", "merged.yaml")]
    more = {**files, "plain/j.yaml": ingress("more", "b.example.com", "web")}
    assert said(more) == []
    each_more = {**more, "merged/j.yaml": ingress("other", "c.example.com", "web")}
    assert said(each_more) == [("host-path-conflict", "warning", "merged/i.yaml")]
    elsewhere = {**files, "merged/i.yaml": ingress("shop-paths", "a.example.com", "api")}
    assert said(elsewhere) == [("host-path-conflict", "error", "merged/i.yaml")]


@pytest.mark.parametrize("name", ["edge", "x-edge"])
def test_a_class_is_found_with_and_without_the_affix_of_its_kustomization(name: str) -> None:
    files = {
        "kustomization.yaml": kustomization("i.yaml", "c.yaml", namePrefix="x-"),
        "i.yaml": ingress("web", "a.example.com", "web").replace("spec:\n", f"spec:\n  ingressClassName: {name}\n"),
        "c.yaml": "apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata: {name: edge}\nspec: {controller: example.com/edge}\n",
    }
    assert said(files) == []


def complete(pattern: str = "*") -> Division:
    return Division("all", compiled([pattern]), complete=True)


def test_in_a_complete_set_what_is_absent_is_missing() -> None:
    files = {"i.yaml": ingress("web", "a.example.com", "nowhere")}
    assert said(files) == []
    assert said(files, complete()) == [("service-not-found", "error", "i.yaml")]


def test_declared_sets_do_not_meet() -> None:
    dev, prod = (Division(name, compiled([f"{name}/"])) for name in ("dev", "prod"))
    assert said(CLASH, dev, prod) == []


def test_a_declared_set_is_still_built_by_its_kustomizations() -> None:
    assert said(OVERLAYS, complete()) == said(OVERLAYS)
    broken = {**OVERLAYS, "prod/extra.yaml": ingress("extra", "b.example.com", "nowhere")}
    assert said(broken, complete()) == [("service-not-found", "error", "prod/extra.yaml")]


def test_what_a_kustomization_takes_in_belongs_to_its_declared_set() -> None:
    files = {
        "base/kustomization.yaml": "resources: [s.yaml]\n",
        "base/s.yaml": service("web"),
        "dev/kustomization.yaml": "resources: [../base, i.yaml]\n",
        "dev/i.yaml": ingress("web", "a.example.com", "web"),
    }
    assert said(files, complete("dev/**")) == []
    files["base/s.yaml"] = ingress("base", "a.example.com", "other")
    assert sorted({path for _, _, path in said(files, complete("dev/**"))}) == ["base/s.yaml", "dev/i.yaml"]


def test_in_a_complete_set_each_alternative_is_complete_with_what_is_shared() -> None:
    files = {
        "dev/i.yaml": ingress("web", "a.example.com", "web"),
        "prod/i.yaml": ingress("web", "a.example.com", "api"),
        "shared.yaml": service("web") + "---\n" + ingress("all", "b.example.org", "api"),
        "dev/s.yaml": service("api"),
    }
    assert said(files, complete()) == [("service-not-found", "error", "prod/i.yaml")]


def test_unknown_is_not_missing() -> None:
    files = {"i.yaml": ingress("web", "a.example.com", "nowhere"), "j.yaml": ingress("two", "b.example.com", "web")}
    made = project({**files, "s.yaml": service("web")})
    assert unresolved(made.workspace, made.report.sources) == ["nowhere"]
    assert unresolved(made.workspace, frozenset(("/p/j.yaml",))) == []


@pytest.mark.parametrize(
    ("here", "there", "expected"),
    [
        ("a", "a", []),
        ("a", "b", [("service-in-other-namespace", "error", "i.yaml")]),
        ("", "b", []),
        ("a", "", []),
        ("", "", []),
    ],
)
def test_namespaces_that_nobody_states_are_unknown(here: str, there: str, expected: list[tuple[str, str, str]]) -> None:
    files = {
        "i.yaml": ingress("web", "a.example.com", "web", namespace=here),
        "s.yaml": service("web", namespace=there),
    }
    assert said(files) == expected


def test_the_default_namespace_is_one_that_is_known() -> None:
    files = {"i.yaml": ingress("web", "a.example.com", "web"), "s.yaml": service("web", namespace="other")}
    assert said(files, default_namespace="shop") == [("service-in-other-namespace", "warning", "i.yaml")]


def test_a_service_of_the_same_name_in_another_set_silences_a_guess() -> None:
    files = {
        "base/kustomization.yaml": kustomization("i.yaml", "s.yaml"),
        "base/i.yaml": ingress("web", "a.example.com", "storefrnot"),
        "base/s.yaml": service("storefront"),
    }
    assert said(files) == [("service-not-found", "warning", "base/i.yaml")]
    assert said({**files, "other.yaml": service("storefrnot")}) == []


@pytest.mark.parametrize(("name", "meant"), [("wbe", "web"), ("apii", "api"), ("cartt", "cart"), ("my-svc1", "my-svc")])
def test_a_slip_in_a_short_name(name: str, meant: str) -> None:
    both = {"all.yaml": f"{ingress('shop', 'a.example.com', name)}---\n{service(meant)}"}
    apart = {"i.yaml": ingress("shop", "a.example.com", name), "s.yaml": service(meant)}
    for files in (both, apart):
        (diagnostic,) = found(files)
        assert (diagnostic.rule, diagnostic.severity.label) == ("service-not-found", "warning")
        assert f"did you mean `{meant}`?" in diagnostic.message


@pytest.mark.parametrize(("name", "beside"), [("api-1", "api-2"), ("web", "api"), ("v1", "v2"), ("api", "app")])
def test_what_is_no_slip_in_a_short_name(name: str, beside: str) -> None:
    assert said({"i.yaml": ingress("shop", "a.example.com", name), "s.yaml": service(beside)}) == []


def test_short_names_that_are_both_in_use_are_no_slips() -> None:
    files = {
        "i.yaml": ingress("shop", "a.example.com", "cart"),
        "j.yaml": ingress("cards", "b.example.com", "card"),
        "s.yaml": service("card"),
    }
    assert said(files) == []
    assert said({**files, "j.yaml": ingress("cards", "b.example.com", "cart")}) == [
        ("service-not-found", "warning", "i.yaml"),
        ("service-not-found", "warning", "j.yaml"),
    ]


def test_many_services_of_one_name_are_found_by_namespace() -> None:
    files = {f"{i}.yaml": ingress("web", "a.example.com", "web", namespace=f"n{i}") for i in range(30)}
    files |= {f"s{i}.yaml": service("web", namespace=f"n{i}") for i in range(30)}
    workspace = project(files).workspace
    for ingress_ in workspace.ingresses:
        found_ = workspace.service(ingress_.document, "web")
        assert isinstance(found_, Service)
        assert found_.document.namespace == ingress_.document.namespace


def test_workspace_of_a_folder_on_disk_is_the_same(tmp_path: Path) -> None:
    for name, text in OVERLAYS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    loader = Loader(DEFAULT_MINOR, root=str(tmp_path))
    for name in OVERLAYS:
        loader.add(str(tmp_path / name))
    assert len(loader.project().workspace.sets) == 2


def test_a_retirement_is_told_although_an_earlier_set_may_have_the_same_controller() -> None:
    plain = ingress("web", "a.example.com", "web")
    key = "nginx.ingress.kubernetes.io/proxy-body-size"
    made = project(
        {
            "a/ingress.yaml": plain.replace("  name: web", f"  name: web\n  annotations: {{{key}: 1m}}", 1),
            "a/kustomization.yaml": kustomization("ingress.yaml"),
            "b/ingress.yaml": plain.replace("spec:", "spec:\n  ingressClassName: nginx", 1),
            "b/kustomization.yaml": kustomization("ingress.yaml"),
        }
    )
    result = lint(made.workspace, made.report, REGISTRY, Settings(frozenset(["ingress-nginx-retired"])))
    assert [found.source.path for found in result.diagnostics] == ["/p/b/ingress.yaml"]


def test_rules_look_at_an_ingress_that_is_changed_by_a_patch() -> None:
    plain = ingress("web", "a.example.com", "web")
    bare = plain.partition("      http:")[0]
    files = {
        "ingress.yaml": bare,
        "patch.yaml": "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, labels: {a: b}}\n",
        "kustomization.yaml": kustomization("ingress.yaml", patchesStrategicMerge="[patch.yaml]"),
    }
    made = project(files)
    result = lint(made.workspace, made.report, REGISTRY, Settings(frozenset(["rule-without-paths"])))
    assert [found.source.path for found in result.diagnostics] == ["/p/ingress.yaml"]
