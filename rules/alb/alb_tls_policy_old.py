"""The TLS policy of a load balancer excludes TLS 1.0 and 1.1.

Without `ssl-policy` the load balancer uses ELBSecurityPolicy-2016-08, which offers TLS 1.0 and 1.1,
as the policies with TLS-1-0 or TLS-1-1 in their name do. AWS recommends
ELBSecurityPolicy-TLS13-1-2-2021-06. The rule is off by default, since an IngressClassParams object
may set the policy for the class.

In Gateway API the policy belongs to the Gateway.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/ssl-policy: "ELBSecurityPolicy-TLS-1-1-2017-01"  # expect: alb-tls-policy-old
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
    alb.ingress.kubernetes.io/ssl-policy: "ELBSecurityPolicy-TLS13-1-2-2021-06"
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
(SSL).
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_OLD = ("ELBSecurityPolicy-2015", "ELBSecurityPolicy-2016-08", "ELBSecurityPolicy-TLS-1-0", "ELBSecurityPolicy-TLS-1-1")


@rule(Severity.INFO, needs=("alb.ingress.kubernetes.io/ssl-policy",), default=False)
def alb_tls_policy_old(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    if workspace.profile(ingress).controller != "alb":
        return
    key = "alb.ingress.kubernetes.io/ssl-policy"
    policy = ingress.annotations.get(key, "")
    if policy.startswith(_OLD):
        yield Finding((annotations.place(ingress, key, "old TLS"),), f"`{policy}` offers TLS 1.0 or 1.1")
