"""The spec of an Ingress (S, H, P, B, R, T, C).

Facts: kubernetes `pkg/apis/networking/validation/validation.go`, `pkg/registry/networking/ingress/strategy.go`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingress_lint.apiserver.names import (
    is_ip,
    label,
    label_1035,
    path_segment,
    port_name,
    subdomain,
    together,
    wildcard_subdomain,
)
from ingress_lint.facts import Fact
from ingress_lint.model import (
    CLASS_ANNOTATION,
    INGRESS_VERSIONS,
    Backend,
    Document,
    HttpPath,
    Ingress,
    ResourceRef,
    ServiceRef,
    Tls,
    Unknown,
)
from ingress_lint.tree import Path

PATH_TYPES = ("Exact", "Prefix", "ImplementationSpecific")
_SEQUENCES = ("//", "/./", "/../", "%2f", "%2F")
_SUFFIXES = ("/..", "/.")
RELAXED_SERVICE_NAMES = 36
CLASS_MAY_EQUAL = 27


def ingress_facts(ingress: Ingress, minor: int) -> Iterator[Fact]:
    """What the server of Kubernetes 1.`minor` refuses or warns about in the spec of an Ingress."""
    document = ingress.document
    if ingress.default_backend is not None:
        yield from backend_facts(ingress, ingress.default_backend, minor)
    elif not ingress.rules and ingress.readable:
        yield Fact(document, "spec-empty", ("spec",))
    for rule in ingress.rules:
        yield from _host(ingress, rule.host, (*rule.at, "host"))
        if rule.paths == ():
            yield Fact(document, "field-missing", (*rule.at, "http", "paths"))
        split = _split_entries(rule.paths or ())
        for path in rule.paths or ():
            for fact in _path(ingress, path, minor):
                yield fact._replace(related=split[path.at]) if _is_split(fact, path, split) else fact
    for tls in ingress.tls:
        yield from _tls(ingress, tls)
    yield from _class(ingress, minor)


def _host(ingress: Ingress, host: str, at: Path) -> Iterator[Fact]:
    if not host or isinstance(host, Unknown):
        return
    if is_ip(host):
        yield Fact(ingress.document, "host-is-ip", at, host)
    problem = wildcard_subdomain(host) if "*" in host else subdomain(host)
    if problem:
        yield Fact(ingress.document, "host-invalid", at, host, problem)


def _path(ingress: Ingress, path: HttpPath, minor: int) -> Iterator[Fact]:
    document = ingress.document
    path_type = path.path_type
    if path_type is None:  # P1: the server looks no further at this entry
        yield Fact(document, "path-type-missing", (*path.at, "pathType"), path.path)
    elif not isinstance(path_type, Unknown) and path_type not in PATH_TYPES:
        yield Fact(document, "path-type-invalid", (*path.at, "pathType"), path_type)
    elif not isinstance(path_type, Unknown) and not isinstance(path.path, Unknown):
        yield from _path_text(ingress, path)
    if path_type is not None or not _is_null(path):
        yield from backend_facts(ingress, path.backend, minor)


def _is_split(fact: Fact, path: HttpPath, split: Mapping[Path, tuple[Path, ...]]) -> bool:
    return fact.name == "backend-empty" and path.at in split


def _split_entries(paths: Sequence[HttpPath]) -> dict[Path, tuple[Path, ...]]:
    """Entries whose rest stands in the next ones, behind a dash too many: where these are."""
    found: dict[Path, tuple[Path, ...]] = {}
    for i, first in enumerate(paths):
        rest = []
        for other in paths[i + 1 : i + 3]:
            if not first.path or not _has_no_backend(first) or other.path or isinstance(other.path, Unknown):
                break
            rest.append(other)
            if not _has_no_backend(other):
                types = [path for path in (first, *rest) if path.path_type is not None]
                found |= {first.at: tuple(path.at for path in rest)} if len(types) == 1 else {}
                break
    return found


def _has_no_backend(path: HttpPath) -> bool:
    return path.backend.readable and path.backend.service is None and path.backend.resource is None


def _is_null(path: HttpPath) -> bool:
    """A null list element is an empty path entry, of which only the pathType is worth a word."""
    backend = path.backend
    return not path.path and backend.service is None and backend.resource is None


def _path_text(ingress: Ingress, path: HttpPath) -> Iterator[Fact]:
    at = (*path.at, "path")
    lenient = path.path_type == "ImplementationSpecific"
    if not path.path.startswith("/") and (path.path or not lenient):
        yield Fact(ingress.document, "path-not-absolute", at, path.path, path.path_type or "")
    if lenient:
        return
    for sequence in _SEQUENCES:
        if sequence in path.path:
            yield Fact(ingress.document, "path-forbidden-sequence", at, path.path, f"contains `{sequence}`")
    for suffix in _SUFFIXES:
        if path.path.endswith(suffix):
            yield Fact(ingress.document, "path-forbidden-sequence", at, path.path, f"ends with `{suffix}`")


def backend_facts(ingress: Ingress, backend: Backend, minor: int) -> Iterator[Fact]:
    """What is refused in one backend; nothing inside an ambiguous one is looked at (B2)."""
    if not backend.readable:
        return
    if backend.service is None and backend.resource is None:
        yield Fact(ingress.document, "backend-empty", backend.at)
    elif backend.service is not None and backend.resource is not None:
        yield Fact(ingress.document, "backend-ambiguous", backend.at)
    elif backend.service is not None:
        yield from _service(ingress, backend, backend.service, minor)
    elif backend.resource is not None:
        yield from _resource(ingress, backend.resource)


def _service(ingress: Ingress, backend: Backend, service: ServiceRef, minor: int) -> Iterator[Fact]:
    document = ingress.document
    name, port, number = service.name, service.port_name, service.port_number
    if not name and not isinstance(name, Unknown):
        yield Fact(document, "field-missing", service.name_at)
    elif name:
        problem = label(name) if minor >= RELAXED_SERVICE_NAMES else label_1035(name)
        if problem:
            yield Fact(document, "service-name-invalid", service.name_at, name, problem)
    if isinstance(port, Unknown) or number is None:
        return
    if not port and number == 0:
        yield Fact(document, "port-missing", service.port_at, name, field=document.field(backend.at))
    elif port and number:
        field = document.field(backend.at)
        yield Fact(document, "port-ambiguous", service.port_at, port, str(number), field=field)
    elif port:
        problem = together(port_name(port))
        if problem:
            yield Fact(document, "port-invalid", service.port_at, port, problem)
    elif not 1 <= number <= 65535:
        yield Fact(document, "port-invalid", service.port_at, number, "a port is a number from 1 to 65535")


def _resource(ingress: Ingress, resource: ResourceRef) -> Iterator[Fact]:
    yield from reference_facts(ingress.document, resource.at, resource.api_group, resource.kind, resource.name)


def reference_facts(document: Document, at: Path, api_group: str | None, kind: str, name: str) -> Iterator[Fact]:
    """A reference to an object of any kind: kind and name are path segments, apiGroup a subdomain."""
    if api_group is not None:
        problem = subdomain(api_group)
        if problem:
            yield Fact(document, "object-reference-invalid", (*at, "apiGroup"), api_group, problem)
    for key, value in (("kind", kind), ("name", name)):
        problem = path_segment(value)
        if not value and not isinstance(value, Unknown):
            yield Fact(document, "field-missing", (*at, key))
        elif problem:
            yield Fact(document, "object-reference-invalid", (*at, key), value, problem)


def _tls(ingress: Ingress, tls: Tls) -> Iterator[Fact]:
    for i, host in enumerate(tls.hosts):
        if isinstance(host, Unknown):
            continue
        problem = wildcard_subdomain(host) if "*" in host else subdomain(host)
        if problem:
            yield Fact(ingress.document, "tls-host-invalid", (*tls.at, "hosts", i), host, problem)
    problem = subdomain(tls.secret_name) if tls.secret_name else ""
    if problem:
        at = (*tls.at, "secretName")
        yield Fact(ingress.document, "tls-secret-name-invalid", at, tls.secret_name, problem)


def _class(ingress: Ingress, minor: int) -> Iterator[Fact]:
    at: Path = ("metadata", "annotations", CLASS_ANNOTATION)
    name, annotation = ingress.class_name, ingress.annotations.get(CLASS_ANNOTATION)
    if name is not None:
        problem = subdomain(name)
        if problem:
            yield Fact(ingress.document, "ingress-class-name-invalid", ("spec", "ingressClassName"), name, problem)
    if annotation is None:
        return
    if name is None:
        # In an object of a removed version the whole apiVersion is the finding, with this as one of its places.
        if ingress.document.api_version not in INGRESS_VERSIONS[1:]:
            field = ingress.document.field(at[:2])
            fits = "" if isinstance(annotation, Unknown) or subdomain(annotation) else annotation
            yield Fact(ingress.document, "class-annotation-deprecated", at, fits, field=field)
    elif name != annotation or minor < CLASS_MAY_EQUAL:
        if isinstance(name, Unknown) or isinstance(annotation, Unknown):
            return
        field = ingress.document.field(at[1:])
        yield Fact(ingress.document, "class-annotation-conflict", at, annotation, name, field=field)
