"""No value passes the controller only to be refused by nginx.

The webhook of ingress-nginx checks values against its own patterns, but since the fix of
CVE-2025-1974 it no longer asks nginx. A value that passes the patterns and that nginx refuses is
therefore stored, and from then on every reload fails: the last good configuration stays, no change
of **any** Ingress of this controller takes effect, and a controller Pod that restarts has nothing
to serve from.

The values were tried with nginx 1.27.1, the version inside ingress-nginx 1.15.1; only a `server-alias`
with a `*` in another place than its first or last part was tried with nginx 1.22, and is a warning.
In Gateway API each of these settings is a typed field, or does not exist.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/proxy-buffer-size: "1g"  # expect: value-stalls-controller
    nginx.ingress.kubernetes.io/custom-http-errors: "404,499"  # expect: value-stalls-controller
    nginx.ingress.kubernetes.io/proxy-cookie-path: "/"  # expect: value-stalls-controller
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
    nginx.ingress.kubernetes.io/proxy-buffer-size: "16k"
    nginx.ingress.kubernetes.io/custom-http-errors: "404,503"
    nginx.ingress.kubernetes.io/proxy-cookie-path: "/one/ /"
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/nginx.go` (OnUpdate),
`rootfs/etc/nginx/template/nginx.tmpl`; nginx (1.27.1).
"""

import re
from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, nginx, patterns, rule

_NAME = r"(?:\*?\.)?[^*]+|[^*]+\.\*"
_CIPHER_WORDS = frozenset(
    [
        "ALL",
        "COMPLEMENTOFALL",
        "DEFAULT",
        "COMPLEMENTOFDEFAULT",
        "HIGH",
        "MEDIUM",
        "LOW",
        "RSA",
        "kRSA",
        "aRSA",
        "DH",
        "DHE",
        "EDH",
        "ADH",
        "kDHE",
        "kEDH",
        "ECDH",
        "ECDHE",
        "EECDH",
        "AECDH",
        "kECDHE",
        "kEECDH",
        "aDSS",
        "DSS",
        "aECDSA",
        "ECDSA",
        "aNULL",
        "eNULL",
        "NULL",
        "TLSv1.2",
        "TLSv1.0",
        "TLSv1",
        "SSLv3",
        "AES",
        "AES128",
        "AES256",
        "AESGCM",
        "AESCCM",
        "AESCCM8",
        "ARIA",
        "ARIA128",
        "ARIA256",
        "ARIAGCM",
        "CAMELLIA",
        "CAMELLIA128",
        "CAMELLIA256",
        "CHACHA20",
        "3DES",
        "DES",
        "RC4",
        "IDEA",
        "SEED",
        "SHA1",
        "SHA",
        "SHA256",
        "SHA384",
        "MD5",
        "PSK",
        "kPSK",
        "aPSK",
        "kRSAPSK",
        "kDHEPSK",
        "kECDHEPSK",
        "SRP",
        "kSRP",
        "CBC",
        "SUITEB128",
        "SUITEB128ONLY",
        "SUITEB192",
        "FIPS",
    ]
)


def _matches_ciphers(value: str) -> bool:
    """Whether an OpenSSL cipher list can match anything; a name with hyphens counts as a cipher."""
    words = list(filter(None, re.split("[: ,]", re.sub(r"@STRENGTH|@SECLEVEL=[0-5]", ":", value))))
    wanted = [word for word in words if word[0] not in "!-+"]  # a plus moves what is chosen already
    known = any("-" in word or all(part in _CIPHER_WORDS for part in word.split("+")) for word in wanted)
    return known and "!ALL" not in words


def _matters(view: nginx.NginxIngress, annotation: annotations.Annotation) -> bool:
    """Whether the value reaches nginx at all."""
    if annotations.missing(annotation, view.ingress.annotations, view.profile):
        return False
    return annotation.name != "limit-burst-multiplier" or bool(view.any("limit-rps", "limit-rpm"))


def _odd_name(value: str) -> str:
    """An alias that nginx does not take for a server name beside others, an empty string if there is none."""
    names = filter(None, map(str.strip, value.split(",")))
    return next((n for n in names if n[0] != "~" and (".." in n or not re.fullmatch(_NAME, n))), "")


def _special(view: nginx.NginxIngress, name: str, value: str) -> str:
    """What one pattern cannot say."""
    if name == "server-alias":
        items = (item for item in map(str.strip, value.split(",")) if item[:1] == "~")
        broken = ((item, patterns.pcre_fault(item[1:]) if item[1:] else "no expression") for item in items)
        return next((f"`{item}` holds {why}" for item, why in broken if why), "")
    if name == "mirror-target" and view.has("mirror-host") and not value.startswith(("http://", "https://")):
        return "beside `mirror-host` it needs `http://` or `https://`"
    if name.endswith("ssl-ciphers") and not _matches_ciphers(value):
        return "no cipher that can be chosen matches it"
    if name == "proxy-redirect-from" and value == "default" and view.get("backend-protocol").upper() == "AUTO_HTTP":
        return "`default` is impossible with `backend-protocol: AUTO_HTTP`"
    return ""


@rule(Severity.ERROR, needs=("nginx.ingress.kubernetes.io",))
def value_stalls_controller(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    view = nginx.served(ingress, workspace)
    if view is None:
        return
    if view.canary:
        return
    for annotation, value in annotations.read(ingress, workspace):
        bare = value.strip()
        if not bare or annotation.catalogue.controller != "ingress-nginx" or annotations.fault(annotation, value):
            continue
        why = annotations.stall(annotation, bare) or _special(view, annotation.name, bare)
        severity = None
        if not why and annotation.name == "server-alias" and _odd_name(bare):
            why = f"`{_odd_name(bare)}` is no server name (as `*.example.com` or `www.example.*`)"
            severity = Severity.WARNING  # not tried with the nginx inside the controller
        if why and _matters(view, annotation):
            message = (
                f"nginx refuses `{annotation.name}: {bare}`, which stops every later change of the controller: {why}"
            )
            yield Finding((view.place(annotation.name, "refused by nginx"),), message, severity=severity)
