"""The spec of an IngressClass (IC1 to IC14).

Facts: kubernetes `pkg/apis/networking/validation/validation.go`, `pkg/apis/networking/v1/defaults.go`,
apimachinery `pkg/util/validation/validation.go` (domain-prefixed path).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingress_lint.apiserver.ingress import reference_facts
from ingress_lint.apiserver.names import label, size, subdomain, together
from ingress_lint.facts import Fact
from ingress_lint.model import IngressClass, Parameters, Unknown
from ingress_lint.tree import Path

_AT: Path = ("spec", "controller")
_PARAMETERS: Path = ("spec", "parameters")
_REST = r"[A-Za-z0-9/\-._~%!$&'()*+,;=:]+"
MAX_CONTROLLER = 250


def ingress_class_facts(ingress_class: IngressClass) -> Iterator[Fact]:
    """What the server refuses in the spec of an IngressClass."""
    if not ingress_class.readable:
        return
    controller = ingress_class.controller
    if not isinstance(controller, Unknown):
        if not controller:
            yield Fact(ingress_class.document, "field-missing", _AT)
        problem = together(_controller(controller))
        if problem:
            yield Fact(ingress_class.document, "ingress-class-controller-invalid", _AT, controller, problem)
    if ingress_class.parameters is not None:
        yield from _parameters(ingress_class, ingress_class.parameters)


def _controller(controller: str) -> Iterator[str]:
    if not controller:
        return
    if size(controller) > MAX_CONTROLLER:
        yield f"it is {size(controller)} bytes long, {MAX_CONTROLLER} are allowed"
    domain, _, rest = controller.partition("/")
    if not domain or not rest:
        yield "it is not written `domain/path`"
        return
    problem = subdomain(domain)
    if problem:
        yield f"in the domain: {problem}"
    if not re.fullmatch(_REST, rest):
        bad = next(character for character in rest if not re.fullmatch(_REST, character))
        yield f"in the path: it has the character `{bad}`"


def _parameters(owner: IngressClass, parameters: Parameters) -> Iterator[Fact]:
    reference = (parameters.api_group, parameters.kind, parameters.name)
    yield from reference_facts(owner.document, _PARAMETERS, *reference)
    yield from _scope(owner, parameters)


def _scope(owner: IngressClass, parameters: Parameters) -> Iterator[Fact]:
    scope, namespace = parameters.scope, parameters.namespace
    at = (*_PARAMETERS, "namespace")
    name = "ingress-class-parameters-invalid"
    if isinstance(scope, Unknown):
        return
    if scope not in (None, "Cluster", "Namespace"):
        why = "the scope is `Cluster` or `Namespace`"
        yield Fact(owner.document, name, (*_PARAMETERS, "scope"), scope, why)
    elif scope == "Namespace" and namespace is None:
        yield Fact(owner.document, "field-missing", at)
    elif scope == "Namespace" and namespace is not None:
        problem = label(namespace)
        if problem:
            yield Fact(owner.document, name, at, namespace, problem)
    elif namespace is not None:
        why = "a namespace goes only with `scope: Namespace`"
        yield Fact(owner.document, name, at, namespace, why)
