"""Work that is spread over processes gives what one process gives."""

from __future__ import annotations

import os

import pytest

from ingress_lint import parallel
from ingress_lint.parallel import spread
from ingress_lint.source import Span
from ingress_lint.tree import TreeError

if not hasattr(os, "fork"):
    pytest.skip("needs fork", allow_module_level=True)


@pytest.fixture(autouse=True)
def several_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processors", lambda: 3)


def test_order_and_results_are_those_of_one_process() -> None:
    assert spread(lambda n: (n, os.getpid()), range(10), worth=100) == [(n, os.getpid()) for n in range(10)]
    done = spread(lambda n: (n, os.getpid()), range(100), worth=20)
    assert [n for n, _ in done] == list(range(100))
    assert len({process for _, process in done}) == 3


def test_an_answer_larger_than_a_pipe_arrives() -> None:
    assert spread(lambda n: "x" * 200_000, range(6), worth=2) == ["x" * 200_000] * 6


def test_a_child_that_dies_has_its_share_done_here() -> None:
    parent = os.getpid()

    def die_elsewhere(n: int) -> int:
        if os.getpid() != parent:
            os._exit(9)
        return n

    assert spread(die_elsewhere, range(9), worth=3) == list(range(9))


def test_an_error_shows_where_it_belongs(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        spread(lambda n: 1 // (n - 8), range(9), worth=3)


def test_what_could_not_be_read_crosses_processes() -> None:
    (error, *_) = spread(lambda n: TreeError("no", Span(n, n + 1)), range(6), worth=2)
    assert (error.message, error.span) == ("no", Span(0, 1))
    assert [e.span.start for e in spread(lambda n: TreeError("no", Span(n, n)), range(6), worth=2)] == list(range(6))


def test_a_system_that_refuses_processes_has_everything_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise OSError("no more processes")

    monkeypatch.setattr(os, "fork", refuse)
    assert spread(lambda n: n * 2, range(10), worth=2) == [n * 2 for n in range(10)]
