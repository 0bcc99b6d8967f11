"""What controllers other than ingress-nginx make of manifests: the cases that the pages have no room for."""

from __future__ import annotations

import json

import pytest

from tests.cases import findings

ALB = "alb.ingress.kubernetes.io/"
GROUP = {"group.name": "shop"}
FRONT = {"enable-frontend-nlb": "true"}
EIP = "frontend-nlb-eip-allocations"
PUBLIC = {**FRONT, "frontend-nlb-scheme": "internet-facing"}


def ingress(
    annotations: dict[str, str],
    *,
    prefix: str = "",
    name: str = "shop",
    hosts: tuple[str, ...] = ("shop.example.com",),
    class_name: str = "",
    service: str = "web",
) -> str:
    """A manifest; keys without a slash get the prefix."""
    paths = [{"path": "/", "pathType": "Prefix", "backend": {"service": {"name": service, "port": {"number": 80}}}}]
    rules = [{"host": host, "http": {"paths": paths}} if host else {"http": {"paths": paths}} for host in hosts]
    keys = {key if "/" in key else prefix + key: value for key, value in annotations.items()}
    spec = {"rules": rules} | ({"ingressClassName": class_name} if class_name else {})
    metadata = {"name": name, "annotations": keys}
    return json.dumps({"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec})


def alb(annotations: dict[str, str], **given: str) -> str:
    return ingress(annotations, prefix=ALB, class_name="alb", **given)


def service(annotations: dict[str, str], ports: list[dict], *, name: str = "web", kind: str = "ClusterIP") -> str:
    metadata = {"name": name, "annotations": annotations}
    return json.dumps(
        {"apiVersion": "v1", "kind": "Service", "metadata": metadata, "spec": {"type": kind, "ports": ports}}
    )


def told(rule: str, *manifests: str) -> list[tuple[str, str]]:
    """Severity and message of what a rule says."""
    return [(found.severity.label, found.message) for found in findings("\n---\n".join(manifests), [rule])]


@pytest.mark.parametrize(
    ("annotations", "count"),
    [
        ({}, 1),
        ({"scheme": "internal"}, 0),
        ({"inbound-cidrs": "10.0.0.0/8"}, 0),
        ({"inbound-cidrs": "0.0.0.0/0"}, 1),
        ({"auth-type": "none"}, 1),
        ({"auth-type": "oidc"}, 0),
        ({"security-group-prefix-lists": "pl-1"}, 0),
        ({"wafv2-acl-arn": "arn:aws:wafv2:x"}, 0),
        ({"wafv2-acl-arn": ""}, 1),
    ],
)
def test_who_may_use_a_public_load_balancer(annotations: dict, count: int) -> None:
    given = {"scheme": "internet-facing", **annotations}
    assert len(told("alb-open-to-everyone", alb(given))) == count


def test_a_public_load_balancer_is_judged_with_its_group_and_its_services() -> None:
    public = alb({"scheme": "internet-facing", **GROUP})
    closed = alb({"security-groups": "sg-1", **GROUP}, name="api")
    login = service({f"{ALB}auth-type": "cognito"}, [{"port": 80}])
    assert len(told("alb-open-to-everyone", public, alb(GROUP, name="api"))) == 1
    assert told("alb-open-to-everyone", public, closed) == []
    assert told("alb-open-to-everyone", public, login) == []


def test_equal_orders_matter_where_orders_differ_and_hosts_meet() -> None:
    def group(*orders: str, hosts: tuple[str, ...] = ("a.example.com",) * 3) -> list[tuple[str, str]]:
        members = [
            ingress({**GROUP, "group.order": order}, prefix=ALB, class_name="alb", name=f"i{n}", hosts=(hosts[n],))
            for n, order in enumerate(orders)
        ]
        return told("alb-group-order-repeated", *members)

    assert len(group("1", "1", "2")) == 1
    assert group("1", "1", "1") == []
    assert group("1", "2", "3") == []
    assert group("1", "1", "2", hosts=("a.example.com", "b.example.com", "a.example.com")) == []


NAMED = [{"name": "http", "port": 80}, {"name": "admin", "port": 9000, "targetPort": "management"}]
NUMBERED = [{"name": "http", "port": 80}, {"name": "admin", "port": 9000, "targetPort": 9000}]


@pytest.mark.parametrize(
    ("keys", "own", "ports", "count"),
    [
        ({"healthcheck-port": "admin", "target-type": "ip"}, {}, NAMED, 1),
        ({"healthcheck-port": "admin"}, {}, NAMED, 0),
        ({"healthcheck-port": "admin"}, {f"{ALB}target-type": "ip"}, NAMED, 1),
        ({"healthcheck-port": "admin", "target-type": "ip"}, {f"{ALB}target-type": "instance"}, NAMED, 0),
        ({"healthcheck-port": "admin", "target-type": "ip"}, {}, NUMBERED, 0),
        ({"healthcheck-port": "traffic-port", "target-type": "ip"}, {}, NAMED, 0),
        ({"healthcheck-port": "9000", "target-type": "ip"}, {}, NAMED, 0),
        ({"healthcheck-port": "metrics"}, {}, NUMBERED, 1),
        ({"healthcheck-port": "metrics"}, {f"{ALB}healthcheck-port": "http"}, NUMBERED, 0),
        ({"healthcheck-port": "{{ .Values.port }}"}, {}, NUMBERED, 0),
        ({"target-type": "ip"}, {f"{ALB}healthcheck-port": "admin"}, NAMED, 1),
    ],
)
def test_ports_of_health_checks(keys: dict, own: dict, ports: list, count: int) -> None:
    assert len(told("alb-health-check-port-invalid", alb(keys), service(own, ports, kind="NodePort"))) == count


@pytest.mark.parametrize(
    ("annotations", "severities"),
    [
        ({EIP: "e1"}, []),
        ({**FRONT, EIP: "e1"}, ["warning"]),
        ({**FRONT, EIP: "e1", "frontend-nlb-scheme": "internal"}, ["error"]),
        ({**PUBLIC, EIP: "e1"}, []),
        ({**PUBLIC, EIP: "e1,e2", "frontend-nlb-subnets": "s1, s2"}, []),
        ({**PUBLIC, EIP: "e1", "frontend-nlb-subnets": "s1,s2"}, ["error"]),
        ({**FRONT, "frontend-nlb-listener-port-mapping": "80=80,443=443"}, []),
        ({**FRONT, "frontend-nlb-listener-port-mapping": "80=8080,443=443"}, ["warning"]),
        (
            {**FRONT, "frontend-nlb-listener-port-mapping": "80=8080", "listen-ports": '[{"HTTP":8080}]'},
            [],
        ),
        ({**FRONT, "frontend-nlb-listener-port-mapping": "80=8080", "listen-ports": "[{HTTP:80}]"}, []),
    ],
)
def test_load_balancers_in_front(annotations: dict, severities: list[str]) -> None:
    assert [severity for severity, _ in told("alb-front-nlb-invalid", alb(annotations))] == severities


def test_a_load_balancer_in_front_belongs_to_the_group() -> None:
    addresses = alb({**GROUP, EIP: "e1,e2"})
    assert told("alb-front-nlb-invalid", addresses, alb({**GROUP, **PUBLIC}, name="api")) == []
    subnets = alb({**GROUP, **PUBLIC, "frontend-nlb-subnets": "s1"}, name="api")
    assert [severity for severity, _ in told("alb-front-nlb-invalid", addresses, subnets)] == ["error"]


GCE = "kubernetes.io/ingress.class"
NEG = "cloud.google.com/neg"
PROTOCOLS = ("service.alpha.kubernetes.io/app-protocols", "cloud.google.com/app-protocols")
CONFIGS = ("beta.cloud.google.com/backend-config", "cloud.google.com/backend-config")


def gke(class_name: str = "gce") -> str:
    return ingress({GCE: class_name})


@pytest.mark.parametrize(
    ("annotations", "kind", "class_name", "severities"),
    [
        ({}, "ClusterIP", "gce", []),
        ({}, "ClusterIP", "gce-internal", []),
        ({NEG: '{"ingress": true}'}, "ClusterIP", "gce-internal", []),
        ({NEG: '{"Ingress": true}'}, "ClusterIP", "gce", []),
        ({NEG: '{"exposed_ports": {"80": {}}}'}, "ClusterIP", "gce", ["error"]),
        ({NEG: '{"exposed_ports": {"80": {}}}'}, "NodePort", "gce", []),
        ({NEG: '{"exposed_ports": {"80": {}}}'}, "NodePort", "gce-internal", ["warning"]),
        ({NEG: "true"}, "NodePort", "gce", ["error"]),
        ({NEG: "true"}, "ClusterIP", "nginx", []),
        ({NEG: "{{ .Values.neg }}"}, "ClusterIP", "gce", []),
        ({PROTOCOLS[1]: '{"web": "HTTP2", "api": "HTTPS"}'}, "NodePort", "gce", []),
        ({PROTOCOLS[1]: '{"web": "GRPC"}'}, "NodePort", "gce", ["error"]),
        ({PROTOCOLS[1]: "HTTP2"}, "NodePort", "gce", ["error"]),
        ({PROTOCOLS[0]: '{"web": "HTTP"}', PROTOCOLS[1]: "HTTP2"}, "NodePort", "gce", []),
        ({CONFIGS[1]: '{"ports": {"80": "web"}}'}, "NodePort", "gce", []),
        ({CONFIGS[1]: "web"}, "NodePort", "gce", ["error"]),
        ({CONFIGS[1]: "{}"}, "NodePort", "gce", ["error"]),
    ],
)
def test_annotations_of_services_behind_gke(
    annotations: dict, kind: str, class_name: str, severities: list[str]
) -> None:
    found = told("gke-service-annotation-invalid", gke(class_name), service(annotations, [{"port": 80}], kind=kind))
    assert [severity for severity, _ in found] == severities


@pytest.mark.parametrize(
    ("annotations", "said"),
    [
        ({PROTOCOLS[0]: '{"a": "HTTP"}'}, ["is deprecated"]),
        ({PROTOCOLS[0]: '{"a": "HTTP"}', PROTOCOLS[1]: '{"a":"HTTP"}'}, []),
        ({PROTOCOLS[0]: '{"a": "HTTP"}', PROTOCOLS[1]: '{"a": "HTTPS"}'}, [f"`{PROTOCOLS[1]}` does nothing"]),
        ({CONFIGS[0]: '{"default": "a"}', CONFIGS[1]: '{"default": "b"}'}, [f"`{CONFIGS[0]}` does nothing"]),
        ({CONFIGS[1]: '{"default": "b"}'}, []),
    ],
)
def test_which_of_two_names_gke_reads(annotations: dict, said: list[str]) -> None:
    web = service(annotations, [{"port": 80}])
    found = [message for _, message in told("gke-service-key-old", gke(), web)]
    assert len(found) == len(said) and all(part in message for part, message in zip(said, found, strict=True))
    assert told("gke-service-key-old", gke("nginx"), web) == []
    assert told("gke-service-key-old", gke(), web.replace('"web"', '"other"')) == []


HAPROXY = "haproxy-ingress.github.io/"
MINIMUM = "projectcontour.io/tls-minimum-protocol-version"


@pytest.mark.parametrize(
    ("key", "value", "weak"),
    [
        ("nginx.ingress.kubernetes.io/ssl-ciphers", "ECDHE-RSA-AES128-GCM-SHA256:HIGH:!aNULL:!MD5", ""),
        ("nginx.ingress.kubernetes.io/ssl-ciphers", "ALL:!aNULL:!EXPORT56:+LOW:@STRENGTH", ""),
        ("nginx.ingress.kubernetes.io/ssl-ciphers", "HIGH:ECDHE-RSA-DES-CBC3-SHA", "ECDHE-RSA-DES-CBC3-SHA"),
        ("nginx.ingress.kubernetes.io/ssl-ciphers", "HIGH:ECDHE-RSA-DES-CBC3-SHA:!3DES", ""),
        ("nginx.ingress.kubernetes.io/ssl-ciphers", "HIGH:ADH-AES128-SHA:!aNULL", ""),
        ("nginx.ingress.kubernetes.io/proxy-ssl-ciphers", "eNULL", "eNULL"),
        ("nginx.org/ssl-ciphers", "HIGH:RC4-SHA", "RC4-SHA"),
        (f"{HAPROXY}ssl-ciphers-backend", "EXP-RC4-MD5", "EXP-RC4-MD5"),
        (f"{HAPROXY}ssl-options-host", "no-sslv3 ssl-min-ver TLSv1.2", ""),
        (f"{HAPROXY}ssl-options-host", "no-sslv3 no-tlsv10", ""),
        (f"{HAPROXY}ssl-options-host", "ssl-min-ver TLSv1.1", "ssl-min-ver TLSv1.1"),
        (f"{HAPROXY}ssl-options-backend", "force-tlsv10", "force-tlsv10"),
        (MINIMUM, "1.2", ""),
    ],
)
def test_versions_and_ciphers_that_are_broken(key: str, value: str, weak: str) -> None:
    found = told("tls-settings-weak", ingress({"nginx.ingress.kubernetes.io/proxy-ssl-secret": "a/b", key: value}))
    alone = told("tls-settings-weak", ingress({key: value}))
    assert [f"`{weak}`" in message for _, message in alone] == ([True] if weak else [])
    assert not key.startswith("nginx.ing") or found == alone


@pytest.mark.parametrize("prefix", ["external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/"])
@pytest.mark.parametrize(
    ("annotations", "hosts", "unserved"),
    [
        ({"hostname": "shop.example.com"}, ("shop.example.com",), []),
        ({"hostname": "Shop.example.com., old.example.com"}, ("shop.example.com",), ["old.example.com"]),
        ({"hostname": "old.example.com"}, ("shop.example.com", ""), []),
        ({"hostname": "a.example.com"}, ("*.example.com",), []),
        ({"hostname": "*.example.com"}, ("shop.example.com",), []),
        ({"hostname": "*.example.org"}, ("shop.example.com",), ["*.example.org"]),
        ({"hostname": "{{ .Values.host }}"}, ("shop.example.com",), []),
        ({"hostname": "old.example.com"}, ("${HOST}",), []),
        ({"hostname": "old.example.com", "target": "lb.example.net"}, ("shop.example.com",), []),
        (
            {"hostname": "old.example.com", "nginx.ingress.kubernetes.io/server-alias": "old.example.com"},
            ("shop.example.com",),
            [],
        ),
        ({"hostname": "old.example.com", f"{ALB}conditions.web": "[]"}, ("shop.example.com",), []),
    ],
)
def test_records_for_hosts(prefix: str, annotations: dict, hosts: tuple[str, ...], unserved: list[str]) -> None:
    found = told("external-dns-host-unserved", ingress(annotations, prefix=prefix, hosts=hosts))
    assert [name in message for name, (_, message) in zip(unserved, found, strict=True)] == [True] * len(unserved)


def test_a_record_may_be_for_a_host_of_another_ingress() -> None:
    first = ingress({"external-dns.kubernetes.io/hostname": "shop.example.com,old.example.com"})
    assert told("external-dns-host-unserved", first, ingress({}, name="old", hosts=("old.example.com",))) == []


@pytest.mark.parametrize(
    ("annotations", "count"),
    [
        ({"nginx.com/jwt-key": "key", "nginx.com/jwt-realm": "shop"}, 1),
        ({"appprotect.f5.com/app-protect-enable": "true"}, 1),
        ({"nginx.org/max-conns": "10"}, 0),
    ],
)
def test_keys_of_nginx_plus(annotations: dict, count: int) -> None:
    assert len(told("plus-key-on-open-source", ingress(annotations, class_name="nginx"))) == count
    assert told("plus-key-on-open-source", ingress(annotations, class_name="traefik")) == []


ISSUER = """
apiVersion: cert-manager.io/v1
kind: ClusterIssuer
metadata:
  name: letsencrypt
spec: {acme: {solvers: [%s]}}
"""
HTTP, DNS = "http01: {ingress: {}}", "dns01: {cloudDNS: {project: shop}}"
WILD = """
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: shop, annotations: {%s}}
spec:
  tls: [{hosts: ["%s"], secretName: tls}]
  defaultBackend: {service: {name: web, port: {number: 80}}}
"""
ASKS = "cert-manager.io/cluster-issuer: letsencrypt"


@pytest.mark.parametrize(
    ("solvers", "annotations", "host", "count"),
    [
        (f"{{{HTTP}}}", ASKS, "*.example.com", 1),
        (f"{{{HTTP}}}", ASKS, "shop.example.com", 0),
        (f"{{{HTTP}}}, {{{DNS}}}", ASKS, "*.example.com", 0),
        (f"{{{HTTP}}}, {{selector: {{}}}}", ASKS, "*.example.com", 0),
        ("", ASKS, "*.example.com", 0),
        (f"{{{HTTP}}}", "cert-manager.io/issuer: letsencrypt", "*.example.com", 0),
        (f"{{{HTTP}}}", f"{ASKS}, cert-manager.io/issuer-kind: Other", "*.example.com", 0),
        (f"{{{HTTP}}}", "cert-manager.io/cluster-issuer: another", "*.example.com", 0),
    ],
)
def test_wildcards_need_a_dns_challenge(solvers: str, annotations: str, host: str, count: int) -> None:
    assert len(told("wildcard-without-dns", ISSUER % solvers, WILD % (annotations, host))) == count


FRONTEND = "networking.gke.io/v1beta1.FrontendConfig"
REDIRECT = """
apiVersion: networking.gke.io/v1beta1
kind: FrontendConfig
metadata: {name: shop}
spec: {redirectToHttps: {enabled: %s}}
"""


@pytest.mark.parametrize(
    ("annotations", "enabled", "count"),
    [
        ({FRONTEND: "shop", "kubernetes.io/ingress.allow-http": "false"}, "true", 1),
        ({FRONTEND: "shop", "kubernetes.io/ingress.allow-http": "False"}, "true", 1),
        ({FRONTEND: "shop", "kubernetes.io/ingress.allow-http": "false"}, "false", 0),
        ({FRONTEND: "shop", "kubernetes.io/ingress.allow-http": "true"}, "true", 0),
        ({FRONTEND: "other", "kubernetes.io/ingress.allow-http": "false"}, "true", 0),
        ({"kubernetes.io/ingress.allow-http": "false"}, "true", 0),
        ({FRONTEND: "shop"}, "true", 0),
    ],
)
def test_redirects_need_http(annotations: dict, enabled: str, count: int) -> None:
    shop = ingress({GCE: "gce", **annotations})
    assert len(told("gke-redirect-without-http", REDIRECT % enabled, shop)) == count


@pytest.mark.parametrize(
    ("class_name", "enabled", "severities"),
    [("gce-internal", "true", ["error"]), ("gce-internal", "false", ["warning"]), ("gce", "true", [])],
)
def test_internal_ingresses_have_no_frontend_config(class_name: str, enabled: str, severities: list[str]) -> None:
    found = told("gke-frontend-config-internal", REDIRECT % enabled, ingress({GCE: class_name, FRONTEND: "shop"}))
    assert [severity for severity, _ in found] == severities


@pytest.mark.parametrize(
    ("named", "config", "count"),
    [
        ("shop", REDIRECT, 0),
        ("web-htps", REDIRECT.replace("shop", "web-https"), 1),
        ("entirely-different", REDIRECT, 0),
        ("{{ .Release.Name }}", REDIRECT, 0),
        ("shop", REDIRECT.replace("name: shop", "name: shop, namespace: other"), 0),
        ("shop", REDIRECT.replace("networking.gke.io", "example.com"), 0),
    ],
)
def test_a_frontend_config_exists(named: str, config: str, count: int) -> None:
    shop = ingress({GCE: "gce", FRONTEND: named})
    assert len(told("gke-frontend-config-not-found", config % "true", shop)) == count


def test_a_frontend_config_is_in_the_namespace_of_its_ingress() -> None:
    shop = ingress({GCE: "gce", FRONTEND: "shop"}).replace('"name": "shop", ', '"name": "shop", "namespace": "a", ')
    config = (REDIRECT % "true").replace("name: shop", "name: shop, namespace: b")
    found = told("gke-frontend-config-not-found", shop, config)
    assert found == [("warning", "there is no FrontendConfig `shop` in this namespace, but in `b`")]


@pytest.mark.parametrize(("class_name", "fixes"), [("gce", 0), ("nginx", 1)])
def test_gke_keeps_the_annotation_that_it_reads(class_name: str, fixes: int) -> None:
    """Moving the class to the field would leave the Ingress to nobody; the server warns all the same."""
    (found,) = findings(ingress({GCE: class_name}), ["class-annotation-deprecated"])
    assert (found.severity.label, len(found.fixes)) == ("warning", fixes)


def test_ports_that_are_no_json_are_one_finding() -> None:
    text = """\
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/target-type: ip
    alb.ingress.kubernetes.io/listen-ports: "[{'HTTP': 80}]"
spec:
  ingressClassName: alb
  defaultBackend: {service: {name: web, port: {number: 80}}}
"""
    assert [found.rule for found in findings(text, ["default"])] == ["listen-ports-invalid"]
