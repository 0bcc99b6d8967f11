"""Many like pieces of work, spread over the processors by forking."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")

MAX_PROCESSES, _HAND = 8, 17


Seen = Callable[[int, int], None]
"""Is told how many pieces of how many are done, roughly where several processes work on them."""


def spread(
    function: Callable[[Item], Done], items: Sequence[Item], *, worth: int, seen: Seen | None = None
) -> list[Done]:
    """`[function(item) for item in items]`, in several processes from `worth` items for each of them on.

    What the function returns must be picklable, and it must have no other effect. A child that does
    not come back has its share done here, so that an error shows where it belongs.
    """
    count = min(_processors(), len(items) // worth, MAX_PROCESSES)
    if count < 2 or not hasattr(os, "fork"):
        return list(_watched(function, items, len(items), seen))
    # A child has to copy memory and to pack what it made, about a quarter of its work: so many more are ours. The
    # rest is dealt out in hands, because neighbours are alike, and every second one may be, too.
    more = len(items) - int(len(items) / (count + 0.25)) * count
    dealt_to = [n // _HAND % count for n in range(len(items) - more)]
    shares = [[item for item, to in zip(items[more:], dealt_to, strict=True) if to == n] for n in range(count)]
    children = [_fork(function, share) for share in shares[1:]]
    ours = list(_watched(function, [*items[:more], *shares[0]], len(items), seen))
    dealt: list[Iterator[Done]] = [iter(ours[more:])]
    for child, share in zip(children, shares[1:], strict=True):
        answer: list[Done] | None = _collect(*child) if child else None
        dealt.append(iter([function(item) for item in share] if answer is None else answer))
    return [*ours[:more], *(next(dealt[to]) for to in dealt_to)]


def _watched(function: Callable[[Item], Done], share: Sequence[Item], total: int, seen: Seen | None) -> Iterator[Done]:
    if seen is None:
        yield from map(function, share)
        return
    for number, item in enumerate(share, 1):
        yield function(item)
        seen(number * total // len(share), total)


def _processors() -> int:
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1


def _fork(function: Callable[[Item], Done], share: Sequence[Item]) -> tuple[int, int] | None:
    """The process that works on a share, and where its pickled answer can be read; None if the system refuses one."""
    import pickle

    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return None
    if process:
        os.close(writing)
        return process, reading
    # The child: whatever happens, it may neither return nor clean up what belongs to its parent.
    code = 1
    try:
        os.close(reading)
        with os.fdopen(writing, "wb") as pipe:
            pickle.dump([function(item) for item in share], pipe, pickle.HIGHEST_PROTOCOL)
        code = 0
    finally:
        os._exit(code)


def _collect(process: int, reading: int) -> list[Done] | None:
    """What a child answered; None if it failed."""
    import pickle

    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    _, status = os.waitpid(process, 0)
    answer: list[Done] | None = pickle.loads(data) if status == 0 else None  # noqa: S301 - from our own child
    return answer
