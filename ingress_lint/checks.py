"""A rule: a check, and everything that is derived from where and how it is written."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

from ingress_lint.facts import Fact
from ingress_lint.finding import Finding, Severity
from ingress_lint.model import Document, Ingress, IngressClass, Secret, Service
from ingress_lint.records import Record
from ingress_lint.workspace import Workspace

Check = Callable[..., Iterator[Finding]]
SUBJECTS: dict[str, type] = {cls.__name__: cls for cls in (Document, Ingress, IngressClass, Secret, Service, Workspace)}


class Rule(Record):
    """A named check. `on` is a class of the model, or the name of the fact it speaks about.

    `page` is Markdown: the docstring of the module. `needs` names traits of the workspace without
    which the rule has nothing to say (`Workspace.traits`); any of them is enough.
    """

    id: str
    group: str
    severity: Severity
    on: str
    default: bool
    needs: tuple[str, ...]
    page: str
    check: Check

    @property
    def summary(self) -> str:
        """The first line of the page: one sentence."""
        return self.page.strip().partition("\n")[0]

    @property
    def options(self) -> dict[str, Any]:
        """Options with their defaults: the keyword-only parameters of the check."""
        return dict(self.check.__kwdefaults__ or {})


def rule(
    severity: Severity,
    *,
    on: type | str = Ingress,
    default: bool = True,
    needs: str | tuple[str, ...] = (),
) -> Callable[[Check], Rule]:
    """Make a rule of a check `(subject, workspace, *, options) -> findings`.

    The name is that of the function, the group that of the folder, the page the module's docstring.
    """

    def decorate(check: Check) -> Rule:
        module = check.__module__
        return Rule(
            check.__name__.replace("_", "-"),
            module.split(".")[-2] if "." in module else "",
            severity,
            on if isinstance(on, str) else on.__name__,
            default,
            (needs,) if isinstance(needs, str) else needs,
            sys.modules[module].__doc__ or "",
            check,
        )

    return decorate


__all__ = ["SUBJECTS", "Check", "Fact", "Rule", "rule"]
