"""Which names are so close to each other that one may be a slip of the pen for the other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_DIGITS = re.compile(r"\d+")
_ENDINGS = ("-service", "-svc", "-tls", "-cert", "-secret")


def edits(left: str, right: str, limit: int = 2) -> int:
    """Letters to insert, delete, replace, or swap with the next one; `limit + 1` stands for anything more."""
    if abs(len(left) - len(right)) > limit:
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
    if _DIGITS.sub("0", left) == _DIGITS.sub("0", right):
        return False
    short, long = sorted((left, right), key=len)
    if len(short) > 2 and (long.endswith(f"-{short}") or any(long == short + ending for ending in _ENDINGS)):
        return True
    limit = min(2, len(short) // 3 - 1) if len(short) > 3 else 0
    return limit > 0 and edits(left, right, limit) <= limit


class Spellings:
    """Names, ready to be asked for the ones that are similar to another one.

    Only names that begin or end alike are compared: a typo rarely spoils both ends, and a project
    with thousands of names must not compare each with each.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_end: dict[str, dict[str, str]] = defaultdict(dict)
        for name in names:
            plain = _DIGITS.sub("0", name)
            for end in _ends(plain):
                self._by_end[end].setdefault(plain, name)

    def similar(self, name: str) -> list[str]:
        """The names that are similar to this one, in order."""
        ends = _ends(_DIGITS.sub("0", name))
        near = {other for end in ends for other in self._by_end.get(end, {}).values()}
        return sorted(other for other in near if is_similar(name, other))


def _ends(plain: str) -> set[str]:
    stem = next((plain.removesuffix(ending) for ending in _ENDINGS if plain.endswith(ending)), plain)
    return {f"{stem[:3]}-", f"-{stem[-3:]}"}
