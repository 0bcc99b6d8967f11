"""Where requests go: hosts, paths, classes and precedence as pure functions over the model."""

from ingress_lint.routing.backends import backend_text, same_target, target
from ingress_lint.routing.classes import Scope, answers_rest, is_canary, is_master, is_minion, is_true
from ingress_lint.routing.listener import hidden
from ingress_lint.routing.rivals import agree, lists_no_paths, rival_routes, takes_everything
from ingress_lint.routing.routes import Route, by_scope, place_order, routes
from ingress_lint.routing.tls import (
    Named,
    certified_elsewhere,
    passes_through,
    rule_hosts,
    tls_names,
    uncovered,
    unrouted,
)
from ingress_lint.routing.unspecified import customs
from ingress_lint.routing.words import count_word, listed, object_name

__all__ = [
    "Named",
    "Route",
    "Scope",
    "agree",
    "answers_rest",
    "backend_text",
    "by_scope",
    "certified_elsewhere",
    "count_word",
    "customs",
    "hidden",
    "is_canary",
    "is_master",
    "is_minion",
    "is_true",
    "listed",
    "lists_no_paths",
    "object_name",
    "passes_through",
    "place_order",
    "rival_routes",
    "routes",
    "rule_hosts",
    "same_target",
    "takes_everything",
    "target",
    "tls_names",
    "uncovered",
    "unrouted",
]
