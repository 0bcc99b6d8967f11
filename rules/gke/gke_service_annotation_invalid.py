"""Services behind GKE have annotations that GKE can read.

GKE reads three annotations of the Services that an Ingress leads to, all of them JSON.
`cloud.google.com/app-protocols` maps names of ports to `HTTP`, `HTTPS` or `HTTP2`,
`cloud.google.com/backend-config` has a `default` or `ports`, and `cloud.google.com/neg` has `ingress` or
`exposed_ports`. With a value of another shape the Ingress is not synchronised any more, and says so in
an event only.

A Service of type ClusterIP needs `"ingress": true` in `cloud.google.com/neg`: without it there is no node
port and no group of endpoints to send requests to. Where the annotation is missing GKE adds it in
clusters of the usual kind (VPC-native), so that nothing is said; one that is written down is left alone.
Behind `gce-internal` every Service needs it.

In Gateway API GKE makes the groups by itself, and a GCPBackendPolicy or HealthCheckPolicy replaces the
BackendConfig.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    cloud.google.com/app-protocols: '{"https": "TLS"}'  # expect: gke-service-annotation-invalid
    cloud.google.com/neg: '{"exposed_ports": {"80": {}}}'  # expect: gke-service-annotation-invalid
spec:
  ports:
    - port: 80
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    kubernetes.io/ingress.class: "gce"
spec:
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
---
apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    cloud.google.com/app-protocols: '{"https": "HTTPS"}'
    cloud.google.com/neg: '{"ingress": true}'
    cloud.google.com/backend-config: '{"default": "web"}'
spec:
  ports:
    - port: 80
```

Source: kubernetes/ingress-gce (1.41) `pkg/annotations/service.go`,
`pkg/controller/translator/translator.go` (maybeEnableNEG, setAppProtocol),
`cmd/check-gke-ingress/app/ingress/rule.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Place, Service, Severity, Workspace, annotations, references, rule

_NEG = "cloud.google.com/neg"
_PROTOCOLS = ("service.alpha.kubernetes.io/app-protocols", "cloud.google.com/app-protocols")
_CONFIGS = ("cloud.google.com/backend-config", "beta.cloud.google.com/backend-config")


@rule(Severity.ERROR, on=Workspace, needs="gke")
def gke_service_annotation_invalid(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for service, uses in references.used_services(workspace):
        served = [use.ingress for use in uses if workspace.profile(use.ingress).controller == "gke"]
        for key, why, severity in _faults(service, served) if served and service.annotations else ():
            yield Finding((_place(service, key),), f"`{key.rpartition('/')[2]}` {why}", severity=severity)


def _place(service: Service, key: str) -> Place:
    return Place(service.document, ("metadata", "annotations", key), "not read")


def _faults(service: Service, served: list[Ingress]) -> Iterator[tuple[str, str, Severity | None]]:
    """Annotations of a Service that GKE cannot use: key, why, and how bad it is if it is no error."""
    given = {key: value for key, value in service.annotations.items() if references.is_known(value)}
    for key in [key for key in _PROTOCOLS if key in given][:1]:
        wrong = _wrong_protocol(annotations.json_value(given[key]))
        if wrong:
            yield key, f"{wrong}: GKE does not synchronise the Ingress", None
    for key in [key for key in _CONFIGS if key in given][:1]:
        config = _fields(annotations.json_value(given[key]))
        if config is None or not (config.get("default") or config.get("ports")):
            yield key, "is no JSON object with `default` or `ports`: GKE does not find the BackendConfig", None
    if _NEG in given:
        yield from _endpoint_group(service, _fields(annotations.json_value(given[_NEG])), served)


def _fields(value: object) -> dict[str, object] | None:
    """The members of a JSON object; GKE reads their names in any case."""
    return {str(name).lower(): member for name, member in value.items()} if isinstance(value, dict) else None


def _wrong_protocol(protocols: object) -> str:
    if not isinstance(protocols, dict):
        return "is no JSON object of protocols by name of the port"
    known = ("HTTP", "HTTPS", "HTTP2")
    wrong = next((value for value in protocols.values() if value not in known), None)
    return f"names `{wrong}`, which is none of `HTTP`, `HTTPS`, `HTTP2`" if wrong is not None else ""


def _endpoint_group(
    service: Service, group: dict[str, object] | None, served: list[Ingress]
) -> Iterator[tuple[str, str, Severity | None]]:
    internal = any(i.annotations.get("kubernetes.io/ingress.class") == "gce-internal" for i in served)
    if group is None:
        yield _NEG, "is no JSON object: GKE cannot make a group of endpoints", None
    elif group.get("ingress") is not True and service.type == "ClusterIP":
        yield _NEG, 'lacks `"ingress": true`, and a ClusterIP has no node port: GKE cannot reach it', None
    elif group.get("ingress") is not True and internal:
        yield _NEG, 'lacks `"ingress": true`, which an internal GKE Ingress needs', Severity.WARNING
