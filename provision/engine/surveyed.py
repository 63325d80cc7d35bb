"""What a survey brought: for each proposal what is wanted and what was found, and the zones as they were seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from provision.model.finding import Finding
from provision.model.report import Report
from provision.model.request import Request
from provision.model.site import Site
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn
from provision.services.service import Proposal


@dataclass(frozen=True, slots=True)
class Surveyed:
    """One proposal with what it wants and what was found."""

    proposal: Proposal
    wanted: Wanted
    zone: Fqdn
    report: Report

    def reasons(self, site: Site) -> Sequence[Finding]:
        """Return the findings that block: at or above the site's level, and no change or wait mends them."""
        return self.report.about_request(site.policy.blocks)


@dataclass(frozen=True, slots=True)
class Survey:
    """All that one look brought; `zones` are the parents as they were seen, and catalogs and zones of agencies'."""

    surveyed: tuple[Surveyed, ...]
    zones: Mapping[Fqdn, SeenZone]

    def reasons(self, site: Site) -> Sequence[Finding]:
        """Return every finding that blocks."""
        return [finding for one in self.surveyed for finding in one.reasons(site)]

    @property
    def letters(self) -> Sequence[tuple[Request, Sequence[Surveyed]]]:
        """What was surveyed, by the letter behind it, in the order of the letters."""
        found: dict[str, tuple[Request, list[Surveyed]]] = {}
        for one in self.surveyed:
            if request := one.proposal.request:
                found.setdefault(str(request.id), (request, []))[1].append(one)
        return list(found.values())

    def about(self, request: Request) -> Sequence[Surveyed]:
        """Return what was surveyed for one letter: an entry for each grant that it changes."""
        return [
            one for one in self.surveyed if one.proposal.request and one.proposal.request.id == request.id
        ]

    def only(self, some: Sequence[Surveyed]) -> "Survey":
        """Return the survey of some of what was surveyed."""
        return replace(self, surveyed=tuple(some))

    @property
    def children(self) -> Sequence[Fqdn]:
        """The zones that the office's own servers shall answer for."""
        return [Fqdn.host(one.proposal.after.object) for one in self.surveyed if one.wanted.child]

    @property
    def reports(self) -> Sequence[Report]:
        """The report about each proposal."""
        return [one.report for one in self.surveyed]

    @property
    def findings(self) -> Sequence[Finding]:
        """Everything that was found."""
        return [finding for one in self.surveyed for finding in one.report.findings]
