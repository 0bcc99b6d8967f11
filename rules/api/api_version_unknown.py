"""The apiVersion of an Ingress is `networking.k8s.io/v1`.

That of an IngressClass is the same. The API server looks kinds up by their exact group and version. A version that does not serve the
kind, a group without version, upper case or a stray blank all end in `no matches for kind`. The
versions that once served it are the business of `api-version-removed`; Kubernetes 1.18 does not
know `networking.k8s.io/v1` yet.

```yaml
apiVersion: networking/v1  # expect: api-version-unknown
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

```yaml fixed
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
```

Source: client-go `restmapper/discovery.go`, kubernetes `pkg/registry/networking/rest/storage_settings.go`.
"""

from collections.abc import Iterator

from ingress_lint import Fact, Finding, Fix, Place, Severity, Workspace, edits, rule, similar

_GROUP = "networking.k8s.io"
_VERSION = f"{_GROUP}/v1"


@rule(Severity.ERROR, on="api-version-unknown")
def api_version_unknown(fact: Fact, workspace: Workspace) -> Iterator[Finding]:
    if fact.value == _VERSION:
        message = f"Kubernetes 1.{workspace.minor} does not serve apiVersion `{_VERSION}` yet"
        notes: tuple[str, ...] = ("it came with 1.19; before that it is `networking.k8s.io/v1beta1`",)
    else:
        message = f"apiVersion `{fact.value}` has no {fact.document.ours}: it is `{_VERSION}`"
        notes = () if str(fact.value).count("/") < 2 else ("an apiVersion is written `group/version`, with one `/`",)
    place = Place(fact.document, fact.path, "not served under this version")
    yield Finding((place,), message, notes=notes, fixes=_fixes(fact))


def _fixes(fact: Fact) -> tuple[Fix, ...]:
    """The one version there is: unasked where letters are wrong, and only if wanted where the group is missing."""
    given = str(fact.value).strip().lower()
    group, _, version = given.rpartition("/")
    misspelt = version == "v1" and (group in ("networking", "networking.k8s") or similar.is_similar(group, _GROUP))
    safe = fact.value != _VERSION and (given == _VERSION or misspelt)
    if not safe and given != "v1":
        return ()
    return edits.replace_value(fact.document, fact.path, _VERSION, safe=safe)
