"""Documents to models: what each kind is read as."""

from __future__ import annotations

from collections.abc import Callable

from ingress_lint import model
from ingress_lint.documents import Manifest
from ingress_lint.model import Document, Object

_Builder = Callable[[Document, dict[str, object]], Object]
_WORKLOADS = ("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Rollout", "Job", "CronJob")
_BUILDERS: dict[str, tuple[str, _Builder]] = {
    "Service": ("", model.service),
    "Secret": ("", model.secret),
    "Certificate": ("cert-manager.io", model.secret_source),
    "ExternalSecret": ("external-secrets.io", model.secret_source),
    "SealedSecret": ("bitnami.com", model.secret_source),
    "Issuer": ("cert-manager.io", model.issuer),
    "ClusterIssuer": ("cert-manager.io", model.issuer),
    "FrontendConfig": ("networking.gke.io", model.frontend_config),
    "Pod": ("", model.workload),
    "ReplicationController": ("", model.workload),
    **dict.fromkeys(_WORKLOADS, ("*", model.workload)),
}
"""By kind: the API group (`*` is any) and what makes the model of it."""


def build(document: Document, value: dict[str, object]) -> Object | None:
    """The model of a document, None for kinds that no rule looks at."""
    if document.ours:
        build_ours = model.ingress if document.ours == "Ingress" else model.ingress_class
        return build_ours(document, value)
    group, builder = _BUILDERS.get(document.kind, ("", None))
    given = document.api_version.rpartition("/")[0]
    return builder(document, value) if builder is not None and group in ("*", given) else None


def objects(manifest: Manifest) -> list[Object]:
    """The objects of a manifest that any rule looks at."""
    built = (build(document, value) for document, value in manifest.documents)
    return [item for item in built if item is not None]
