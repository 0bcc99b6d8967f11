"""Which names are so close to each other that one may be a slip of the pen for the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import islice

_DIGITS = r"\d+"
_ENDINGS = ("-service", "-svc", "-tls", "-cert", "-secret")
_SHORT = 9
"""Letters of a name that is looked up by what it is without one of them."""

_LENGTHS = (3, 6, 12)
_CROWD = 100
"""Names that begin or end alike, with so many letters of `_LENGTHS`, and are still compared one by one."""


def edits(left: str, right: str, limit: int = 2) -> int:
    """Letters to insert, delete, replace, or swap with the next one; `limit + 1` stands for anything more."""
    # One edit takes out one letter of the alphabet and brings in another one, at most.
    if abs(len(left) - len(right)) > limit or len(set(left) ^ set(right)) > 2 * limit:
        return limit + 1
    before: list[int] = []
    above = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        row = [i]
        for j, b in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, above = above, row
    return min(above[-1], limit + 1)


def is_similar(left: str, right: str) -> bool:
    """Whether two different names differ by a typo, or by a prefix or a customary ending.

    Names that differ in numbers alone (`web-1`, `web-2`) are siblings, not slips.
    """
    if re.sub(_DIGITS, "0", left) == re.sub(_DIGITS, "0", right):
        return False
    short, long = sorted((left, right), key=len)
    if len(short) > 2 and (long.endswith(f"-{short}") or any(long == short + ending for ending in _ENDINGS)):
        return True
    limit = min(2, len(short) // 3 - 1) if len(short) > 3 else 0
    return limit > 0 and edits(left, right, limit) <= limit


def is_slip(left: str, right: str) -> bool:
    """Whether two different names are similar, or short and differ by one edit.

    Weaker evidence than `is_similar`: `cart` and `card` may both be meant. Numbers (`web`, `web1`), parts
    that are little more than numbers (`web-a`, `web-b`) and replaced letters of three (`api`, `app`) do not count.
    """
    return is_similar(left, right) or _is_short_slip(left, right)


def _is_short_slip(left: str, right: str) -> bool:
    if min(len(left), len(right)) < 3 or re.sub(_DIGITS, "", left) == re.sub(_DIGITS, "", right):
        return False
    here, there = left.split("-"), right.split("-")
    if len(here) == len(there):
        changed = [pair for pair in zip(here, there, strict=True) if pair[0] != pair[1]]
        if len(changed) != 1:
            return False
        left, right = changed[0]
    replaced = len(left) == len(right) == 3 and sorted(left) != sorted(right)
    return min(len(left), len(right)) > 2 and not replaced and edits(left, right, 1) == 1


class Spellings:
    """Names, ready to be asked for the ones that are similar to another one.

    Only names that begin or end alike are compared, and short ones that are the same but for one
    letter: a typo rarely spoils both ends, and a project with thousands of names must not compare
    each with each. Where many begin alike, more letters must agree.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_part: dict[str, dict[str, str]] = defaultdict(dict)
        for name in names:
            plain = re.sub(_DIGITS, "0", name)
            for part in (*_beginnings(plain), *_ends(plain), *_shortened(plain)):
                self._by_part[part].setdefault(plain, name)

    def similar(self, name: str, alike: Callable[[str, str], bool] = is_similar) -> list[str]:
        """The names that are similar to this one, in order; `alike` says which two are."""
        plain = re.sub(_DIGITS, "0", name)
        buckets = [self._by_part.get(part, {}) for part in _shortened(plain)]
        for parts in (_beginnings(plain), _ends(plain)):
            found = (self._by_part.get(part, {}) for part in parts)
            buckets += islice((bucket for bucket in found if len(bucket) <= _CROWD), 1)
        near = {other for bucket in buckets for other in bucket.values()}
        return sorted(other for other in near if alike(name, other))


def _beginnings(plain: str) -> list[str]:
    return [f"{plain[:length]}>" for length in _LENGTHS]


def _ends(plain: str) -> list[str]:
    stem = next((plain.removesuffix(ending) for ending in _ENDINGS if plain.endswith(ending)), plain)
    return [f"<{stem[-length:]}" for length in _LENGTHS]


def _shortened(plain: str) -> set[str]:
    """A short name without each of its letters, and as it is: two such sets meet where one edit is between the names."""
    if len(plain) > _SHORT:
        return set()
    return {plain, *(plain[:i] + plain[i + 1 :] for i in range(len(plain)))}


def nearest(word: str, known: Iterable[str], near: float = 0.6) -> str:
    """The known word that is most like this one, whatever the case of their letters; empty if none is near."""
    from difflib import get_close_matches

    folded: dict[str, str] = {}
    for other in known:
        folded.setdefault(other.casefold(), other)
    found = get_close_matches(word.casefold(), folded, 1, near)
    return folded[found[0]] if found else ""
