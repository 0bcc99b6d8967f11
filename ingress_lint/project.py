"""A project: everything that a run looks at."""

from ingress_lint.discovery import Unreadable
from ingress_lint.engine import Report
from ingress_lint.records import Record
from ingress_lint.workspace import Workspace


class Project(Record):
    """Everything a run looks at. `templates` are sources of Helm and ytt, which are not linted as they stand.

    `overlays` is how many kustomizations of the report set have patches, which are not applied, and
    `unlisted` are repositories whose files git did not list, with the reason; `unmatched` are projects
    of the configuration that no manifest belongs to. `arranged` says whether there are kustomizations or charts.
    """

    workspace: Workspace
    report: Report
    unreadable: tuple[Unreadable, ...]
    templates: tuple[str, ...]
    files: int
    overlays: int = 0
    unlisted: tuple[Unreadable, ...] = ()
    unmatched: tuple[str, ...] = ()
    arranged: bool = False

    @property
    def unresolved(self) -> list[tuple[str, str]]:
        """Kind and name of the objects of which nothing is known, one for each reference of the report set."""
        from ingress_lint.references import unresolved

        traits = frozenset[str]().union(*(together.traits for together in self.workspace.sets))
        services = unresolved(self.workspace, self.report.sources)
        if "service annotation" in traits:
            from ingress_lint import service_annotations

            services = sorted(services + service_annotations.unresolved(self.workspace, self.report.sources))
        found = [("Service", name) for name in services]
        if "resource backend" in traits:
            from ingress_lint import resources as backends

            found += backends.unresolved(self.workspace, self.report.sources)
        return found
