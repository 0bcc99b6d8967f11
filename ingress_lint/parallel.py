"""Many like pieces of work, spread over the processors by forking where that pays."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from time import perf_counter
from typing import Any, TypeVar

Item = TypeVar("Item")
Done = TypeVar("Done")

MAX_PROCESSES = 8
_TRIAL, _WORTH, _HAND = 0.008, 0.02, 0.003
"""Seconds: of work here before the rest is judged, of work for one more process to be worth its start, of one hand."""

_MOST_HANDS = 1_000
"""Hands at most: their numbers have to fit into a pipe, and Linux gives one page to who has many pipes already."""

_SHARE = "/sys/fs/cgroup/cpu.max"
"""Where Linux says how many microseconds of every so many a container may use."""

_PIPE = 1024 * 1024
"""Bytes that a process may be ahead of the one that takes its answers, where the system lets us choose."""

Seen = Callable[[int, int], None]
"""Is told how many pieces of how many are done."""


def spread(
    function: Callable[[Item], Done], items: Sequence[Item], *, known: Sequence[object] = (), seen: Seen | None = None
) -> list[Done]:
    """`[function(item) for item in items]`, in several processes if what the first items take says that it is worth it.

    What the function returns must be picklable, and it must have no other effect. Objects that are
    `known` already cross by their number. What a child does not answer is done here, so that an error
    shows where it belongs.
    """
    done: list[Done] = []
    start, look_at = 0.0, _TRIAL
    for item in items:
        done.append(function(item))
        if seen:
            seen(len(done), len(items))
        if not start:  # the first one imports what all of them need, so it tells nothing about the others
            start = perf_counter()
            continue
        spent = perf_counter() - start
        if spent > look_at:
            look_at *= 2
            each, left = spent / (len(done) - 1), len(items) - len(done)
            others = min(_processors() - 1, MAX_PROCESSES - 1, int(each * left / _WORTH))
            if others > 0 and hasattr(os, "fork"):
                rest, counted = items[len(done) :], _after(done, seen)
                return done + _dealt(function, rest, others=others, each=each, known=known, seen=counted)
    return done


def _after(done: Sequence[object], seen: Seen | None) -> Seen | None:
    """Who counts on from what is done already."""
    before = len(done)
    return (lambda more, total: seen(before + more, before + total)) if seen else None


def _processors() -> int:
    """How many processors may be used: those that are allowed to us, and no more than a container's share of time."""
    usable = getattr(os, "sched_getaffinity", None)
    count = len(usable(0)) if usable else os.cpu_count() or 1
    with suppress(OSError, ValueError), open(_SHARE, encoding="ascii") as file:
        quota, period = file.read().split()
        count = min(count, -(-int(quota) // int(period)))  # without a limit the quota is a word
    return count


def _dealt(
    function: Callable[[Item], Done],
    items: Sequence[Item],
    *,
    others: int,
    each: float,
    known: Sequence[object],
    seen: Seen | None,
) -> list[Done]:
    """The items in hands, which every process takes one by one; `each` is how many seconds an item takes."""
    size = max(1, int(_HAND / each), -(-len(items) // _MOST_HANDS))
    hands = [items[i : i + size] for i in range(0, len(items), size)]
    try:
        numbers = _numbers(len(hands))
    except OSError:  # so many files are open that there is no pipe
        return [function(item) for item in items]
    work = _Work(function, hands, numbers, known)
    children: list[_Child] = []
    answers: dict[int, list[Done]] = {}
    try:
        while len(children) < others and (child := work.fork()) is not None:
            children.append(child)
        for number in _taken(numbers):
            answers[number] = work.hand(number)
            for child in children:
                answers.update(child.answers(wait=False))
            if seen:
                seen(min(len(answers) * size, len(items)), len(items))
        for child in children:
            answers.update(child.answers(wait=True))
    finally:
        os.close(numbers)
        for child in children:
            os.close(child.reading)
        for child in children:
            with suppress(ChildProcessError):  # whoever started us may have seen to it that nobody is waited for
                os.waitpid(child.process, 0)
    if seen:
        seen(len(items), len(items))
    return [one for number in range(len(hands)) for one in answers.get(number) or work.hand(number)]


def _numbers(count: int) -> int:
    """A pipe to take the numbers below `count` from, by any process, each of them once."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(number.to_bytes(4, "little") for number in range(count)))
    os.close(writing)
    return reading


def _taken(numbers: int) -> Iterator[int]:
    while number := os.read(numbers, 4):
        yield int.from_bytes(number, "little")


class _Work:
    """What all processes do: hands of items, by number."""

    def __init__(
        self, function: Callable[[Any], Any], hands: Sequence[Sequence[Any]], numbers: int, known: Sequence[object]
    ) -> None:
        self.function = function
        self.hands = hands
        self.numbers = numbers
        self.known = known

    def hand(self, number: int) -> list[Any]:
        """What comes of one hand."""
        return [self.function(item) for item in self.hands[number]]

    def fork(self) -> _Child | None:
        """A child that takes hands as we do; None if the system refuses one."""
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
        try:
            reading, writing = os.pipe()
        except OSError:
            return None
        with suppress(ImportError, AttributeError, OSError):
            import fcntl

            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, _PIPE)
        parent = os.getpid()
        try:
            process = os.fork()
            if not process:
                os.close(reading)
                self._answer(writing)
        except OSError:
            os.close(reading)
            return None
        finally:
            # The child: whatever happens, an interrupt before it begins too, it may neither return nor
            # clean up what belongs to its parent.
            if os.getpid() != parent:
                os._exit(0)
            os.close(writing)
        return _Child(process, reading, self.known)

    def _answer(self, writing: int) -> None:
        from ingress_lint.packing import Packer

        packer = Packer(self.known)
        with os.fdopen(writing, "wb", buffering=0) as pipe:
            for number in _taken(self.numbers):
                data = memoryview(packer.packed((number, self.hand(number))))
                while data:
                    data = data[pipe.write(data) :]


class _Child:
    """A process with a pipe of answers, each with its length before it."""

    def __init__(self, process: int, reading: int, known: Sequence[object]) -> None:
        self.process = process
        self.reading = reading
        self.known = known
        self.data = bytearray()

    def answers(self, *, wait: bool) -> Iterator[tuple[int, list[Any]]]:
        """The hands that are answered by now; all that will be, if we `wait`. One that is not whole is left out."""
        os.set_blocking(self.reading, wait)
        with suppress(BlockingIOError):
            while more := os.read(self.reading, _PIPE):
                self.data += more
                yield from self._whole()

    def _whole(self) -> Iterator[tuple[int, list[Any]]]:
        from ingress_lint.packing import LENGTH, unpacked

        at = 0
        while len(self.data) >= (begin := at + LENGTH):
            end = begin + int.from_bytes(self.data[at:begin], "little")
            if len(self.data) < end:
                break
            data, at = self.data[begin:end], end
            answers = []
            with suppress(Exception):  # an answer may name a class of a rule that only the child has loaded
                answers.append(unpacked(data, self.known))
            yield from answers
        del self.data[:at]
