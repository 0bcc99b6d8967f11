"""A record is used like a NamedTuple."""

from __future__ import annotations

import copy
import pickle
from typing import Any, NamedTuple

import pytest

from ingress_lint.records import Record


class Ours(Record):
    """A record."""

    left: int
    right: str = "r"
    last: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.left * 2


class Theirs(NamedTuple):
    """What it stands for."""

    left: int
    right: str = "r"
    last: tuple[int, ...] = ()

    @property
    def double(self) -> int:
        return self.left * 2


def behaviour(cls: Any) -> list[object]:
    one, two = cls(1), cls(2, last=(3,), right="x")
    match two:
        case cls(left, right):
            matched = (left, right)
    left, right, last = two
    return [
        tuple(one),
        repr(two).partition("(")[2],
        (one.left, one.right, one.last, two.double, two[2], len(two), left, right, last, matched),
        one == (1, "r", ()),
        hash(one) == hash((1, "r", ())),
        sorted([two, one]) == [one, two],
        tuple(two._replace(left=9)),
        two._asdict(),
        tuple(cls._make([4, "y", ()])),
        (cls._fields, cls._field_defaults, cls.__match_args__, cls.__doc__ is not None),
        isinstance(two, tuple),
        type(copy.copy(two)) is type(copy.deepcopy(two)) is type(pickle.loads(pickle.dumps(two))) is cls,
        pickle.loads(pickle.dumps(two)) == two,
    ]


def test_the_two_behave_alike() -> None:
    assert behaviour(Ours) == behaviour(Theirs)


@pytest.mark.parametrize(
    ("values", "named"),
    [((), {}), ((1, "x", (), 4), {}), ((1,), {"left": 1}), ((1,), {"other": 1}), ((), {"right": "x"})],
)
@pytest.mark.parametrize("cls", [Ours, Theirs])
def test_neither_is_made_of_other_values(cls: Any, values: tuple[object, ...], named: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        cls(*values, **named)


@pytest.mark.parametrize("cls", [Ours, Theirs])
def test_neither_changes(cls: Any) -> None:
    one = cls(1)
    with pytest.raises(AttributeError):
        one.left = 2
    with pytest.raises(AttributeError):
        one.more = 2
    with pytest.raises((TypeError, ValueError)):
        one._replace(more=2)
    with pytest.raises(TypeError):
        cls._make([])
