"""Controllers: which one serves an Ingress, and with which settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ingress_lint.catalogue import COMPANIONS, owner
from ingress_lint.model import CLASS_ANNOTATION, Ingress, Unknown

SPEC_CONTROLLERS = {
    "k8s.io/ingress-nginx": "ingress-nginx",
    "webapprouting.kubernetes.azure.com/nginx": "ingress-nginx",
    "nginx.org/ingress-controller": "f5-nginx",
    "ingress.k8s.aws/alb": "alb",
    "eks.amazonaws.com/alb": "alb",
    "traefik.io/ingress-controller": "traefik",
    "haproxy.org/ingress-controller": "haproxytech",
    "haproxy-ingress.github.io/controller": "haproxy-ingress",
    "ingress-controllers.konghq.com/kong": "kong",
    "azure/application-gateway": "agic",
    "cilium.io/ingress-controller": "cilium",
    "istio.io/ingress-controller": "istio",
    "openshift.io/ingress-to-route": "openshift",
    "tailscale.com/ts-ingress": "tailscale",
    "apisix.apache.org/apisix-ingress-controller": "apisix",
    "k8s.ngrok.com/ingress-controller": "ngrok",
    "ngrok.com/ingress-controller": "ngrok",
}
"""`spec.controller` of an IngressClass, as the projects document it."""

CLASS_NAMES = {
    "nginx": "ingress-nginx",
    "webapprouting.kubernetes.azure.com": "ingress-nginx",
    "alb": "alb",
    "gce": "gke",
    "gce-internal": "gke",
    "gce-regional-external": "gke",
    "traefik": "traefik",
    "contour": "contour",
    "kong": "kong",
    "azure/application-gateway": "agic",
    "azure-application-gateway": "agic",
    "cilium": "cilium",
    "istio": "istio",
    "tailscale": "tailscale",
    "apisix": "apisix",
    "ngrok": "ngrok",
}
"""Class names that the installation guides of the projects use."""

ANNOTATION_FIRST = frozenset(("alb", "f5-nginx", "contour", "kong", "haproxy-ingress", "gke"))
"""Controllers for which the class annotation wins over `spec.ingressClassName`; the others read the field first."""

NGINX_DEFAULTS: Mapping[str, object] = {
    "annotations-risk-level": "High",
    "allow-snippet-annotations": False,
    "allow-cross-namespace-resources": False,
    "strict-validate-path-type": True,
    "enable-ssl-passthrough": False,
    "global-auth-url": "",
}
"""Settings of ingress-nginx since 1.12 that decide a verdict, with their defaults."""


class Profile(NamedTuple):
    """What serves an Ingress: `controller` is the name of a catalogue, or empty where nothing tells.

    `certain` says that a class tells it, not just the annotations. `configured` holds the settings
    somebody stated, `setting()` knows the defaults as well.
    """

    controller: str
    certain: bool = False
    class_name: str = ""
    configured: Mapping[str, object] = {}

    def setting(self, name: str) -> object:
        """A setting of the controller: as stated, else its default, None if it is not known."""
        return self.configured.get(name, NGINX_DEFAULTS.get(name) if self.controller == "ingress-nginx" else None)


def profile(
    ingress: Ingress,
    classes: Mapping[str, str],
    default_class: str,
    configured: Mapping[str, object],
) -> Profile:
    """The profile of an Ingress.

    `classes` maps the IngressClasses of the set to their `spec.controller`, `configured` class names
    to the name of their controller, or to settings with their `controller`.
    """
    annotation = ingress.annotations.get(CLASS_ANNOTATION, "")
    field = ingress.class_name or ""
    if isinstance(annotation, Unknown) or isinstance(field, Unknown):
        return Profile("")
    owners = frozenset(map(owner, ingress.annotations)) - COMPANIONS - {""}
    found = [_named(name, owners, classes, configured) for name in (field, annotation) if name]
    if len(found) > 1 and found[1].controller in ANNOTATION_FIRST:
        found.reverse()
    if not found and default_class:
        found = [_named(default_class, owners, classes, configured)]
    if found and found[0].controller:
        return found[0]
    name = found[0].class_name if found else ""
    return Profile(next(iter(owners)), class_name=name) if len(owners) == 1 else Profile("", class_name=name)


def _named(
    name: str,
    owners: frozenset[str],
    classes: Mapping[str, str],
    configured: Mapping[str, object],
) -> Profile:
    settings = _settings(configured.get(name))
    stated = str(settings.get("controller") or "")
    if stated:
        return Profile(SPEC_CONTROLLERS.get(stated, stated), True, name, settings)
    if name in classes:
        known = _spec_controller(classes[name])
        return Profile(known, bool(known), name, settings)
    if name == "nginx" and "f5-nginx" in owners and "ingress-nginx" not in owners:
        return Profile("f5-nginx", False, name, settings)
    if name in CLASS_NAMES:
        return Profile(CLASS_NAMES[name], True, name, settings)
    if "nginx" in name and owners <= {"ingress-nginx"}:
        return Profile("ingress-nginx", False, name, settings)
    return Profile("", False, name, settings)


def _settings(value: object) -> Mapping[str, object]:
    """What the configuration says of a class: settings, or just the name of the controller."""
    if isinstance(value, str):
        return {"controller": value}
    return value if isinstance(value, Mapping) else {}


def _spec_controller(controller: str) -> str:
    """The catalogue of a `spec.controller`; a suffix after a known one names an instance."""
    if controller in SPEC_CONTROLLERS:
        return SPEC_CONTROLLERS[controller]
    return SPEC_CONTROLLERS.get(controller.rpartition("/")[0], "")


def traits(ingresses: Iterable[Ingress], profiles: Iterable[Profile]) -> set[str]:
    """Annotation keys, their prefixes, and the controllers that serve these Ingresses."""
    keys = {key for ingress in ingresses for key in ingress.annotations}
    found = {*keys, *(key.partition("/")[0] for key in keys), *(profile.controller for profile in profiles)}
    return {*found, "annotations"} - {""} if keys else found - {""}
