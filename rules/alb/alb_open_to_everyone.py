"""A load balancer that faces the internet says who may use it.

With `scheme: internet-facing` everybody can connect: the security group that the controller makes
admits `0.0.0.0/0` unless `inbound-cidrs`, `security-group-prefix-lists` or `security-groups` say
otherwise. Nothing else stands in front of the Services unless there is a login (`auth-type`,
`jwt-validation`, `mutual-authentication`) or a firewall (`wafv2-acl-arn` and its kin).

For a public web site that is right, so the rule is off by default: it is for clusters where being open to
everybody needs a reason. A setting on any Ingress of the group counts for all of them, and so does a
login that a Service asks for. An IngressClassParams object may hold networks and firewalls as well;
it is not read.

In Gateway API this belongs to the configuration of the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/scheme: "internet-facing"  # expect: alb-open-to-everyone
spec:
  ingressClassName: alb
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
    alb.ingress.kubernetes.io/scheme: "internet-facing"
    alb.ingress.kubernetes.io/inbound-cidrs: "198.51.100.0/24"
spec:
  ingressClassName: alb
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

Source: kubernetes-sigs/aws-load-balancer-controller (3.5) `docs/guide/ingress/annotations.md`
(Access control, WAF).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, routing, rule

_PREFIX = "alb.ingress.kubernetes.io/"
_SCHEME = f"{_PREFIX}scheme"
_GUARDS = (
    "security-groups",
    "security-group-prefix-lists",
    "jwt-validation",
    "mutual-authentication",
    "wafv2-acl-arn",
    "wafv2-acl-name",
    "waf-acl-id",
    "web-acl-id",
)


@rule(Severity.INFO, on=Workspace, needs=(_SCHEME,), default=False)
def alb_open_to_everyone(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for ingresses in routing.by_scope(workspace).values():
        members = [i for i in ingresses if workspace.profile(i).controller == "alb"]
        public = [i for i in members if i.annotations.get(_SCHEME) == "internet-facing"]
        if public and not any(_is_guarded(member, workspace) for member in members):
            public.sort(key=lambda ingress: routing.place_order(ingress.document))
            places = tuple(annotations.place(ingress, _SCHEME, "open to everybody") for ingress in public)
            yield Finding(
                places, "everybody on the internet can connect: no networks, no login and no firewall are set"
            )


def _is_guarded(ingress: Ingress, workspace: Workspace) -> bool:
    """Whether anything limits who gets to the Services; what cannot be known does."""
    given = ingress.annotations
    networks = given.get(f"{_PREFIX}inbound-cidrs", "")
    if networks and "0.0.0.0/0" not in networks and "::/0" not in networks:
        return True
    if any(given.get(f"{_PREFIX}{name}") for name in _GUARDS):
        return True
    services = (workspace.service(ingress.document, b.service.name) for b in ingress.backends if b.service)
    asked = (given, *(service.annotations for service in services if service))
    return any(keys.get(f"{_PREFIX}auth-type", "none") != "none" for keys in asked)
