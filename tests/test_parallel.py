"""Work that is spread over processes gives what one process gives."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from time import sleep
from types import ModuleType

import pytest

from ingress_lint import packs, parallel
from ingress_lint.engine import Settings, lint
from ingress_lint.loader import Loader
from ingress_lint.pages import examples
from ingress_lint.parallel import spread
from ingress_lint.source import Span
from ingress_lint.tree import TreeError
from ingress_lint.workspace import DEFAULT_MINOR

if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processors", lambda: 3)
    monkeypatch.setattr(parallel, "_TRIAL", 0)
    monkeypatch.setattr(parallel, "_WORTH", 1e-9)


@pytest.mark.parametrize(("said", "count"), [("max 100000", 3), ("100000 100000", 1), ("150000 100000", 2), ("", 3)])
def test_a_container_uses_no_more_than_its_share(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, count: int
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1, 2}, raising=False)
    monkeypatch.setattr(parallel, "_SHARE", str(tmp_path / "cpu.max"))
    assert parallel._processors() == 3
    (tmp_path / "cpu.max").write_text(said)
    assert parallel._processors() == count


def test_order_and_results_are_those_of_one_process() -> None:
    done = spread(lambda n: (sleep(0.002), n, os.getpid()), range(100))
    assert [n for _, n, _ in done] == list(range(100))
    assert len({process for *_, process in done}) == 3


def test_little_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_WORTH", 60)
    assert spread(lambda n: (n, os.getpid()), range(100)) == [(n, os.getpid()) for n in range(100)]


def test_little_things_are_dealt_out_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_MOST_HANDS", 7)
    assert spread(lambda n: n * 2, range(1_000)) == [n * 2 for n in range(1_000)]


def test_the_smallest_pipe_holds_all_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linux gives one page to a user with many pipes already, and nobody reads while the numbers are written."""
    fcntl = pytest.importorskip("fcntl")
    if not hasattr(fcntl, "F_SETPIPE_SZ"):
        pytest.skip("pipes have the size they have")
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    os.set_blocking(writing, False)  # what would wait for ever writes less than it should
    monkeypatch.setattr(os, "pipe", lambda: (reading, writing))
    numbers = parallel._numbers(parallel._MOST_HANDS)
    assert list(parallel._taken(numbers)) == list(range(parallel._MOST_HANDS))
    os.close(numbers)


def test_what_both_sides_know_is_the_same_afterwards() -> None:
    known = [[n] for n in range(50)]
    done = spread(lambda n: (n, [known[n], known[0]]), range(50), known=known)
    assert all(inner is known[n] and first is known[0] for n, (inner, first) in done)


def test_it_is_told_how_far_the_work_is() -> None:
    told: list[tuple[int, int]] = []
    spread(lambda n: n, range(500), seen=lambda *pair: told.append(pair))
    assert told == sorted(told)
    assert told[-1] == (500, 500)
    assert {total for _, total in told} == {500}


def test_an_answer_larger_than_a_pipe_arrives() -> None:
    assert spread(lambda n: "x" * 200_000, range(6)) == ["x" * 200_000] * 6


def test_a_child_that_dies_has_its_share_done_here() -> None:
    parent = os.getpid()

    def die_elsewhere(n: int) -> int:
        sleep(0.001)
        if os.getpid() != parent and n > 20:
            os._exit(9)
        return n

    assert spread(die_elsewhere, range(90)) == list(range(90))


def test_an_error_shows_where_it_belongs(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        spread(lambda n: 1 // (n - 8), range(9))


def test_what_could_not_be_read_crosses_processes() -> None:
    (error, *_) = spread(lambda n: TreeError("no", Span(n, n + 1)), range(6))
    assert (error.message, error.span) == ("no", Span(0, 1))
    assert [e.span.start for e in spread(lambda n: TreeError("no", Span(n, n)), range(6))] == list(range(6))


def test_a_system_that_refuses_processes_has_everything_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert spread(lambda n: n * 2, range(10)) == [n * 2 for n in range(10)]


@pytest.mark.parametrize("granted", range(3))
def test_a_system_that_refuses_pipes_has_everything_done_here(monkeypatch: pytest.MonkeyPatch, granted: int) -> None:
    pipe, asked = os.pipe, iter(range(10))

    def scarce() -> tuple[int, int]:
        if next(asked) >= granted:
            raise OSError("too many open files")
        return pipe()

    monkeypatch.setattr(os, "pipe", scarce)
    assert spread(lambda n: n * 2, range(10)) == [n * 2 for n in range(10)]


def test_a_process_that_may_not_wait_for_others_gets_their_answers() -> None:
    """Whoever starts us may ignore SIGCHLD, and then we do, too."""
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert spread(lambda n: n * 2, range(10)) == [n * 2 for n in range(10)]
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_child_that_is_interrupted_as_it_begins_does_not_go_on_as_its_parent(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parent, fork = os.getpid(), os.fork

    def interrupted() -> int:
        process = fork()
        if not process:
            raise KeyboardInterrupt
        return process

    monkeypatch.setattr(os, "fork", interrupted)
    try:
        assert spread(lambda n: n * 2, range(10)) == [n * 2 for n in range(10)]
    finally:
        if os.getpid() != parent:
            (tmp_path / "went on").touch()
            os._exit(0)
    assert not list(tmp_path.iterdir())


def test_an_answer_that_cannot_be_read_here_is_none() -> None:
    """A rule may be loaded in a child only, with classes that are in its findings."""
    parent = os.getpid()

    def answer(n: int) -> str:
        sleep(0.001)
        if os.getpid() == parent:
            return str(n)
        if "rule_of_a_child" not in sys.modules:
            sys.modules["rule_of_a_child"] = ModuleType("rule_of_a_child")
            exec("class Text(str): pass", sys.modules["rule_of_a_child"].__dict__)
        text: str = sys.modules["rule_of_a_child"].Text(n)
        return text

    assert spread(answer, range(30)) == [str(n) for n in range(30)]


def test_rules_say_the_same_in_several_processes() -> None:
    """Objects and sets are judged anywhere; documents stay the objects they were."""
    registry = packs.registry()
    loader = Loader(DEFAULT_MINOR)
    for name in sorted(registry.cards):
        for number, example in enumerate(examples(registry.load(name).page)):
            loader.add(f"{name}-{number}/a.yaml", example.text.encode())
    project = loader.project()
    settings = Settings(frozenset(registry.cards))
    alone = lint(project.workspace, project.report, registry, settings)
    together = lint(project.workspace, project.report, packs.registry(), settings, spread=spread)
    assert len(alone.diagnostics) > 500
    assert together.diagnostics == alone.diagnostics
    assert together.crashes == alone.crashes == ()


def test_a_rule_that_crashes_in_another_process_is_named_once(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "always_broken.py").write_text(
        '"""Nothing works."""\nfrom ingress_lint import Finding, Severity, rule\n\n\n'
        "@rule(Severity.ERROR)\ndef always_broken(ingress, workspace):\n    raise ValueError(ingress.class_name)\n"
    )
    registry = packs.registry(packs.packs_in([tmp_path]))
    loader = Loader(DEFAULT_MINOR)
    page = "kind: Ingress\napiVersion: networking.k8s.io/v1\nmetadata: {{name: a}}\nspec: {{ingressClassName: c{}}}\n"
    for number in range(40):
        loader.add("same.yaml" if number == 0 else f"{number}/a.yaml", page.format(number % 20).encode())
    project = loader.project()
    done = lint(project.workspace, project.report, registry, Settings(frozenset(["always-broken"])), spread=spread)
    assert len(done.crashes) == len(set(done.crashes)) == 40
