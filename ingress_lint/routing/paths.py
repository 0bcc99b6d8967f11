"""Which requests a path takes, and which of two paths that both take a request is chosen."""

from __future__ import annotations

from ingress_lint.model import HttpPath, Unknown

EXACT, PREFIX, OTHER = "Exact", "Prefix", "ImplementationSpecific"


def path_text(path: HttpPath) -> str:
    """The path as it counts: an absent one stands for `/`."""
    return path.path if isinstance(path.path, Unknown) else path.path or "/"


def path_kind(path: HttpPath) -> str:
    """The path type; an absent one is up to the controller, as `ImplementationSpecific` is."""
    return path.path_type if isinstance(path.path_type, Unknown) else path.path_type or OTHER


def path_matches(kind: str, text: str, requested: str) -> bool:
    """Whether a path of this type takes a request for the path `requested`.

    Prefix compares element by element and ignores a trailing slash on either side; whatever is up
    to the controller is read as Prefix. Source: kubernetes `api/networking/v1/types.go`.
    """
    if kind == EXACT:
        return text == requested
    wanted = elements(text)
    return elements(requested)[: len(wanted)] == wanted


def elements(text: str) -> list[str]:
    """What stands between the slashes, without the empty text before the first and after the last."""
    parts = text.split("/")[1:] if text.startswith("/") else text.split("/")
    return parts[:-1] if parts and not parts[-1] else parts


def path_rank(kind: str, text: str) -> tuple[int, bool]:
    """What decides between paths that take the same request: the longer text, then Exact."""
    return len(text), kind == EXACT
