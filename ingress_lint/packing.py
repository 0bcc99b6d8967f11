"""Answers of one process to another as bytes: objects that both of them know cross as a number."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from io import BytesIO
from typing import Any

LENGTH = 8
"""Bytes before each answer that say how long it is."""


class Packer:
    """Packs answers for a process that knows the same objects."""

    def __init__(self, known: Sequence[object]) -> None:
        self._numbers = {id(item): number for number, item in enumerate(known)}

    def packed(self, answer: object) -> bytes:
        """An answer with its length before it."""
        file = BytesIO()
        file.write(bytes(LENGTH))
        # To be asked about every object takes time, so that is done only where there is something to know.
        pickler = _Pickler(file, self._numbers) if self._numbers else pickle.Pickler(file, pickle.HIGHEST_PROTOCOL)
        pickler.dump(answer)
        file.seek(0)
        file.write((len(file.getbuffer()) - LENGTH).to_bytes(LENGTH, "little"))
        return file.getvalue()


class _Pickler(pickle.Pickler):
    def __init__(self, file: BytesIO, numbers: dict[int, int]) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self.numbers = numbers

    def persistent_id(self, item: object) -> int | None:
        return self.numbers.get(id(item))


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: BytesIO, known: Sequence[object]) -> None:
        super().__init__(file)
        self.known = known

    def persistent_load(self, number: int) -> object:
        return self.known[number]


def unpacked(data: bytes | bytearray, known: Sequence[object]) -> Any:
    """What an answer holds, which must come from a process of our own."""
    return _Unpickler(BytesIO(data), known).load()
