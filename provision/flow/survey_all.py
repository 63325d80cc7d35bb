"""The survey of everything that was granted: what the nightly audit and the demo look at."""

from collections.abc import Sequence

from provision.checks.unexplained import unexplained, without_grant
from provision.engine.survey import survey
from provision.engine.surveyed import Survey
from provision.flow.desk import Desk
from provision.flow.propose import standing
from provision.model.grant import Origin
from provision.model.report import Report
from provision.names import Fqdn


def survey_all(desk: Desk) -> Survey:
    """Survey every grant as it stands, and read every zone of the office. Reads only; needs no key that writes."""
    grants = standing(desk.ledger.grants(), desk.today)
    return survey(desk.world, desk.site, grants, also=desk.site.zones)


def without_holder(desk: Desk, found: Survey) -> Sequence[Report]:
    """Return, for each zone, what is seen in it that no grant explains; nothing where all is explained.

    A zone that cannot be listed tells of nothing but what was asked for.
    """
    reports = (_report(desk, zone, found) for zone in desk.site.zones if found.zones[zone].whole)
    return [report for report in reports if report.findings]


def _report(desk: Desk, zone: Fqdn, found: Survey) -> Report:
    here = [one for one in found.surveyed if one.zone == zone]
    held = {name for one in here for name in one.wanted.names}
    names = unexplained(found.zones[zone], held, desk.site.ignored)
    adopted = desk.site.ignored.touches(zone) or any(
        one.proposal.after.origin is Origin.ADOPTED for one in here
    )
    return Report(f"zone:{zone}", tuple(without_grant(found.zones[zone], names, adopted=adopted)))
