"""Who may import whom: imports go one way, rules use the public names only, nothing is circular."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "ingress_lint"


def modules() -> dict[str, Path]:
    found = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports(file: Path, known: dict[str, Path], *, lazy: bool) -> Iterator[str]:
    """Modules of ours that a file imports; `lazy` takes those inside functions, too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree) if lazy else ast.iter_child_nodes(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("ingress_lint"):
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in known else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.startswith("ingress_lint"))


def test_no_cycles() -> None:
    known = modules()
    graph = {name: set(imports(file, known, lazy=True)) - {name} for name, file in known.items()}
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join((*path[path.index(name) :], name))
        if name not in done:
            for inner in graph.get(name, ()):
                visit(inner, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize(
    ("lower", "forbidden"),
    [
        ("source", "tree"),
        ("tree", "model"),
        ("model", "finding"),
        ("schema", "model"),
        ("apiserver", "rule"),
        ("finding", "rule"),
        ("edits", "rule"),
        ("migration", "engine"),
        ("verification", "engine"),
        ("fixer", "reporters"),
        ("fixer", "writing"),
        ("engine", "edits"),
        ("engine", "reporters"),
        ("engine", "discovery"),
        ("engine", "project"),
        ("engine", "loader"),
        ("reading", "loader"),
        ("loader", "cli"),
        ("reporters", "cli"),
    ],
)
def test_the_flow_goes_one_way(lower: str, forbidden: str) -> None:
    known = modules()
    for name, file in known.items():
        if name.split(".")[1:2] == [lower]:
            used = {found.split(".")[1] for found in imports(file, known, lazy=True) if "." in found}
            assert forbidden not in used, f"{name} imports {forbidden}"


@pytest.mark.parametrize("file", sorted((ROOT / "rules").rglob("*.py")), ids=lambda file: file.stem)
def test_rules_use_the_public_names_and_the_standard_library_only(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            assert name == "ingress_lint" or name.split(".")[0] in sys.stdlib_module_names, f"{file}: {name}"


@pytest.mark.parametrize(
    "name",
    [
        "engine",
        "model",
        "facts",
        "inspection",
        "finding",
        "places",
        "workspace",
        "edits",
        "layout",
        "conversion",
        "migration",
        "verification",
        "fixer",
    ],
)
def test_the_middle_is_pure(name: str) -> None:
    """No file, no output, no clock, no environment."""
    files = (PACKAGE / name).glob("*.py") if (PACKAGE / name).is_dir() else [PACKAGE / f"{name}.py"]
    tree = ast.parse("\n".join(file.read_text(encoding="utf-8") for file in files))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert used.isdisjoint({"open", "print", "input"})
    assert imported.isdisjoint({"os", "sys", "time", "pathlib", "subprocess", "logging"})


def test_nothing_is_imported_under_type_checking() -> None:
    for file in modules().values():
        assert "TYPE_CHECKING" not in file.read_text(encoding="utf-8"), file


def test_the_public_names_and_their_stub_agree() -> None:
    import ingress_lint

    stub = ast.parse((PACKAGE / "__init__.pyi").read_text(encoding="utf-8"))
    homes = {
        alias.name: (node.module or "").removeprefix("ingress_lint.")
        for node in stub.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert homes == ingress_lint._HOMES
    for name in homes:
        assert getattr(ingress_lint, name) is not None
