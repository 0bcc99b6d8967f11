"""Which Ingresses share a load balancer: their class, its controller, and how that merges them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from ingress_lint.model import CLASS_ANNOTATION, Ingress, Unknown
from ingress_lint.workspace import Workspace

_CONTROLLERS = {
    "k8s.io/ingress-nginx": "ingress-nginx",
    "webapprouting.kubernetes.azure.com/nginx": "ingress-nginx",
    "nginx.org/ingress-controller": "nginx.org",
    "ingress.k8s.aws/alb": "alb",
    "eks.amazonaws.com/alb": "alb",
    "traefik.io/ingress-controller": "traefik",
    "haproxy.org/ingress-controller": "haproxy.org",
    "haproxy-ingress.github.io/controller": "haproxy-ingress",
    "ingress-controllers.konghq.com/kong": "kong",
    "azure/application-gateway": "agic",
    "cilium.io/ingress-controller": "cilium",
    "istio.io/ingress-controller": "istio",
    "openshift.io/ingress-to-route": "openshift",
    "tailscale.com/ts-ingress": "tailscale",
}
_CLASS_NAMES = {
    "nginx": "ingress-nginx",
    "alb": "alb",
    "gce": "gke",
    "gce-internal": "gke",
    "gce-regional-external": "gke",
    "traefik": "traefik",
    "haproxy": "haproxy.org",
    "kong": "kong",
    "contour": "contour",
    "cilium": "cilium",
    "istio": "istio",
    "tailscale": "tailscale",
}
_PREFIXES = {"alb.ingress.kubernetes.io": "alb", "nginx.org": "nginx.org", "networking.gke.io": "gke"}
"""Annotations that tell the controller of an Ingress whose class does not."""

_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
"""What Go's `strconv.ParseBool` takes for true."""


class Scope(NamedTuple):
    """What Ingresses must share to meet each other.

    `share` is empty where a controller merges all Ingresses of the class, else the group they name,
    or the object itself where each Ingress gets a load balancer of its own.
    """

    class_name: str
    share: str = ""


class Classes:
    """The classes of a workspace: which one an Ingress has, and what serves it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.controllers: dict[str, str] = {c.document.name: c.controller for c in workspace.ingress_classes}
        defaults = [c.document.name for c in workspace.ingress_classes if c.is_default]
        self.default = defaults[0] if len(defaults) == 1 else ""

    def name(self, ingress: Ingress) -> str:
        """The class by field, else by annotation, else the default one; empty if none is known."""
        if ingress.class_name is not None:
            return ingress.class_name
        annotation = ingress.annotations.get(CLASS_ANNOTATION)
        return self.default if annotation is None else annotation

    def controller(self, ingress: Ingress) -> str:
        """The short name of the controller, such as `ingress-nginx`; empty if it is not known."""
        name = self.name(ingress)
        implementation = self.controllers.get(name)
        if implementation is not None:
            return _CONTROLLERS.get(implementation, "")
        hinted = _hinted(ingress.annotations)
        return hinted if hinted == "nginx.org" or not name else _CLASS_NAMES.get(name, "")

    def scope(self, ingress: Ingress) -> Scope | None:
        """Whom the Ingress can meet; None where its class cannot be known."""
        name = self.name(ingress)
        if isinstance(name, Unknown):
            return None
        return Scope(name, self._share(ingress, self.controller(ingress)))

    def _share(self, ingress: Ingress, controller: str) -> str:
        if controller == "alb":
            group = ingress.annotations.get("alb.ingress.kubernetes.io/group.name")
            return f"group {group}" if group else self._own(ingress)
        if controller in ("gke", "tailscale"):
            return self._own(ingress)
        if controller == "cilium" and ingress.annotations.get("ingress.cilium.io/loadbalancer-mode") != "shared":
            return self._own(ingress)
        return ""

    def _own(self, ingress: Ingress) -> str:
        return f"{self._workspace.namespace(ingress.document)}/{ingress.document.name}"


def _hinted(annotations: Mapping[str, str]) -> str:
    prefixes = {key.partition("/")[0] for key in annotations}
    return next((name for prefix, name in _PREFIXES.items() if prefix in prefixes), "")


def is_true(ingress: Ingress, annotation: str) -> bool:
    """Whether an annotation is set to what Go reads as true."""
    return ingress.annotations.get(annotation, "") in _TRUE


def is_canary(ingress: Ingress) -> bool:
    """Whether the Ingress takes a share of the traffic of another one, by design."""
    return is_true(ingress, "nginx.ingress.kubernetes.io/canary")


def is_master(ingress: Ingress) -> bool:
    """Whether the Ingress only holds the host for the minions that bring its paths (nginx.org)."""
    return ingress.annotations.get("nginx.org/mergeable-ingress-type") == "master"
