"""`resolve`: the answer, the way down to the workload, who lost and why, and what is left open."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ingress_lint.cli import cli

KEYS = ["url", "outcome", "backend", "ingress", "field", "path", "line", "candidates", "unspecified"]

ECHO = """\
apiVersion: networking.k8s.io/v1beta1
kind: Ingress
metadata:
  name: echo
  annotations:
    nginx.ingress.kubernetes.io/rewrite-target: /
    kubernetes.io/ingress.class: nginx
spec:
  rules:
  - host: pods.example.com
    http:
      paths:
      - path: /echo-name
        backend:
          serviceName: echo-service
          servicePort: 80
"""
ECHO_SERVICE = """\
apiVersion: v1
kind: Service
metadata:
  name: echo-service
spec:
  type: ClusterIP
  selector:
    app: server
  ports:
    - name: web
      port: 80
      targetPort: app-port
"""
ECHO_DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: echo-deployment
spec:
  selector:
    matchLabels: {app: server}
  template:
    metadata:
      labels: {app: server}
    spec:
      containers:
        - name: server
          image: example.com/server:1
          ports:
            - {name: app-port, containerPort: 5000}
"""
ONE_BACKEND = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: simple}
spec:
  defaultBackend: {service: {name: lama, port: {number: 8080}}}
"""
BY_HOST = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: by-host}
spec:
  defaultBackend: {service: {name: fallback, port: {number: 8080}}}
  rules:
  - host: lama.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: lama, port: {number: 8080}}}}
"""
BY_PATH = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: by-path}
spec:
  ingressClassName: nginx
  rules:
  - host: badger.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: badger, port: {number: 8080}}}}
      - {path: /a/, pathType: Prefix, backend: {service: {name: lama, port: {number: 8080}}}}
"""
GOODS = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: goods}
spec:
  ingressClassName: nginx
  rules:
  - host: shop.example.com
    http:
      paths:
      - {path: /products, pathType: Prefix, backend: {service: {name: product-service, port: {number: 80}}}}
      - {path: /orders, pathType: Prefix, backend: {service: {name: order-service, port: {number: 80}}}}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: staff}
spec:
  ingressClassName: nginx
  rules:
  - host: api.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: api-service, port: {number: 80}}}}
  - host: admin.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: admin-service, port: {number: 80}}}}
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def resolve(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["resolve", url, *arguments])


def answer(url: str, *arguments: str) -> dict:
    result = resolve(url, *arguments, "--output-format", "json")
    found = json.loads(result.stdout)
    assert list(found) == KEYS
    assert result.exit_code == (0 if found["outcome"] == "backend" else 1)
    return found


def write(**files: str) -> None:
    for name, text in files.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")


def service(found: dict) -> str:
    return found["backend"]["service"]["name"] if found["backend"] else found["outcome"]


@pytest.mark.parametrize(
    ("text", "url", "expected"),
    [
        (ONE_BACKEND, "lama.example.com", "lama"),
        (ONE_BACKEND, "badger.example.com/x", "lama"),
        (BY_HOST, "lama.example.com", "lama"),
        (BY_HOST, "badger.example.com", "fallback"),
        (BY_PATH, "badger.example.com", "badger"),
        (BY_PATH, "badger.example.com/a", "lama"),
        (BY_PATH, "badger.example.com/ab", "badger"),
        (BY_PATH, "lama.example.com/a", "not-found"),
        (GOODS, "shop.example.com/products/1?page=2", "product-service"),
        (GOODS, "shop.example.com/orders", "order-service"),
        (GOODS, "shop.example.com/", "not-found"),
        (GOODS, "https://api.example.com/products", "api-service"),
        (GOODS, "https://admin.example.com", "admin-service"),
    ],
)
def test_what_tutorials_promise(text: str, url: str, expected: str) -> None:
    write(shop=text)
    assert service(answer(url)) == expected


def test_the_way_down_to_the_workload() -> None:
    write(ingress=ECHO, service=ECHO_SERVICE, deployment=ECHO_DEPLOYMENT)
    lines = resolve("http://pods.example.com:31000/echo-name").stdout.splitlines()
    assert lines[0] == "pods.example.com/echo-name is served by echo-service:80"
    steps = [line.split(None, 1) for line in lines[2 : lines.index("", 2)]]
    assert [name for name, _ in steps] == [
        "Ingress", "class", "rule", "path", "Service", "port", "target", "workload", "certificate",
    ]  # fmt: skip
    told = {name: " ".join(text.split()) for name, text in steps}
    assert told["class"] == "nginx (ingress-nginx)"
    assert told["path"] == "/echo-name (ImplementationSpecific) ingress.yaml:13"
    assert told["port"] == "80 (web) service.yaml:10"
    assert told["target"] == "app-port service.yaml:12"
    assert told["workload"] == "Deployment echo-deployment, container port 5000 deployment.yaml:1"
    assert service(answer("other.example.com/echo-name")) == "not-found"


def test_json_names_the_entry() -> None:
    write(shop=BY_PATH)
    found = answer("https://badger.example.com/a/b")
    assert found["url"] == "https://badger.example.com/a/b"
    assert found["backend"] == {"service": {"name": "lama", "port": 8080}}
    assert (found["ingress"], found["field"]) == ("by-path", "spec.rules[0].http.paths[1]")
    assert (found["path"], found["line"]) == ("shop.yaml", 11)
    assert found["candidates"] == [
        {
            "ingress": "by-path",
            "field": "spec.rules[0].http.paths[0]",
            "host": "badger.example.com",
            "path": "/",
            "pathType": "Prefix",
            "backend": {"service": {"name": "badger", "port": 8080}},
            "reason": "`/a/` is longer",
        }
    ]
    assert found["unspecified"] == []


def test_nothing_is_named_where_nothing_answers() -> None:
    write(shop=BY_PATH)
    found = answer("https://lama.example.com/")
    assert [found[key] for key in ("outcome", "backend", "ingress", "field", "path", "line")] == [
        "not-found",
        *[None] * 5,
    ]
    assert [item["topic"] for item in found["unspecified"]] == ["nothing matches and there is no default backend"]
    assert "ingress-nginx" in found["unspecified"][0]["behaviour"]


def test_item_of_a_list_is_named_as_such() -> None:
    Path("list.json").write_text(
        json.dumps(
            {
                "apiVersion": "v1",
                "kind": "List",
                "items": [
                    {
                        "apiVersion": "networking.k8s.io/v1",
                        "kind": "Ingress",
                        "metadata": {"name": "one", "namespace": "web"},
                        "spec": {"defaultBackend": {"resource": {"kind": "Bucket", "name": "icons"}}},
                    }
                ],
            }
        )
    )
    found = answer("/logo.png")
    assert found["field"] == "items[0].spec.defaultBackend"
    assert found["ingress"] == "web/one"
    assert found["backend"] == {"resource": {"apiGroup": None, "kind": "Bucket", "name": "icons"}}


def test_classes_that_disagree_make_it_ambiguous() -> None:
    write(shop=BY_PATH, internal=BY_PATH.replace("nginx", "internal").replace("lama", "otter").replace("by-", "in-"))
    found = answer("badger.example.com/a")
    assert found["outcome"] == "ambiguous"
    assert found["backend"] is None
    serving = [item for item in found["candidates"] if item["reason"].startswith("serves it in class")]
    assert {item["backend"]["service"]["name"] for item in serving} == {"lama", "otter"}
    assert service(answer("badger.example.com/a", "--class", "internal")) == "otter"
    assert service(answer("badger.example.com/a", "--class", "nginx")) == "lama"
    assert service(answer("badger.example.com/b")) == "badger"
    assert "say which with --class" in resolve("badger.example.com/a").stdout


def test_ports_and_workloads_that_are_not_there_are_said() -> None:
    write(ingress=ECHO.replace("servicePort: 80", "servicePort: 81"), service=ECHO_SERVICE)
    assert "81, which the Service does not have" in resolve("pods.example.com/echo-name").stdout
    write(ingress=ECHO, deployment=ECHO_DEPLOYMENT.replace("name: app-port, ", ""))
    assert "which exposes no port `app-port`" in resolve("pods.example.com/echo-name").stdout
    Path("service.yaml").unlink()
    assert "echo-service, which is not in these files" in resolve("pods.example.com/echo-name").stdout


def test_certificate_is_that_of_the_host() -> None:
    tls = "spec:\n  tls:\n  - {hosts: ['*.example.com'], secretName: wild}\n  - {hosts: [badger.example.com], secretName: own}\n"
    write(shop=BY_PATH.replace("spec:\n", tls))
    assert "Secret own" in resolve("https://badger.example.com").stdout
    write(shop=BY_PATH)
    assert "no TLS entry has this host" in resolve("https://badger.example.com").stdout


def test_losers_are_told_why() -> None:
    write(
        shop="""\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop}
spec:
  rules:
  - host: a.example.com
    http:
      paths:
      - {path: /menu, pathType: Prefix, backend: {service: {name: winner, port: {number: 80}}}}
      - {path: /menu/, pathType: Exact, backend: {service: {name: slash, port: {number: 80}}}}
      - {path: /Menu, pathType: Prefix, backend: {service: {name: case, port: {number: 80}}}}
      - {path: /men, pathType: Prefix, backend: {service: {name: element, port: {number: 80}}}}
      - {path: /, pathType: Prefix, backend: {service: {name: shorter, port: {number: 80}}}}
  - host: "*.example.com"
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: star, port: {number: 80}}}}]}
  - host: "*.com"
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: label, port: {number: 80}}}}]}
"""
    )
    reasons = {c["backend"]["service"]["name"]: c["reason"] for c in answer("a.example.com/menu")["candidates"]}
    assert reasons == {
        "slash": "an Exact path must be equal to the last slash",
        "case": "paths are case sensitive",
        "element": "`/men` is compared by whole path elements",
        "shorter": "`/menu` is longer",
        "star": "the rule for `a.example.com` is more specific",
        "label": "the `*` of a wildcard host stands for exactly one label",
    }


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["https://a..b/"], "no valid host"),
        (["ftp://a.example.com/"], "http or https"),
        (["mailto:a@example.com"], "the scheme `mailto`"),
        (["a.example.com", "https://b.example.com"], "write one URL first, and then files"),
        (["shop.yaml", "https://b.example.com"], "write one URL first, and then files"),
        (["a.example.com", "missing.yaml"], "missing.yaml: no such file or directory"),
        (["a.example.com", "--class", "nginy"], "did you mean `nginx`?"),
        (["a.example.com", "--scope", "world"], "none of files, project"),
    ],
)
def test_mistakes_in_the_call(arguments: list[str], said: str) -> None:
    write(shop=BY_PATH)
    result = resolve(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not result.stdout


def test_a_file_in_place_of_the_url_is_noted() -> None:
    write(shop=BY_PATH)
    assert "`shop.yaml` is a file, but was read as the URL" in resolve("shop.yaml").stderr
    assert "is a file" not in resolve("badger.example.com").stderr


def test_many_candidates_and_long_urls_are_shortened() -> None:
    path = "      - {path: /X, pathType: Prefix, backend: {service: {name: x, port: {number: 80}}}}\n"
    write(shop=BY_PATH + "".join(path.replace("X", f"x{i}") for i in range(30)))
    lines = resolve(f"badger.example.com/{'y' * 1000}").stdout.splitlines()
    assert lines[-1] == "  and 11 more; --output-format json lists all of them"
    assert all(len(line) < 300 for line in lines[1:])
    assert len(answer("badger.example.com/y")["candidates"]) == 31


def test_paths_are_the_set_unless_the_project_is_asked_for(here: Path) -> None:
    (here / ".git").mkdir()
    write(shop=BY_PATH, rest=BY_HOST.replace("spec:", "spec:\n  ingressClassName: nginx"))
    assert service(answer("lama.example.com", "shop.yaml")) == "not-found"
    assert service(answer("lama.example.com")) == "lama"
    assert service(answer("lama.example.com", "shop.yaml", "--scope", "project")) == "lama"


def test_standard_input_is_a_file() -> None:
    result = CliRunner().invoke(cli, ["resolve", "lama.example.com", "-"], input=ONE_BACKEND)
    assert result.exit_code == 0
    assert "served by lama:8080" in result.stdout
    assert "<stdin>:1" in result.stdout


def test_control_characters_of_a_manifest_stay_in_it() -> None:
    write(shop=ONE_BACKEND.replace("name: lama", 'name: "lama\\e[31m"'))
    assert "\x1b" not in resolve("lama.example.com").stdout


def test_what_is_left_out_is_said() -> None:
    write(
        one=ONE_BACKEND, two=ONE_BACKEND, three="kind: Ingress\n  x: [", chart="kind: Ingress\nname: {{- .Values.x }}\n"
    )
    stderr = resolve("lama.example.com").stderr.splitlines()
    assert [line.split(": ", 2)[1] for line in stderr] == [
        "templates (Helm, ytt) are left out, pass what they render",
        "1 document could not be read",
        "two.yaml:3",
    ]
    assert "note: 1 document could not be read: three.yaml:2; `ingress-lint check` says why" in stderr
    assert resolve("lama.example.com", "one.yaml").stderr == ""


def test_what_the_api_server_refuses_is_said() -> None:
    write(one=ONE_BACKEND.replace("name: lama", "name: -lama"), two=ONE_BACKEND.replace("simple", "two"))
    said = resolve("lama.example.com").stderr.splitlines()
    assert said == ["note: the API server refuses Ingress `simple` (one.yaml); `ingress-lint check` says why"]
    assert CliRunner().invoke(cli, ("routes", "--isolated")).stderr.splitlines() == said


UNKNOWN = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: odd}
spec:
  rules:
  - host: a.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: y, port: {number: 80}}}}
      - {path: /port, pathType: Prefix, backend: {service: {name: web, port: {number: "80"}}}}
      - {path: /number, pathType: Prefix, backend: {service: {name: web, port: {name: y}}}}
      - {path: /target, pathType: Prefix, backend: {service: {name: web, port: {name: http}}}}
      - {path: /nothing, pathType: Prefix}
      - {path: 12, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      - {path: /type, pathType: on, backend: {service: {name: web, port: {number: 80}}}}
  - host: 12
    http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: classy}
spec: {ingressClassName: y, defaultBackend: {service: {name: web, port: {number: 80}}}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {ports: [{name: http, port: "80", targetPort: y}]}
"""


@pytest.mark.parametrize(
    ("path", "said", "backend"),
    [
        ("/", "is served by (unknown):80", {"name": None, "port": 80}),
        ("/port", "is served by web:(unknown)", {"name": "web", "port": None}),
        ("/number", "is served by web:(unknown)", {"name": "web", "port": None}),
        ("/target", "is served by web:http", {"name": "web", "port": "http"}),
    ],
)
def test_what_cannot_be_known_is_said_in_words(path: str, said: str, backend: object) -> None:
    write(odd=UNKNOWN)
    text = resolve(f"a.example.com{path}").stdout
    assert said in text
    assert "None" not in text
    assert "True" not in text
    assert answer(f"a.example.com{path}")["backend"] == {"service": backend}


def test_what_might_serve_if_it_could_be_known_is_listed() -> None:
    write(odd=UNKNOWN)
    reasons = [c["reason"] for c in answer("a.example.com")["candidates"] if "known" in c["reason"]]
    assert reasons == [
        "its path cannot be known",
        "its path type cannot be known",
        "its host cannot be known",
        "the class of its Ingress cannot be known",
    ]
    text = resolve("a.example.com").stdout
    assert "a.example.com (unknown) (Prefix) to web:80" in text
    assert "a.example.com/type (unknown) to web:80" in text


def test_a_path_without_backend_serves_nobody() -> None:
    write(odd=UNKNOWN)
    found = answer("a.example.com/nothing")
    assert (found["outcome"], found["backend"], found["ingress"]) == ("not-found", None, None)
    assert found["candidates"][0]["reason"] == "it takes the request, and names no backend"


def test_canary_without_primary_serves_nothing() -> None:
    canary = 'metadata: {name: by-path, annotations: {nginx.ingress.kubernetes.io/canary: "true"}}'
    write(shop=BY_PATH.replace("metadata: {name: by-path}", canary))
    found = answer("badger.example.com/x")
    assert found["outcome"] == "not-found"
    assert [c["reason"] for c in found["candidates"] if c["path"] == "/"] == [
        "it is a canary, which takes a share of the requests of no primary"
    ]


def test_project_of_a_file_is_the_set_it_is_deployed_with(here: Path) -> None:
    (here / ".git").mkdir()
    for name in ("dev", "prod"):
        (here / name).mkdir()
        (here / name / "shop.yaml").write_text(BY_PATH.replace("badger,", f"badger-{name},"))
        (here / name / "rest.yaml").write_text(BY_HOST.replace("name: lama,", f"name: lama-{name},"))
    assert (
        service(answer("badger.example.com", "prod/shop.yaml", "--scope", "project", "--class", "nginx"))
        == "badger-prod"
    )
    assert service(answer("lama.example.com", "dev/shop.yaml", "--scope", "project", "--class", "")) == "lama-dev"
