"""Ingresses are served by a controller that is maintained.

ingress-nginx is retired: its README announces maintenance until March 2026, and no releases, bug
fixes or security fixes afterwards. 1.15.1, 1.14.5 and 1.13.9 are the last releases, with nginx
1.27.1 inside, so advisories for nginx stay open in its images. Existing installations go on
working.

Where Microsoft runs it, as the application routing add-on of AKS, Microsoft goes on with security
fixes until November 2026.

The project points to implementations of Gateway API; the group `gateway` of this linter tells for
each annotation how it gets there. One finding stands for all Ingresses of the project. The rule is off
by default, because who runs the controller knows, and a reminder on every run is read by nobody.

```yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  ingressClassName: nginx  # expect: ingress-nginx-retired
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
spec:
  ingressClassName: traefik
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

Source: kubernetes/ingress-nginx `README.md` (2026-03-20); Azure/AKS issue 5516.
"""

from collections.abc import Iterator

from ingress_lint import Finding, Place, Severity, Workspace, nginx, rule

_ADD_ON = "webapprouting.kubernetes.azure.com"


@rule(Severity.INFO, on=Workspace, default=False, needs=("ingress-nginx",))
def ingress_nginx_retired(workspace: Workspace, _: Workspace) -> Iterator[Finding]:
    found = _certain(workspace)
    if found and not any(map(_certain, _earlier(workspace))):
        first = min((view.ingress for view in found), key=lambda i: (i.document.source.path, i.document.span))
        many = f" serves {len(found)} Ingresses and" if len(found) > 1 else ""
        add_on = all(view.profile.class_name == _ADD_ON for view in found)
        end = (
            "on AKS it gets security fixes until November 2026"
            if add_on
            else "it gets no security fixes since March 2026"
        )
        place = Place(first.document, first.class_at, "retired")
        yield Finding(
            (place,),
            f"ingress-nginx{many} is retired: {end}",
            notes=("plan the move to another controller; `--select gateway` shows what each annotation becomes",),
        )


def _certain(workspace: Workspace) -> list[nginx.NginxIngress]:
    """The Ingresses of a set that no other controller may be meant to serve."""
    return [view for view in nginx.all_served(workspace) if view.profile.certain]


def _earlier(workspace: Workspace) -> Iterator[Workspace]:
    """The sets of the project before this one: the news is told once."""
    for together in workspace.project.sets:
        if together is workspace:
            return
        yield together
