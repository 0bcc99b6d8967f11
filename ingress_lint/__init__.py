"""What a rule author imports, and nothing else."""

from ingress_lint.facts import Fact
from ingress_lint.finding import Cover, Edit, Finding, Fix, Place, Severity
from ingress_lint.model import Backend, Document, HttpPath, Ingress, IngressClass, Secret, Service
from ingress_lint.packs import Pack, hookimpl
from ingress_lint.rule import rule
from ingress_lint.workspace import Workspace

__all__ = [
    "Backend",
    "Cover",
    "Document",
    "Edit",
    "Fact",
    "Finding",
    "Fix",
    "HttpPath",
    "Ingress",
    "IngressClass",
    "Pack",
    "Place",
    "Secret",
    "Service",
    "Severity",
    "Workspace",
    "hookimpl",
    "rule",
]
