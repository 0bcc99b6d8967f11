"""Manifests as tutorials print them, mistakes included: what a careful reviewer would say, and no more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from ingress_lint.cli import cli
from tests.cases import compare, findings, markers

LOWER_CASE_KIND = """\
# simple.yaml, first try
apiVersion: networking.k8s.io/v1
kind: ingress  # expect: kind-wrong-case@kind
metadata:
  name: simple
spec:
  service:  # expect: unknown-field@spec.service
    name: lama
    port:
      number: 8080
"""
SERVICE_UNDER_SPEC = LOWER_CASE_KIND.replace("kind: ingress  # expect: kind-wrong-case@kind", "kind: Ingress")
DEFAULT_BACKEND = """\
# simple.yaml, as it should be
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: simple
spec:
  defaultBackend:
    service:
      name: lama
      port:
        number: 8080
"""
HOST_FAN_OUT = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: by-host
spec:
  defaultBackend:
    service:
      name: fallback
      port:
        number: 8080
  rules:
  - host: lama.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: lama
            port:
              number: 8080
"""
PATH_FAN_OUT = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: by-path
spec:
  rules:
  - host: badger.example.com
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: badger
            port:
              number: 8080
      - path: /a/
        pathType: Prefix
        backend:
          service:
            name: lama
            port:
              number: 8080
"""
WITH_CLASS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: with-class
spec:
  ingressClassName: nginx
  rules:
  - host: hello.example
    http:
      paths:
      - path: /
        pathType: Prefix
        backend:
          service:
            name: web
            port:
              number: 8080
"""
OLD = """\
apiVersion: networking.k8s.io/v1beta1  # expect: api-version-removed@apiVersion
kind: Ingress
metadata:
  name: old
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: /
    kubernetes.io/ingress.class: "nginx"
spec:
  rules:
  - host: someone.example.com
    http:
      paths:
      - path: /echo-hostname
        backend:
          serviceName: hostname-service
          servicePort: 80
"""
OLD_WITH_PLACEHOLDER = OLD.replace(
    "host: someone.example.com", "host: <the DNS name of the service>  # expect: host-invalid"
)
LAST_PATHS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: paths
spec:
  ingressClassName: nginx
  rules:
    - host: store.example.com
      http:
        paths:
          - path: /items
            pathType: Prefix
            backend:
              service:
                name: items
                port:
                  number: 80
          - path: /carts
            pathType: Prefix
            backend:
              service:
                name: carts
                port:
                  number: 80
"""
LAST_HOSTS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: hosts
spec:
  ingressClassName: nginx
  rules:
    - host: one.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: one
                port:
                  number: 80
    - host: two.example.com
      http:
        paths:
          - path: /
            pathType: Prefix
            backend:
              service:
                name: two
                port:
                  number: 80
"""
INDENTED = {
    "kind: ingress": LOWER_CASE_KIND,
    "spec.service": SERVICE_UNDER_SPEC,
    "defaultBackend": DEFAULT_BACKEND,
    "by host": HOST_FAN_OUT,
    "by path": PATH_FAN_OUT,
    "with a class": WITH_CLASS,
    "v1beta1": OLD,
    "v1beta1 with a placeholder": OLD_WITH_PLACEHOLDER,
    "paths of the last document": LAST_PATHS,
    "hosts of the last document": LAST_HOSTS,
}


ANSWERS = {
    "one backend: by its host": (DEFAULT_BACKEND, "lama.example.com", "lama", 8080, "simple", "spec.defaultBackend"),
    "one backend: another host": (
        DEFAULT_BACKEND,
        "badger.example.com/x",
        "lama",
        8080,
        "simple",
        "spec.defaultBackend",
    ),
    "by host: its host": (HOST_FAN_OUT, "lama.example.com", "lama", 8080, "by-host", "spec.rules[0].http.paths[0]"),
    "by host: the rest": (HOST_FAN_OUT, "badger.example.com", "fallback", 8080, "by-host", "spec.defaultBackend"),
    "by path: the root": (
        PATH_FAN_OUT,
        "badger.example.com/",
        "badger",
        8080,
        "by-path",
        "spec.rules[0].http.paths[0]",
    ),
    "by path: the path without its slash": (
        PATH_FAN_OUT,
        "badger.example.com/a",
        "lama",
        8080,
        "by-path",
        "spec.rules[0].http.paths[1]",
    ),
    "by path: below the path": (
        PATH_FAN_OUT,
        "badger.example.com/a/b",
        "lama",
        8080,
        "by-path",
        "spec.rules[0].http.paths[1]",
    ),
    "by path: a longer word": (
        PATH_FAN_OUT,
        "badger.example.com/ab",
        "badger",
        8080,
        "by-path",
        "spec.rules[0].http.paths[0]",
    ),
    "with a class": (WITH_CLASS, "hello.example", "web", 8080, "with-class", "spec.rules[0].http.paths[0]"),
}


def resolved(text: str, url: str, directory: Path) -> tuple[int, dict[str, Any]]:
    """The exit code and the answer of `resolve`."""
    (directory / "ingress.yaml").write_text(text)
    asked = ("resolve", f"http://{url}", str(directory), "--isolated", "--output-format", "json")
    done = CliRunner().invoke(cli, asked)
    return done.exit_code, json.loads(done.stdout)


@pytest.mark.parametrize(("text", "url", "service", "port", "ingress", "field"), ANSWERS.values(), ids=ANSWERS)
def test_where_a_request_goes(
    text: str, url: str, service: str, port: int, ingress: str, field: str, tmp_path: Path
) -> None:
    code, answer = resolved(text, url, tmp_path)
    assert (code, answer["outcome"], answer["ingress"], answer["field"]) == (0, "backend", ingress, field)
    assert answer["backend"] == {"service": {"name": service, "port": port}}


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (PATH_FAN_OUT, "lama.example.com/a"),
        (WITH_CLASS, "other.example"),
        (SERVICE_UNDER_SPEC, "lama.example.com"),
    ],
    ids=["another host", "another host with a class", "spec.service"],
)
def test_where_no_request_goes(text: str, url: str, tmp_path: Path) -> None:
    code, answer = resolved(text, url, tmp_path)
    assert (code, answer["outcome"], answer["backend"]) == (1, "not-found", None)


def flattened(text: str) -> str:
    """The text as a page without indentation leaves it; one finding, at the first key without children."""
    lines = [line.strip().partition("  # expect")[0] for line in text.splitlines()]
    at = lines.index("metadata:")
    lines[at] += "  # expect: indentation-lost"
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("text", INDENTED.values(), ids=INDENTED)
def test_manifest(text: str) -> None:
    compare(findings(text, ["api"]), markers(text))


@pytest.mark.parametrize("text", INDENTED.values(), ids=INDENTED)
def test_manifest_that_lost_its_indentation(text: str) -> None:
    flat = flattened(text)
    compare(findings(flat, ["api"]), markers(flat))


def test_a_page_of_flattened_manifests_one_after_the_other() -> None:
    flat = "---\n".join(flattened(text) for text in INDENTED.values())
    compare(findings(flat, ["api"]), markers(flat))


def test_the_old_manifest_names_everything_that_moves() -> None:
    (found,) = findings(OLD, ["api"])
    assert [location.label for location in found.locations] == [
        "removed in Kubernetes 1.22",
        "becomes `spec.ingressClassName`",
        "needs a `pathType`",
        "becomes `service.name`",
        "becomes `service.port.number`",
    ]


def test_the_class_of_an_old_manifest_for_gke_stays_where_it_is() -> None:
    (found,) = findings(OLD.replace('class: "nginx"', 'class: "gce"'), ["api"])
    assert not any("ingressClassName" in location.label for location in found.locations)


def test_the_old_manifest_is_deprecated_where_it_is_still_served() -> None:
    (found,) = findings(OLD, ["api"], minor=21)
    assert found.rule == "api-version-removed"
    assert found.severity.label == "warning"


def test_the_class_annotation_of_application_gateway_names_the_class_it_comes_with() -> None:
    text = OLD.replace('class: "nginx"', "class: azure/application-gateway").replace("v1beta1", "v1")
    found = next(found for found in findings(text, ["api"]) if found.rule == "class-annotation-deprecated")
    assert "`ingressClassName: azure-application-gateway`" in found.message


def test_the_service_under_spec_is_sent_to_the_default_backend() -> None:
    (found,) = findings(SERVICE_UNDER_SPEC, ["api"])
    assert "`spec.defaultBackend`" in found.message


def test_a_placeholder_is_named() -> None:
    found = next(found for found in findings(OLD_WITH_PLACEHOLDER, ["api"]) if found.rule == "host-invalid")
    assert any("placeholder" in note for note in found.notes)


def test_services_beside_the_ingress_are_context() -> None:
    """A NodePort Service whose selector spans several components, as a controller's page shows it."""
    text = """\
apiVersion: v1
kind: Service
metadata:
  name: ingress-nginx-controller-nodeport
  namespace: ingress-nginx
spec:
  type: NodePort
  selector:
    app.kubernetes.io/name: ingress-nginx
  ports:
  - {name: http, nodePort: 31000, port: 80, protocol: TCP, targetPort: http}
  - {name: https, nodePort: 32000, port: 443, protocol: TCP, targetPort: https}
"""
    assert not findings(text, ["api"])
