"""A load balancer has one web application firewall.

`wafv2-acl-arn` and `wafv2-acl-name` name the same thing in two ways, and a load balancer takes
either the classic firewall (`waf-acl-id`) or WAFv2. With more than one of them it depends on the
controller which list of rules is in force.

In Gateway API a firewall is a policy of the implementation.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/waf-acl-id: "499e8b99-6671-4614-a86d-adb1810b7fbe"  # expect: alb-firewall-repeated
    alb.ingress.kubernetes.io/wafv2-acl-arn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1"
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
    alb.ingress.kubernetes.io/wafv2-acl-arn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1"
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
(Addons).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_NAMES = ("web-acl-id", "waf-acl-id", "wafv2-acl-name", "wafv2-acl-arn")


@rule(
    Severity.WARNING,
    needs=(
        "alb.ingress.kubernetes.io/web-acl-id",
        "alb.ingress.kubernetes.io/waf-acl-id",
        "alb.ingress.kubernetes.io/wafv2-acl-name",
        "alb.ingress.kubernetes.io/wafv2-acl-arn",
    ),
)
def alb_firewall_repeated(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    keys = [f"alb.ingress.kubernetes.io/{name}" for name in _NAMES]
    found = [key for key in keys if ingress.annotations.get(key, "none") != "none"]
    if len(found) > 1:
        places = tuple(annotations.place(ingress, key, "", "key") for key in found)
        named = " and ".join(f"`{key.rpartition('/')[2]}`" for key in found)
        yield Finding(places, f"{named} name a firewall each, a load balancer has one")
