"""A routing policy of external-dns has its set identifier.

Records with a weight, a region, a failover role or a location exist several times under one name,
and `set-identifier` tells them apart. With a policy and without the identifier, or with the
identifier and without a policy, no usable record is made.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    external-dns.kubernetes.io/aws-weight: "10"  # expect: external-dns-policy-incomplete
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
    external-dns.kubernetes.io/aws-weight: "10"
    external-dns.kubernetes.io/set-identifier: "shop-eu"
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

Source: kubernetes-sigs/external-dns (0.22.0) `docs/annotations/annotations.md`,
`provider/aws/aws.go`.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Ingress, Severity, Workspace, annotations, rule

_POLICIES = (
    "aws-weight",
    "aws-region",
    "aws-failover",
    "aws-geolocation-",
    "aws-geoproximity-",
    "aws-multi-value-answer",
)


@rule(Severity.WARNING, needs=("external-dns.kubernetes.io", "external-dns.alpha.kubernetes.io"))
def external_dns_policy_incomplete(ingress: Ingress, workspace: Workspace) -> Iterator[Finding]:
    for prefix in ("external-dns.kubernetes.io/", "external-dns.alpha.kubernetes.io/"):
        names = [key.removeprefix(prefix) for key in ingress.annotations if key.startswith(prefix)]
        policy = next((name for name in names if name.startswith(_POLICIES)), "")
        if policy and "set-identifier" not in names:
            place = annotations.place(ingress, prefix + policy, "no set-identifier", "key")
            yield Finding((place,), f"`{policy}` needs a `set-identifier` that tells this record from the others")
        elif "set-identifier" in names and not policy:
            place = annotations.place(ingress, f"{prefix}set-identifier", "no policy", "key")
            yield Finding((place,), "`set-identifier` does nothing without a routing policy such as `aws-weight`")
