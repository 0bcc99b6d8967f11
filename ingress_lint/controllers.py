"""Controllers: which one serves an Ingress, and with which settings."""

from collections.abc import Mapping

from ingress_lint.directory import directory, owner
from ingress_lint.model import CLASS_ANNOTATION, Ingress, Unknown
from ingress_lint.records import Record

NGINX_DEFAULTS: Mapping[str, object] = {
    "annotations-risk-level": "High",
    "allow-snippet-annotations": False,
    "allow-cross-namespace-resources": False,
    "strict-validate-path-type": True,
    "enable-ssl-passthrough": False,
    "global-auth-url": "",
}
"""Settings of ingress-nginx since 1.12 that decide a verdict, with their defaults."""


class Profile(Record):
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
    if not ingress.annotations and not field and not default_class:
        return Profile("")
    owners = frozenset(map(owner, ingress.annotations)) - directory().companions - {""}
    found = [_named(name, owners, classes, configured) for name in (field, annotation) if name]
    if len(found) > 1 and found[1].controller in directory().annotation_first:
        found.reverse()
    if not found and default_class:
        found = [_named(default_class, owners, classes, configured)]
    if found and found[0].controller:
        return found[0]
    name = found[0].class_name if found else ""
    only = next(iter(owners)) if len(owners) == 1 else ""
    if "haproxy" in name.lower() and not only.startswith("haproxy"):
        only = ""  # two controllers go by that name, and neither reads the annotations of others
    if only == "gke" and name and not name.startswith("gce"):
        only = ""  # it serves its own classes and Ingresses without class, and leaves the rest to others
    return Profile(only, class_name=name)


def _named(
    name: str,
    owners: frozenset[str],
    classes: Mapping[str, str],
    configured: Mapping[str, object],
) -> Profile:
    settings, known = _settings(configured.get(name)), directory()
    stated = str(settings.get("controller") or "")
    if stated:
        return Profile(known.spec_controllers.get(stated, stated), True, name, settings)
    if name in classes:
        controller = _spec_controller(classes[name])
        return Profile(controller, bool(controller), name, settings)
    if name == "nginx" and "f5-nginx" in owners and "ingress-nginx" not in owners:
        return Profile("f5-nginx", False, name, settings)
    if name in known.classes:
        return Profile(known.classes[name], True, name, settings)
    if name.lower() in known.classes:  # a name in other letters is hardly that of another controller
        return Profile(known.classes[name.lower()], False, name, settings)
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
    known = directory().spec_controllers
    return known.get(controller) or known.get(controller.rpartition("/")[0], "")
