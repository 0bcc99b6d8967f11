"""Where requests go: hosts, paths, classes and precedence as pure functions over the model."""

from ingress_lint.routing.backends import Target, backend_text, same_target, target
from ingress_lint.routing.routes import Route, place_order, rival_routes, routes
from ingress_lint.routing.words import count_word, object_name, requests_of

__all__ = [
    "Route",
    "Target",
    "backend_text",
    "count_word",
    "object_name",
    "place_order",
    "requests_of",
    "rival_routes",
    "routes",
    "same_target",
    "target",
]
