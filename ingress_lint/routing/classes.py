"""Which Ingresses share a load balancer: their class, and how its controller merges them."""

from ingress_lint.model import CLASS_ANNOTATION, Document, Ingress, Unknown
from ingress_lint.records import Record
from ingress_lint.workspace import Workspace

_TRUE = frozenset(("1", "t", "T", "TRUE", "true", "True"))
"""What Go's `strconv.ParseBool` takes for true."""

_KEPT_BESIDE_RULES = frozenset(("ingress-nginx", "f5-nginx", "traefik"))
"""Controllers that use a default backend beside rules for the hosts of these at most."""


class Scope(Record):
    """What Ingresses must share to meet each other.

    `class_name` is empty where no class is known. `share` is empty where a controller merges all
    Ingresses of the class, else the group they name, or the object itself where each Ingress gets a
    load balancer of its own.
    """

    class_name: str
    share: str = ""

    @property
    def merged(self) -> bool:
        """Whether all Ingresses of the class are served by one load balancer."""
        return not self.share


def scope_of(workspace: Workspace, ingress: Ingress) -> Scope | None:
    """Whom an Ingress can meet; None where its class cannot be known."""
    if isinstance(ingress.class_name, Unknown) or isinstance(ingress.annotations.get(CLASS_ANNOTATION), Unknown):
        return None
    profile = workspace.profile(ingress)
    if isinstance(profile.class_name, Unknown):  # the name of the default class
        return None
    return Scope(profile.class_name, _share(workspace, ingress, profile.controller))


def _share(workspace: Workspace, ingress: Ingress, controller: str) -> str:
    if controller == "alb":
        group = ingress.annotations.get("alb.ingress.kubernetes.io/group.name")
        return f"group {group}" if group else _own(workspace, ingress.document)
    shared = ingress.annotations.get("ingress.cilium.io/loadbalancer-mode") == "shared"
    if controller in ("gke", "tailscale") or (controller == "cilium" and not shared):
        return _own(workspace, ingress.document)
    return ""


def _own(workspace: Workspace, document: Document) -> str:
    return f"{workspace.namespace(document)}/{workspace.name(document)}"


def answers_rest(workspace: Workspace, ingress: Ingress) -> bool:
    """Whether the default backend of an Ingress takes the requests that no rule of any Ingress takes.

    Source: ingress-nginx `internal/ingress/controller/controller.go`, nginx/kubernetes-ingress
    `internal/configs/ingress.go`, traefik `pkg/provider/kubernetes/ingress/kubernetes.go`.
    """
    if ingress.default_backend is None:
        return False
    return not ingress.rules or workspace.profile(ingress).controller not in _KEPT_BESIDE_RULES


def is_true(ingress: Ingress, annotation: str) -> bool:
    """Whether an annotation is set to what Go reads as true."""
    return ingress.annotations.get(annotation, "") in _TRUE


def is_canary(ingress: Ingress) -> bool:
    """Whether the Ingress takes a share of the traffic of another one, by design."""
    return is_true(ingress, "nginx.ingress.kubernetes.io/canary")


def is_master(ingress: Ingress) -> bool:
    """Whether the Ingress only holds the host for the minions that bring its paths (F5 NGINX)."""
    return ingress.annotations.get("nginx.org/mergeable-ingress-type") == "master"


def is_minion(ingress: Ingress) -> bool:
    """Whether the Ingress brings paths to the host of a master (F5 NGINX)."""
    return ingress.annotations.get("nginx.org/mergeable-ingress-type") == "minion"
