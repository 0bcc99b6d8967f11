"""What a rule author imports, and nothing else.

The names are looked up when they are first asked for: a run that finds no Ingress must not pay for
the engine. Their types stand in `__init__.pyi`.
"""

_HOMES = {
    "Backend": "model",
    "Change": "finding",
    "Cover": "finding",
    "Document": "model",
    "Edit": "finding",
    "Fact": "facts",
    "Finding": "finding",
    "Fix": "finding",
    "FrontendConfig": "model",
    "HttpPath": "model",
    "Ingress": "model",
    "IngressClass": "model",
    "Issuer": "model",
    "Pack": "packs",
    "Place": "finding",
    "Secret": "model",
    "Service": "model",
    "Severity": "finding",
    "Workload": "model",
    "Workspace": "workspace",
    "hookimpl": "plugins",
    "rule": "checks",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module `ingress_lint` has no attribute `{name}`")
    from importlib import import_module

    value: object = getattr(import_module(f"ingress_lint.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
