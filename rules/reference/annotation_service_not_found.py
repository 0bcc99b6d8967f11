r"""A Service that an annotation names exists beside the Ingress.

Some annotations name Services, and nobody compares those names with what there is:

* `nginx.ingress.kubernetes.io/default-backend` names the Service that answers where the backend has no
  Pod, and the errors of `custom-http-errors`. ingress-nginx ignores the annotation if there is no such
  Service, and its own default backend answers.
* `alb.ingress.kubernetes.io/actions.<name>` forwards to the Services of its target groups. Where the
  action has only one target, the AWS Load Balancer Controller answers with 503 in place of a missing
  Service. Where it has several, as for a split by weight, it cannot build the rule, and neither this
  Ingress nor the others of its group are brought up to date.

What is not among the linted manifests may still be in the cluster. So an absent Service is reported
only in a set that the configuration declares `complete`, where another one has almost the same name,
or where it exists in another namespace; otherwise it is one of the unresolved references that are
counted in a closing line. Outside a complete set it is a warning, and in one an error if traffic is
lost by it. A name that is a backend as well is left to `service-not-found`.

In Gateway API the targets of an action are the `backendRefs` of a rule; there is no default backend
for a rule whose own has no Pod.

```yaml
apiVersion: v1
kind: Service
metadata:
  name: error-pages
spec:
  selector:
    app: error-pages
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/custom-http-errors: "404,503"
    nginx.ingress.kubernetes.io/default-backend: error-pgaes  # expect: annotation-service-not-found
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
apiVersion: v1
kind: Service
metadata:
  name: storefront-blue
spec:
  type: NodePort
  selector:
    app: storefront-blue
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    alb.ingress.kubernetes.io/actions.split: "{\"type\": \"forward\", \"forwardConfig\": {\"targetGroups\": [{\"serviceName\": \"storefront-bleu\", \"servicePort\": 80, \"weight\": 90}, {\"serviceName\": \"of-another-team\", \"servicePort\": 80, \"weight\": 10}]}}"  # expect: annotation-service-not-found
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
                name: split
                port:
                  name: use-annotation
```

```yaml
apiVersion: v1
kind: Service
metadata:
  name: error-pages
spec:
  selector:
    app: error-pages
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
  annotations:
    nginx.ingress.kubernetes.io/default-backend: error-pages
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

Source: kubernetes/ingress-nginx (1.15.1) `internal/ingress/annotations/defaultbackend/main.go`;
kubernetes-sigs/aws-load-balancer-controller (3.5) `pkg/ingress/enhanced_backend_builder.go`
(loadBackendServices).
"""

from collections.abc import Iterator

from ingress_lint import (
    Finding,
    Place,
    Service,
    Severity,
    Workspace,
    annotations,
    references,
    rule,
    service_annotations,
)


@rule(Severity.WARNING, on=Workspace, needs="service annotation")
def annotation_service_not_found(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    for same in service_annotations.absent(workspace):
        told = [(use, why) for use, why in same if workspace.complete or why.elsewhere or len(why.similar) == 1]
        if told:
            yield _finding(workspace, told)


def _finding(workspace: Workspace, told: list[tuple[service_annotations.Use, references.Missing]]) -> Finding:
    first = told[0][0]
    places = [annotations.place(first.ingress, first.annotation.key, "no such Service")]
    for _, missing in told:
        places += [Place(service.document, ("metadata", "namespace"), "it is here") for service in missing.elsewhere]
        places += [
            Place(service.document, ("metadata", "name"), "the Service beside it") for service in _meant(missing)
        ]
    namespace = workspace.namespace(first.ingress.document)
    where = f"namespace `{namespace}`" if namespace else "the namespace of the Ingress"
    what = "Service" if len(told) == 1 else "Services"
    listed = " and ".join(f"`{use.name}`" for use, _ in told)
    happens, worst = _consequence(first)
    return Finding(
        tuple(places),
        f"`{first.annotation.key.rpartition('/')[2]}` names the {what} {listed}, "
        f"which {where} does not have{_instead(workspace, [missing for _, missing in told])}",
        severity=worst if workspace.complete else Severity.WARNING,
        notes=(happens,),
    )


def _meant(missing: references.Missing) -> tuple[Service, ...]:
    return missing.similar if len(missing.similar) == 1 else ()


def _instead(workspace: Workspace, told: list[references.Missing]) -> str:
    """Where they are, or what was probably meant."""
    there = {f"`{workspace.namespace(service.document)}`" for missing in told for service in missing.elsewhere}
    meant = [f"`{service.document.name}`" for missing in told for service in _meant(missing)]
    if there:
        return f"; there is one in namespace {' and '.join(sorted(there))}"
    return f"; did you mean {' and '.join(meant)}?" if meant else ""


def _consequence(use: service_annotations.Use) -> tuple[str, Severity]:
    """What the controller does without the Service, and how bad that is."""
    title = use.annotation.catalogue.title
    if use.annotation.type != "json":
        return f"{title} then does as if the annotation were not there", Severity.WARNING
    if use.alone:
        return f"{title} then answers with 503", Severity.ERROR
    return f"{title} then builds none of the rules, and the load balancer stays as it was", Severity.ERROR
