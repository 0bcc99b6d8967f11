"""What manifests say, as plain values: one model for v1beta1 and v1, ready to be judged.

The model never judges. Kubernetes treats null as the zero value, so an absent string is `""`, an
absent number 0 and an absent list `()`; where presence matters the absent value is `None`. A value
that cannot be known (wrong type, placeholder) is an `Unknown`. Nothing here holds spans or nodes:
values know their path in the object, and `Document.root` gives the tree back when a place is
needed, so that a workspace of 100,000 objects stays small.
"""

from ingress_lint.model.document import Document, Whole, field_path
from ingress_lint.model.ingresses import (
    CLASS_ANNOTATION,
    DEFAULT_CLASS_ANNOTATION,
    FRONTEND_ANNOTATION,
    INGRESS_VERSIONS,
    ISSUER_ANNOTATIONS,
    Backend,
    HttpPath,
    Ingress,
    IngressClass,
    IngressRule,
    Parameters,
    ResourceRef,
    ServiceRef,
    Tls,
    ingress,
    ingress_class,
)
from ingress_lint.model.referred import (
    ContainerPort,
    FrontendConfig,
    Issuer,
    Resource,
    Secret,
    SecretSource,
    Service,
    ServicePort,
    Workload,
    frontend_config,
    issuer,
    secret,
    secret_source,
    service,
    workload,
)
from ingress_lint.model.values import Unknown, integer, items, pointer, record, string_map, text

Object = Ingress | IngressClass | Service | Secret | SecretSource | Issuer | FrontendConfig | Workload | Resource

__all__ = [
    "CLASS_ANNOTATION",
    "DEFAULT_CLASS_ANNOTATION",
    "FRONTEND_ANNOTATION",
    "INGRESS_VERSIONS",
    "ISSUER_ANNOTATIONS",
    "Backend",
    "ContainerPort",
    "Document",
    "FrontendConfig",
    "HttpPath",
    "Ingress",
    "IngressClass",
    "IngressRule",
    "Issuer",
    "Object",
    "Parameters",
    "Resource",
    "ResourceRef",
    "Secret",
    "SecretSource",
    "Service",
    "ServicePort",
    "ServiceRef",
    "Tls",
    "Unknown",
    "Whole",
    "Workload",
    "field_path",
    "frontend_config",
    "ingress",
    "ingress_class",
    "integer",
    "issuer",
    "items",
    "pointer",
    "record",
    "secret",
    "secret_source",
    "service",
    "string_map",
    "text",
    "workload",
]
