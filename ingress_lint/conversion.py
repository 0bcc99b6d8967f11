"""What a v1beta1 Ingress means in v1: the conversion of the API server, on values.

Facts: kubernetes `pkg/apis/networking/v1beta1/conversion.go` and `defaults.go`: `backend` becomes
`defaultBackend`, `serviceName` and `servicePort` become `service.name` and `service.port`, and an
absent `pathType` is `ImplementationSpecific`.
"""

from __future__ import annotations

from ingress_lint.model import record

PATH_TYPE = "ImplementationSpecific"
FIELDS = {"serviceName": "name", "servicePort": "port"}
"""Fields of a backend in v1beta1, and what they are called inside `service`."""


def converted(value: dict[str, object], *, path_types: bool = True) -> dict[str, object]:
    """The v1 form of a v1beta1 Ingress; a port name of digits, which v1 refuses, becomes a number.

    `path_types` gives a path without `pathType` the one that v1beta1 meant.
    """
    spec = value.get("spec")
    if not isinstance(spec, dict):
        return value
    spec = {("defaultBackend" if key == "backend" else key): item for key, item in spec.items()}
    if "defaultBackend" in spec:
        spec["defaultBackend"] = converted_backend(spec["defaultBackend"])
    if isinstance(spec.get("rules"), list):
        spec["rules"] = [_converted_rule(rule, path_types) for rule in spec["rules"]]
    return {**value, "spec": spec}


def _converted_rule(rule: object, path_types: bool) -> object:
    http = record(rule).get("http")
    paths = record(http).get("paths")
    if not isinstance(paths, list):
        return rule
    return {**record(rule), "http": {**record(http), "paths": [_converted_path(path, path_types) for path in paths]}}


def _converted_path(path: object, path_types: bool) -> object:
    if not isinstance(path, dict):
        return path
    path = dict(path)
    if "backend" in path:
        path["backend"] = converted_backend(path["backend"])
    if path_types and path.get("pathType") is None:
        path["pathType"] = PATH_TYPE
    return path


def converted_backend(value: object) -> object:
    """The v1 form of a backend; anything but a mapping is left alone."""
    backend = record(value)
    if not backend.keys() & FIELDS.keys():
        return value
    service = {}
    for old, new in FIELDS.items():
        if old in backend:
            given = backend[old]
            service[new] = _converted_port(given) if new == "port" else given
    return {"service": service, **{key: item for key, item in backend.items() if key not in FIELDS}}


def _converted_port(value: object) -> dict[str, object]:
    if isinstance(value, str):
        return {"number": int(value)} if is_number(value) else {"name": value}
    return {"number": value}


def is_number(value: str) -> bool:
    return value.isascii() and value.isdigit()
