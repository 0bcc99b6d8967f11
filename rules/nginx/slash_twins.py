"""No two paths of a host differ only by a slash at the end.

For the paths `/shop` and `/shop/` of type Prefix ingress-nginx writes a location `/shop/` each, and
nginx refuses a configuration that has the same location twice: every reload fails, and no change of
**any** Ingress of the controller takes effect. In regular-expression mode the two stay apart. One
of them is enough: Prefix `/shop` matches `/shop/` as well.

In Gateway API a PathPrefix ignores the slash at the end.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /shop/  # expect: slash-twins
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
spec:
  ingressClassName: nginx
  rules:
    - host: shop.example.com
      http:
        paths:
          - path: /shop
            pathType: Prefix
            backend:
              service:
                name: web
                port:
                  number: 80
          - path: /shop/
            pathType: Exact
            backend:
              service:
                name: web
                port:
                  number: 80
```

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/controller/location.go`, issue 10090;
nginx (1.27.1) `src/http/ngx_http_core_module.c`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, HttpPath, Severity, Workspace, nginx, rule

Twins = dict[tuple[str, str, str], list[tuple[nginx.NginxIngress, HttpPath]]]


@rule(Severity.ERROR, on=Workspace, needs="rival paths")
def slash_twins(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    everything = nginx.all_served(workspace)
    regex = nginx.regex_hosts(everything)
    claims: Twins = {}
    for view in everything:
        for rule_of_host, path in view.paths:
            key = (view.profile.class_name, rule_of_host.host, path.path.rstrip("/"))
            if path.path_type != "Exact" and key[2] and key[:2] not in regex and not view.canary:
                claims.setdefault(key, []).append((view, path))
    for (_class, host, text), found in claims.items():
        bare = next((item for item in found if item[1].path == text), None)
        slashed = next((item for item in found if item[1].path == f"{text}/"), None)
        if bare and slashed:
            places = (
                slashed[0].path_place(slashed[1], "the same location"),
                bare[0].path_place(bare[1], "and this one"),
            )
            where = f" of `{host}`" if host else ""
            yield Finding(
                places,
                f"nginx refuses the paths `{text}` and `{text}/`{where} beside each other as a duplicate location,"
                " which stops every later change of the controller",
            )
