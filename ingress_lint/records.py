"""Records: named tuples that are cheap to declare. Their types stand in `records.pyi`.

`typing.NamedTuple` compiles a constructor for every class, and resolves its annotations: 80 µs each,
and a run over one clean file needs fifty of them. A `Record` is declared, used, copied and pickled
like a NamedTuple; what it does not do is compile anything.
"""

from __future__ import annotations

import sys
from collections import _tuplegetter
from collections.abc import Iterable
from typing import Any, NamedTuple, Self

_new_tuple = tuple.__new__


class _RecordType(type):
    """Makes a class with a getter for each annotated name, and no dictionary in its instances."""

    def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> _RecordType:
        fields = tuple(body.get("__annotations__", ()))
        body["_field_defaults"] = {field: body[field] for field in fields if field in body}
        body["_defaults"] = tuple(body["_field_defaults"].values())
        body["_fields"] = body["__match_args__"] = fields
        body["_size"] = len(fields)
        body["__slots__"] = ()
        body.update((field, _tuplegetter(index, "")) for index, field in enumerate(fields))
        return super().__new__(cls, name, bases, body)


class _Record(tuple, metaclass=_RecordType):
    """The methods of a named tuple, for fields that each class has for itself."""

    __slots__ = ()

    def __new__(cls, /, *values: Any, **named: Any) -> Self:
        if named or len(values) != cls._size:
            lacking = cls._size - len(values)
            few = not named and 0 < lacking <= len(cls._defaults)
            values = values + cls._defaults[-lacking:] if few else _completed(cls, values, named)
        return _new_tuple(cls, values)

    @classmethod
    def _make(cls, values: Iterable[Any]) -> Self:
        made = _new_tuple(cls, values)
        return made if len(made) == cls._size else cls(*made)

    def _replace(self, /, **changes: Any) -> Self:
        return type(self)(**{**self._asdict(), **changes})

    def _asdict(self) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple.__new__, (type(self), tuple(self))  # all its values are there: nothing is to be completed


def _completed(cls: type[_Record], values: tuple[Any, ...], named: dict[str, Any]) -> tuple[Any, ...]:
    """All values in order, taken from those without a name, the named ones and the defaults; raises TypeError."""
    rest = cls._fields[len(values) :]
    given = {**cls._field_defaults, **named}
    missing = [field for field in rest if field not in given]
    strange = sorted(named.keys() - set(rest))
    if missing or strange or len(values) > len(cls._fields):
        what = (
            f"lacks {', '.join(missing)}" if missing else f"has no place for {', '.join(strange) or 'so many values'}"
        )
        raise TypeError(f"{cls.__name__}({', '.join(cls._fields)}) {what}")
    return (*values, *(given[field] for field in rest))


# Later releases no longer leave the annotations of a class in its body; `NamedTuple` knows how to find them.
Record = _Record if sys.version_info < (3, 14) else NamedTuple
