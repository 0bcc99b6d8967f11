"""Which names may be slips for each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingress_lint.similar import Spellings, edits, is_similar, is_slip

WORDS = st.text("abc-1", max_size=6)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("web", "web", 0),
        ("ab", "ba", 1),
        ("web", "wb", 1),
        ("web", "wxb", 1),
        ("a", "abcd", 3),
        ("abcdef", "ghijkl", 3),
    ],
)
def test_edits(left: str, right: str, expected: int) -> None:
    assert edits(left, right) == expected


@given(WORDS, WORDS)
def test_edits_are_the_same_in_both_directions(left: str, right: str) -> None:
    assert edits(left, right) == edits(right, left)
    assert (edits(left, right) == 0) == (left == right)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("storefront", "storefrnot", True),
        ("storefront", "shop-storefront", True),
        ("storefront", "storefront-svc", True),
        ("web-1", "web-2", False),
        ("api", "app", False),
        ("api", "api", False),
        ("blue", "green", False),
        ("ui", "shop-ui", False),
    ],
)
def test_what_is_a_slip(left: str, right: str, expected: bool) -> None:
    assert is_similar(left, right) is is_similar(right, left) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("wbe", "web", True),
        ("webb", "web", True),
        ("apii", "api", True),
        ("cartt", "cart", True),
        ("cart", "card", True),
        ("loginn", "login", True),
        ("my-svc1", "my-svc", True),
        ("a-wbe", "a-web", True),
        ("api", "app", False),
        ("api-1", "api-2", False),
        ("api2", "api", False),
        ("v1", "v2", False),
        ("web-a", "web-b", False),
        ("web", "web", False),
        ("ui", "uii", False),
    ],
)
def test_what_is_a_slip_in_a_short_name(left: str, right: str, expected: bool) -> None:
    assert is_slip(left, right) is is_slip(right, left) is expected
    assert Spellings([left, "other"]).similar(right, is_slip) == [left] * expected
    assert Spellings([right, "other"]).similar(left, is_slip) == [right] * expected


def test_the_index_of_many_names_that_begin_alike_compares_few() -> None:
    letters = "abcdefgh"
    names = [f"team-{a}{b}{c}-shop" for a in letters for b in letters for c in letters]
    compared: list[str] = []

    def alike(left: str, right: str) -> bool:
        compared.append(right)
        return is_similar(left, right)

    assert "team-abc-shop" in Spellings(names).similar("team-abcc-shop", alike)
    assert len(compared) < 200


@given(st.lists(WORDS, max_size=6), WORDS)
def test_the_index_finds_only_what_is_similar(names: list[str], name: str) -> None:
    assert all(is_similar(name, other) for other in Spellings(names).similar(name))


def test_the_index_finds_typos_prefixes_and_endings() -> None:
    names = Spellings(["storefront", "shop-billing", "reports-svc", *(f"unrelated-{i}" for i in range(1000))])
    assert names.similar("storefrnot") == ["storefront"]
    assert names.similar("billing") == ["shop-billing"]
    assert names.similar("reports") == ["reports-svc"]
    assert names.similar("unrelated-2000") == []
