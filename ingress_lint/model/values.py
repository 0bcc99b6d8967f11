"""Fields of an object as Kubernetes reads them: null is the zero value, and what cannot be known stays unknown."""


class Unknown(str):
    """A string whose value cannot be known, so that nothing is concluded from it."""

    __slots__ = ()


def text(value: object) -> str:
    """A string field: null is empty, anything that is no string is unknown."""
    if value is None:
        return ""
    return value if isinstance(value, str) else Unknown(value)


def pointer(value: object) -> str | None:
    """A string field where absent and empty differ."""
    return None if value is None else text(value)


def integer(value: object) -> int | None:
    """An integer field: null is 0, anything that is no 32-bit integer is unknown (None)."""
    if value is None:
        return 0
    if isinstance(value, int) and not isinstance(value, bool) and -(2**31) <= value < 2**31:
        return value
    return None


def record(value: object) -> dict[str, object]:
    """An object field; anything else reads as empty."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> list[object]:
    """A list field; anything else reads as empty."""
    return value if isinstance(value, list) else []


def string_map(value: object) -> dict[str, str]:
    """Labels or annotations; a null value is present and empty."""
    return {key: text(item) for key, item in value.items()} if isinstance(value, dict) else {}
