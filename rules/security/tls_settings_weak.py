"""Settings of TLS name no version or cipher that is broken.

A cipher list that names RC4, DES, 3DES, MD5, NULL, export or anonymous ciphers offers them to whoever
asks, as far as the library of the controller still has them; with one that has not, the words are
without effect and can go. The same goes for `force-tlsv10` or `ssl-min-ver TLSv1.1` among the
options of HAProxy Ingress. What a list excludes (`!RC4`) is left alone.

The option `minimum-tls` raises the bar for Contour's `tls-minimum-protocol-version`: with "1.3" a value
of `1.2` is reported. The policies of AWS are the subject of `alb-tls-policy-old`.

In Gateway API the listener's `tls.options`, or a policy of the implementation, say which versions it
takes.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-ciphers: "HIGH:RC4-SHA:!aNULL"  # expect: tls-settings-weak
spec:
  ingressClassName: nginx
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
```

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/ssl-ciphers: "HIGH:!RC4:!aNULL:!MD5"
spec:
  ingressClassName: nginx
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
```

Source: kubernetes/ingress-nginx (1.15.1) `docs/user-guide/nginx-configuration/annotations.md` (SSL
ciphers); jcmoraisjr/haproxy-ingress (0.17) `docs/content/en/docs/configuration/keys.md`;
projectcontour/contour (main) `internal/annotation`; nginx/kubernetes-ingress (main)
`internal/k8s/validation.go`; openssl `doc/man1/openssl-ciphers.pod.in`.
"""

import re
from collections.abc import Iterator
from typing import Literal

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_HAPROXY = "haproxy-ingress.github.io/"
_CONTOUR = "projectcontour.io/tls-minimum-protocol-version"
_OPTIONS = ("ssl-options-host", "ssl-options-backend")
_LISTS = ("ssl-ciphers", "proxy-ssl-ciphers", "ssl-ciphers-backend", "nginx.org/ssl-ciphers")
_WEAK = r"RC[24]|3?DES|MD5|A?NULL|AECDH|EXP(?:ORT)?(?:40|56)?|LOW|IDEA|SEED"
_OLD = r"(?i)force-(?:sslv3|tlsv1[01])|ssl-min-ver\s+(?:SSLv3|TLSv1\.[01])"


@rule(
    Severity.INFO,
    needs=(
        "nginx.ingress.kubernetes.io/ssl-ciphers",
        "nginx.ingress.kubernetes.io/proxy-ssl-ciphers",
        "nginx.org/ssl-ciphers",
        _CONTOUR,
        *(prefix + name for prefix in (_HAPROXY, annotations.SHARED_PREFIX) for name in (*_OPTIONS, *_LISTS)),
    ),
)
def tls_settings_weak(
    ingress: Ingress, workspace: Workspace, *, minimum_tls: Literal["1.2", "1.3"] = "1.2"
) -> Iterator[Finding]:
    for annotation, value in annotations.read(ingress, workspace):
        why = ""
        if annotation.name in _LISTS:
            weak = next(_weak_ciphers(value), "")
            why = f"`{weak}` in `{annotation.name}` is a cipher that is broken" if weak else ""
        elif annotation.name in _OPTIONS:
            old = re.search(_OLD, value)
            why = f"`{old[0]}` in `{annotation.name}` offers versions of TLS before 1.2" if old else ""
        elif annotation.key == _CONTOUR and value == "1.2" and minimum_tls == "1.3":
            why = "TLS 1.2 is offered, where 1.3 is asked for"
        if why:
            yield Finding((annotations.place(ingress, annotation.key, "weak"),), why)


def _weak_ciphers(value: str) -> Iterator[str]:
    """The items of an OpenSSL cipher list that add a broken cipher which no other item bans."""
    items = [item for item in re.split(r"[:,\s]+", value) if item]
    banned = {kind for item in items if item.startswith("!") for kind in _kinds(item[1:])}
    return (item for item in items if item[0] not in "!-+@" and _kinds(item) and banned.isdisjoint(_kinds(item)))


def _kinds(item: str) -> frozenset[str]:
    """What is broken in a cipher, as OpenSSL calls it; empty if nothing is."""
    item = item.upper().replace("DES-CBC3", "3DES").replace("ENULL", "NULL").replace("ADH", "ANULL")
    return frozenset(part for part in re.split(r"[-+]", item) if re.fullmatch(_WEAK, part))
