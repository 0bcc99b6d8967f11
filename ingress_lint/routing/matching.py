"""How one host's paths are matched and ranked, by the specification or as a known controller does it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingress_lint.model import Ingress
from ingress_lint.records import Record
from ingress_lint.routing.classes import is_canary, is_true
from ingress_lint.routing.paths import EXACT, OTHER, path_matches, path_rank

_GLOBS = {"agic": "glob", "alb": "listener", "gke": "whole"}
_REPEATED_GROUP = re.compile(r"\)[*+{]")
_QUANTIFIER = re.compile(r"[*+{]")
_MAX_QUANTIFIERS, _MAX_TEXT = 4, 256
"""Beyond these a regular expression from a manifest could take for ever, and is not tried."""


class Matcher(Record):
    """The way paths of one host are compared.

    `specified`; `regex`; `glob` where `*` and `?` are wildcards in what is up to the controller, `whole` where such a
    path has to fit the whole request even without them, and `listener` where the first of all rules answers as well.
    `location` is as specified, but Exact wins whatever its length.
    """

    way: str

    def takes(self, kind: str, text: str, requested: str) -> bool | None:
        """Whether a path takes the request; None if that cannot be told."""
        if self.way == "regex":
            return _search(f"^{text}", requested, re.IGNORECASE)
        if kind == OTHER and (self.way in ("whole", "listener") or (self.way == "glob" and re.search(r"[*?]", text))):
            pattern = re.escape(text).replace(r"\*", ".*").replace(r"\?", ".")
            return _search(f"^{pattern}$", requested, 0)
        return path_matches(kind, text, requested)

    def rank(self, kind: str, text: str) -> tuple[int, bool]:
        """The larger rank wins; regular expressions are tried in the order of their length."""
        if self.way == "regex":
            return len(text), False
        exact = self.way == "location" and kind == EXACT
        return path_rank(kind, f"{text}/" if exact else text)  # no Prefix that takes the same request is longer


def matcher(controller: str, ingresses: Iterable[Ingress], *, certain: bool = True) -> Matcher:
    """The matcher for a host that these Ingresses serve; `certain` says that their class tells the controller.

    In ingress-nginx one `use-regex` or `rewrite-target` makes every path of the host, in every
    Ingress, a regular expression that ignores case. Without, its locations `= /cart` win over all others.
    Source: ingress-nginx `docs/user-guide/ingress-path-matching.md`, `internal/ingress/controller/location.go`.
    """
    if controller == "ingress-nginx":
        return Matcher("regex" if any(_wants_regex(ingress) for ingress in ingresses) else "location")
    way = _GLOBS.get(controller, "specified")
    return Matcher(way if certain or way == "specified" else "glob")


def _wants_regex(ingress: Ingress) -> bool:
    """A canary adds no locations of its own; a path rewritten to itself needs no regular expression."""
    prefix = "nginx.ingress.kubernetes.io/"
    if is_canary(ingress):
        return False
    target = ingress.annotations.get(f"{prefix}rewrite-target", "").strip()
    rewritten = bool(target) and any(path.path != target for _, path in ingress.paths)
    return rewritten or is_true(ingress, f"{prefix}use-regex")


def _search(pattern: str, text: str, flags: int) -> bool | None:
    too_many = len(_QUANTIFIER.findall(pattern)) > _MAX_QUANTIFIERS or len(text) > _MAX_TEXT
    if too_many or _REPEATED_GROUP.search(pattern):
        return None
    try:
        return re.search(pattern, text, flags) is not None
    except (re.error, OverflowError, RecursionError):
        return None
